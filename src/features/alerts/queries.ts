import "server-only";
import { cache } from "react";
import { alertKey } from "@/features/alerts/lib/alert-key";
import type { AlertLevel, AlertListAddress, AlertStatus } from "@/features/alerts/schema";
import type { AlertFacts } from "@/libs/alert-cause";
import { alertFacts } from "@/libs/alert-facts";
import { keysetPage, type KeysetPage, pageKeyOf } from "@/libs/keyset-page";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import type { Database } from "@/types/database";

/** An alert with its purchase order as it stands now; money and percentages are decimal strings. */
export type AlertRow = Omit<Database["public"]["Views"]["alert_rows"]["Row"], "resolved_facts"> & {
  /** The figures of the step that resolved it. */
  resolved_facts: AlertFacts;
};
export type AlertStep = Omit<TimelineRow, "facts"> & { facts: AlertFacts };
type TimelineRow = Database["public"]["Functions"]["alert_timeline"]["Returns"][number];

const pageSize = 50;

export type AlertCounts = Record<AlertStatus, { all: number } & Record<AlertLevel, number>>;

/** How many alerts stand at each status, in all and by level. Asked once per request. */
export const alertCounts = cache(async (organizationId: string): Promise<AlertCounts> => {
  const supabase = await supabaseServerClient();
  const { data } = await supabase.rpc("alert_counts", { organization_id: organizationId }).throwOnError();
  const none = () => ({ all: 0, warning: 0, critical: 0, over_budget: 0 });
  const counts: AlertCounts = { open: none(), acknowledged: none(), snoozed: none(), resolved: none() };
  for (const { status, level, alerts } of data) {
    if (level === "on_track") continue;
    counts[status][level] += alerts;
    counts[status].all += alerts;
  }
  return counts;
});

/** One page of the alerts that the address asks for: worst level first, then newest; resolved ones newest first. */
export async function alertPage(
  organizationId: string,
  address: AlertListAddress,
): Promise<KeysetPage<AlertRow>> {
  const supabase = await supabaseServerClient();
  return keysetPage(
    pageKeyOf(address, (text) => text.split(".").map(Number)),
    {
      size: pageSize,
      async read({ from, backwards }, limit) {
        const [rank, id] = from ?? [];
        const { data } = await supabase
          .rpc("alert_list", {
            organization_id: organizationId,
            with_status: address.status,
            ...(address.level ? { with_level: address.level } : {}),
            ...(address.q ? { search: address.q } : {}),
            ...(rank !== undefined && id !== undefined ? { from_rank: rank, from_id: id } : {}),
            backwards,
            row_limit: limit,
          })
          .throwOnError();
        // The function gives the rows nearest to the key first.
        const rows = data.map(withFacts);
        return backwards ? rows.toReversed() : rows;
      },
      keyOf: alertKey,
    },
  );
}

/** One alert; null when the organization has none of this id. */
export async function alertById(organizationId: string, alertId: string): Promise<AlertRow | null> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("alert_rows")
    .select("*")
    .eq("organization_id", organizationId)
    .eq("id", alertId as unknown as number)
    .maybeSingle()
    .throwOnError();
  return data && withFacts(data);
}

const withFacts = (row: Database["public"]["Views"]["alert_rows"]["Row"]): AlertRow => ({
  ...row,
  resolved_facts: alertFacts.parse(row.resolved_facts ?? {}),
});

/** What happened to an alert, oldest first; money as decimal strings. */
export async function alertTimeline(organizationId: string, alertId: string): Promise<AlertStep[]> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .rpc("alert_timeline", { organization_id: organizationId, alert_id: alertId as unknown as number })
    .throwOnError();
  return data.map((step) => ({ ...step, facts: alertFacts.parse(step.facts) }));
}
