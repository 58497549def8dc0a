import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { database } from "@/libs/database";

/** What somebody who signs up says of themselves and of the organization that they set up. Never trusted. */
const signUpWishes = z.object({ full_name: z.string(), organization_name: z.string() });
export type SignUpWishes = z.output<typeof signUpWishes>;

/** What the holder of a mailed link may know of it. */
export type MailedLink =
  | { purpose: "sign_up"; email: string; wishes: SignUpWishes }
  | { purpose: "password_reset"; email: string };

/** As the database issues them: 244 random bits in hexadecimal. */
const isToken = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** SHA-256 of a token: what the database knows of it. */
export const tokenHash = (token: string): Buffer => createHash("sha256").update(token).digest();

/** Has a link mailed by which whoever reads this mailbox sets an account up; its owner is told where there is one. */
export async function mailSignUp(email: string, wishes: SignUpWishes): Promise<void> {
  const sql = database();
  await sql`select private.begin_sign_up(${email}, ${sql.json({ ...wishes })})`;
}

/** Has a link mailed by which the owner of this address chooses a new password, if it is anybody's. */
export async function mailPasswordReset(email: string): Promise<void> {
  await database()`select private.begin_password_reset(${email})`;
}

/**
 * Reads a mailed link for whoever holds its token.
 * @returns null for one that nobody issued, that was used, or that is more than an hour old
 */
export async function mailedLinkByToken(token: string): Promise<MailedLink | null> {
  if (!isToken(token)) return null;
  const [found] = await database()<{ purpose: string; email: string; wishes: unknown }[]>`
    select purpose, email, wishes from private.mailed_link(${tokenHash(token)})`;
  if (!found) return null;
  const { purpose, email, wishes } = found;
  if (purpose === "password_reset") return { purpose, email };
  return { purpose: "sign_up", email, wishes: signUpWishes.parse(wishes) };
}
