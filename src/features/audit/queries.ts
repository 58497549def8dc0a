import "server-only";
import { listPeople } from "@/features/organizations/queries";
import { addDays } from "@/libs/calendar-date";
import { keysetPage, type KeysetPage, pageKeyOf } from "@/libs/keyset-page";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import type { AuditEntry, Names } from "./lib/entry";
import { startOfDay } from "./lib/start-of-day";
import { type ActionGroup, actionGroups, type AuditFilters } from "./schema";

const columns =
  "number:entry_number::text, actedBy:acted_by, action, entityType:entity_type, entityId:entity_id, before, after, ipAddress:ip_address::text, userAgent:user_agent, requestId:request_id, createdAt:created_at";

interface Log {
  id: string;
  /** IANA; decides when the days of a period begin. */
  timeZone: string;
}

/** Where a page begins; the newest entries without either. */
interface Position {
  /** Entries older than this number. */
  olderThan?: string | undefined;
  /** Entries newer than this number. */
  newerThan?: string | undefined;
}

/** Up to `limit` entries beside a position, newest first. Only an admin of the organization finds any. */
export async function auditEntries(
  log: Log,
  filters: AuditFilters,
  { olderThan, newerThan }: Position,
  limit: number,
): Promise<AuditEntry[]> {
  const supabase = await supabaseServerClient();
  const forwards = newerThan !== undefined;
  let query = supabase
    .from("audit_logs")
    .select(columns)
    .eq("organization_id", log.id)
    .order("entry_number", { ascending: forwards })
    .limit(limit);
  if (olderThan !== undefined) query = query.lt("entry_number", olderThan);
  if (newerThan !== undefined) query = query.gt("entry_number", newerThan);
  if (filters.person) query = query.eq("acted_by", filters.person);
  if (filters.from) query = query.gte("created_at", startOfDay(filters.from, log.timeZone));
  if (filters.to) query = query.lt("created_at", startOfDay(addDays(filters.to, 1), log.timeZone));
  if (filters.entity) {
    const [type = "", ...id] = filters.entity.split(":");
    query = query.eq("entity_type", type).eq("entity_id", id.join(":"));
  }
  if (filters.group) query = query.or(conditionOf(filters.group));
  const { data } = await query.throwOnError();
  const entries = data as unknown as AuditEntry[];
  return forwards ? entries.reverse() : entries;
}

/** A group as one condition: the embedded gateway keeps only the last of several "not" on the same column. */
function conditionOf(group: ActionGroup): string {
  const { prefixes } = actionGroups[group];
  if (prefixes) return prefixes.map((prefix) => `action.like.${prefix}*`).join(",");
  const known = Object.values(actionGroups).flatMap((other) => other.prefixes ?? []);
  return `and(${known.map((prefix) => `action.not.like.${prefix}*`).join(",")})`;
}

const pageSize = 50;

/** One page of the audit log, newest first. `key` as the address has it. */
export async function auditPage(
  log: Log,
  filters: AuditFilters,
  key: { after?: string | undefined; before?: string | undefined },
): Promise<KeysetPage<AuditEntry>> {
  return keysetPage(
    pageKeyOf(key, (number) => number),
    {
      size: pageSize,
      read({ from, backwards }, limit) {
        const position = from === null ? {} : backwards ? { newerThan: from } : { olderThan: from };
        return auditEntries(log, filters, position, limit);
      },
      keyOf: ({ number }) => number,
    },
  );
}

/** Names of everybody whom the log may speak of: who is in the organization, and who has left it. */
export async function namesInLog(organizationId: string): Promise<Names> {
  const supabase = await supabaseServerClient();
  const [people, gone] = await Promise.all([
    listPeople(organizationId),
    supabase.rpc("former_member_names", { for_organization: organizationId }).throwOnError(),
  ]);
  const names = new Map<string, string>();
  for (const { user_id, name } of gone.data) names.set(user_id, name);
  for (const { userId, fullName, email } of people) names.set(userId, fullName || email);
  return names;
}
