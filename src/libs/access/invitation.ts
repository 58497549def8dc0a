import "server-only";
import { createHash } from "node:crypto";
import { database } from "@/libs/database";
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
  /** Whether somebody has proved this address and chosen a password. */
  hasAccount: boolean;
}

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
