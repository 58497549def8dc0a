import "server-only";
import { createHash } from "node:crypto";
import { cookies } from "next/headers";
import { database } from "@/libs/database";
import { environment } from "@/libs/environment";
import { ownCookie, withdrawn } from "./session-cookie";
import type { MemberRole } from "./standing";

/** What the holder of an invitation's token may know of it. */
export interface Invitation {
  organizationName: string;
  /** The only address that may accept it, in lower case. */
  email: string;
  role: MemberRole;
  /** Name or address of the admin; null when their account is gone. */
  inviter: string | null;
  standing: "open" | "used" | "withdrawn" | "expired";
  /** Whether somebody has signed up and confirmed with this address. */
  hasAccount: boolean;
}

/** Carries the token from signing up to the confirmation of the address, in the same browser. */
const cookie = () => ownCookie("invitation", environment().AESTRAK_SITE_URL.startsWith("https:"));
const sevenDays = 7 * 24 * 60 * 60;

/** As the database issues them: 32 random bytes in hexadecimal. */
const isInvitationToken = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** SHA-256 of a token: what the database knows of it. */
export const invitationHash = (token: string): Buffer => createHash("sha256").update(token).digest();

/**
 * Reads an invitation for whoever holds its token, signed in or not.
 * @returns null for a token that nobody issued, or that a newer mail replaced
 */
export async function invitationByToken(token: string): Promise<Invitation | null> {
  if (!isInvitationToken(token)) return null;
  const [found] = await database()<Invitation[]>`
    select organization_name as "organizationName", email, role, inviter, standing, has_account as "hasAccount"
    from private.invitation_by_token(${invitationHash(token)})`;
  return found ?? null;
}

/** Keeps a token in this browser until its owner has confirmed their address. */
export async function rememberInvitation(token: string): Promise<void> {
  (await cookies()).set({ ...cookie(), value: token, maxAge: sevenDays });
}

/** The token that this browser keeps, which is taken out of it; null when there is none. */
export async function takeRememberedInvitation(): Promise<string | null> {
  const jar = await cookies();
  const { name } = cookie();
  const token = jar.get(name)?.value;
  if (token === undefined) return null;
  jar.delete(withdrawn(name));
  return isInvitationToken(token) ? token : null;
}
