import type { Sql } from "@/libs/database";
import { logger } from "@/libs/logger";

interface MemberWithoutAccount {
  organization_id: string;
  user_id: string;
  is_deactivated: boolean;
}

/**
 * Deactivates members whose account was deleted at the Auth server itself, so that they take no seat and get no mail.
 * Where no active admin with an account would remain, everybody stays and the log says so: only the operator can help there.
 */
export async function deactivateMembersWithoutAccount(sql: Sql): Promise<void> {
  const found = await sql<
    MemberWithoutAccount[]
  >`select * from private.deactivate_members_without_account() order by organization_id, user_id`;
  for (const { organization_id: organizationId, user_id: userId, is_deactivated } of found) {
    if (is_deactivated)
      logger.info({ organizationId, userId }, "a member without an account was deactivated");
    else
      logger.error(
        { organizationId, userId },
        "a member has no account any more and stays, because their organization has no other admin: see docs/runbooks/lost-admin.md",
      );
  }
}
