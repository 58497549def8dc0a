import { database } from "@/libs/database";
import { formatMoney } from "@/libs/money";
import { organizationBySlug } from "./organization";
import type { Print } from "./output";

interface Figures {
  purchase_orders: number;
  /** Of all lines. */
  order_value: string;
  /** Of open and completed ones. */
  authorized: string;
  quantity_surveys: number;
  total_spent: string;
  orphans: number;
  orphan_total: string;
  levels: { on_track: number; warning: number; critical: number; over_budget: number };
  open_alerts: number;
  missing_files: number;
}

/** Prints the figures of an organization; money as decimal strings. */
export async function statusOfOrganization(slug: string, print: Print): Promise<void> {
  const organization = await organizationBySlug(slug);
  const sql = database();
  const [figures] = await sql<Figures[]>`
    select o.purchase_orders, o.order_value, o.authorized, q.quantity_surveys, q.total_spent, q.orphans, q.orphan_total, o.levels, a.open_alerts, f.missing_files
    from (
      select count(*)::integer as purchase_orders, coalesce(sum(order_value), 0)::numeric(18,2)::text as order_value,
        coalesce(sum(order_value) filter (where lifecycle <> 'canceled'), 0)::numeric(18,2)::text as authorized,
        jsonb_build_object('on_track', count(*) filter (where level = 'on_track'), 'warning', count(*) filter (where level = 'warning'),
          'critical', count(*) filter (where level = 'critical'), 'over_budget', count(*) filter (where level = 'over_budget')) as levels
      from public.purchase_orders where organization_id = ${organization.id}
    ) o, (
      select count(*)::integer as quantity_surveys,
        coalesce(sum(total) filter (where purchase_order_id is not null), 0)::numeric(18,2)::text as total_spent,
        count(*) filter (where purchase_order_id is null)::integer as orphans,
        coalesce(sum(total) filter (where purchase_order_id is null), 0)::numeric(18,2)::text as orphan_total
      from public.quantity_surveys where organization_id = ${organization.id} and withdrawn_at is null
    ) q, (
      select count(*)::integer as open_alerts from public.alerts where organization_id = ${organization.id} and status <> 'resolved'
    ) a, (
      select count(*)::integer as missing_files from public.import_files
      where organization_id = ${organization.id} and missing_since is not null
    ) f`;
  const { levels, ...f } = figures!;
  const money = (amount: string) => formatMoney(amount, { currency: organization.currency, locale: "en-US" });
  print({ ...f, levels }, [
    organization.name,
    `  ${f.purchase_orders} purchase order lines, ${money(f.authorized)} authorized`,
    `  ${f.quantity_surveys} quantity surveys, ${money(f.total_spent)} spent; ${f.orphans} orphans, ${money(f.orphan_total)}`,
    `  ${levels.on_track} on track, ${levels.warning} warning, ${levels.critical} critical, ${levels.over_budget} over budget`,
    `  ${f.open_alerts} open alerts`,
    ...(f.missing_files > 0 ? [`  ${f.missing_files} uploaded files are missing from the store`] : []),
  ]);
}

/** Prints the figures of one purchase order line. */
export async function purchaseOrderFigures(number: string, slug: string, print: Print): Promise<void> {
  const organization = await organizationBySlug(slug);
  const [order] = await database()<Record<string, string>[]>`
    select purchase_order_no, status, order_value::text, total_spent::text, remaining_budget::text, utilization_percent::text, level
    from public.purchase_orders where organization_id = ${organization.id} and purchase_order_no = ${number}`;
  if (!order) throw new Error(`${organization.name} has no purchase order line ${number}.`);
  const money = (amount: string | undefined) =>
    formatMoney(amount ?? "0", { currency: organization.currency, locale: "en-US" });
  print(order, [
    `${order.purchase_order_no} (${order.status ?? "no status"})`,
    `  ${money(order.total_spent)} of ${money(order.order_value)} spent (${order.utilization_percent ?? "–"} %), ${money(order.remaining_budget)} left: ${order.level?.replace("_", " ")}`,
  ]);
}
