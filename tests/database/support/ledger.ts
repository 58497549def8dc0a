import { cents, keyOf, type ReadExport } from "../../../stack/samples/reread";
import { decimalAmount } from "../../../stack/samples/money";
import type { Sql } from "./database";

type FileRow = ReadExport["surveys"]["rows"][number];

export interface OrderFigures {
  order_value: string;
  total_spent: string;
  remaining_budget: string;
  quantity_survey_count: number;
  last_billed_date: string | null;
  level: string;
}

/** What the database should say, added up in whole cents from rows that an independent library read. */
export interface Ledger {
  orders: Record<string, OrderFigures>;
  days: Record<string, { total: string; count: number }>;
  /** Surveys without an order: key to total. */
  orphans: Record<string, string>;
}

const dayOf = (value: unknown) => (value instanceof Date ? value.toISOString().slice(0, 10) : null);

/** Adds up the rows of both files. Of rows with one key, the last counts. */
export function ledgerOf(orderRows: readonly FileRow[], surveyRows: readonly FileRow[]): Ledger {
  const values = new Map(
    orderRows.map((row) => [String(row["Purchase order No."]), cents(row["Order value"])]),
  );
  const spent = new Map<string, { total: bigint; count: number; last: string | null }>();
  const days = new Map<string, { total: bigint; count: number }>();
  const orphans: Ledger["orphans"] = {};
  for (const [key, row] of new Map(surveyRows.map((each) => [keyOf(each), each]))) {
    const total = cents(row["TOTAL"]);
    const no = String(row["Purchase order No."]);
    if (!values.has(no)) {
      orphans[key] = decimalAmount(total);
      continue;
    }
    const day = dayOf(row["CREATED"]);
    const order = spent.get(no) ?? { total: 0n, count: 0, last: null };
    order.total += total;
    order.count += 1;
    if (day && (!order.last || day > order.last)) order.last = day;
    spent.set(no, order);
    if (!day) continue;
    const billed = days.get(day) ?? { total: 0n, count: 0 };
    days.set(day, { total: billed.total + total, count: billed.count + 1 });
  }
  const orders: Ledger["orders"] = {};
  for (const [no, value] of values) {
    const { total, count, last } = spent.get(no) ?? { total: 0n, count: 0, last: null };
    orders[no] = {
      order_value: decimalAmount(value),
      total_spent: decimalAmount(total),
      remaining_budget: decimalAmount(value - total),
      quantity_survey_count: count,
      last_billed_date: last,
      level: levelAt(total, value),
    };
  }
  const perDay = [...days].map(([day, { total, count }]) => [day, { total: decimalAmount(total), count }]);
  return { orders, days: Object.fromEntries(perDay) as Ledger["days"], orphans };
}

function levelAt(spent: bigint, authorised: bigint): string {
  if (spent <= 0n) return "on_track";
  const reached = (percent: bigint) => spent * 100n >= authorised * percent;
  if (reached(100n)) return "over_budget";
  if (reached(90n)) return "critical";
  return reached(75n) ? "warning" : "on_track";
}

/** The same figures as the database holds them. */
export async function ledgerInDatabase(sql: Sql, organizationId: string): Promise<Ledger> {
  const orders = await sql<(OrderFigures & { no: string })[]>`
    select purchase_order_no as no, order_value, total_spent, remaining_budget, quantity_survey_count,
      last_billed_date::text, level
    from public.purchase_orders where organization_id = ${organizationId}`;
  const days = await sql<{ day: string; total: string; count: number }[]>`
    select day::text, total, quantity_survey_count as count from public.billing_days
    where organization_id = ${organizationId}`;
  const orphans = await sql<{ key: string; total: string }[]>`
    select purchase_order_no || '/' || qs_number as key, total from public.quantity_surveys
    where organization_id = ${organizationId} and purchase_order_id is null and withdrawn_at is null`;
  return {
    orders: Object.fromEntries(orders.map(({ no, ...figures }) => [no, figures])),
    days: Object.fromEntries(days.map(({ day, ...figures }) => [day, figures])),
    orphans: Object.fromEntries(orphans.map(({ key, total }) => [key, total])),
  };
}

/** A fingerprint of everything that an import may write for an organization, its own job and files aside. */
export async function fingerprint(sql: Sql, organizationId: string): Promise<Record<string, string | null>> {
  const tables = [
    "purchase_orders",
    "quantity_surveys",
    "billing_days",
    "import_changes",
    "alerts",
    "alert_events",
  ];
  tables.push("email_outbox");
  const found: Record<string, string | null> = {};
  for (const name of tables) {
    const [row] = await sql<{ hash: string | null }[]>`
      select md5(string_agg(t::text, '|' order by t::text)) as hash from ${sql(`public.${name}`)} t
      where organization_id = ${organizationId}`;
    found[name] = row!.hash;
  }
  return found;
}
