import "server-only";
import { invitationHash, takeRememberedInvitation } from "@/libs/access/invitation";
import { isMeantForReaders } from "@/libs/access/refusals";
import type { Transaction } from "@/libs/database";
import { logger } from "@/libs/logger";

/**
 * Lets somebody who has just confirmed their address join the organization whose invitation they signed up by, if
 * this browser remembers one. One that doesn't hold (for another address, withdrawn meanwhile) is left aside: they are
 * signed in all the same, and its page says why when they open it again.
 * @param transaction runs work with the person's own rights
 */
export async function joinRememberedInvitation(
  transaction: (work: (sql: Transaction) => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  const token = await takeRememberedInvitation();
  if (!token) return;
  try {
    await transaction((sql) => sql`select public.accept_invitation(${invitationHash(token)}::bytea)`);
  } catch (error) {
    if (!isMeantForReaders(error)) throw error;
    logger.info({ reason: error.message }, "a remembered invitation did not hold");
  }
}
