import "server-only";
import type { User } from "@supabase/supabase-js";
import { organizationName } from "@/features/auth/schema";
import type { Transaction } from "@/libs/database";

/**
 * Sets up the organization that a person named when they signed up, on their first visit: when AESTrak has no
 * profile of them yet. What they named may be missing or malformed; then they are asked for it again.
 *
 * @param sql a transaction with the person's own rights
 */
export async function setUpOnFirstVisit(sql: Transaction, user: User): Promise<void> {
  const wanted = organizationName.safeParse(user.user_metadata["organization_name"]);
  if (!wanted.success) return;
  const [known] = await sql`select 1 from public.user_profiles where user_id = ${user.id}`;
  if (!known) await sql`select public.create_organization(${wanted.data})`;
}
