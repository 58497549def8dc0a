import type { Sql } from "@/libs/database";
import type { SampleManifest } from "../../../stack/samples/manifest";

/** Compares what an import left in the database with what its file holds. @throws naming the first difference */
export async function requireTotals(
  sql: Sql,
  type: "purchase_orders" | "quantity_surveys",
  manifest: SampleManifest,
): Promise<void> {
  if (type === "purchase_orders") {
    const [orders] = await sql`
      select count(*)::integer as "purchaseOrders", sum(order_value)::text as "orderValue" from public.purchase_orders`;
    compare(orders!, manifest);
    return;
  }
  const [spent] = await sql`
    select sum(total_spent)::text as "totalSpent", sum(quantity_survey_count)::integer as surveys from public.purchase_orders`;
  compare(spent!, { ...manifest, surveys: manifest.quantitySurveys - manifest.orphans });
  const [surveys] = await sql`
    select count(*)::integer as "quantitySurveys", count(*) filter (where purchase_order_id is null)::integer as orphans,
      coalesce(sum(total) filter (where purchase_order_id is null), 0)::numeric(18,2)::text as "orphanTotal"
    from public.quantity_surveys where withdrawn_at is null`;
  compare(surveys!, manifest);
  const [levels] = await sql`
    select count(*) filter (where level = 'on_track')::integer as on_track, count(*) filter (where level = 'warning')::integer as warning,
      count(*) filter (where level = 'critical')::integer as critical, count(*) filter (where level = 'over_budget')::integer as over_budget
    from public.purchase_orders`;
  compare(levels!, manifest.levels);
  const [days] = await sql`
    select sum(total)::text as "totalSpent", sum(quantity_survey_count)::integer as surveys from public.billing_days`;
  compare(days!, { ...manifest, surveys: manifest.quantitySurveys - manifest.orphans });
}

function compare(found: Record<string, unknown>, expected: object): void {
  for (const [name, value] of Object.entries(found)) {
    const wanted = (expected as Record<string, unknown>)[name];
    if (value !== wanted) throw new Error(`${name} is ${String(value)}, and should be ${String(wanted)}.`);
  }
}
