import type postgres from "postgres";
import type { Tenant } from "./tenants";

type Sql = postgres.TransactionSql;

const pick = (list: readonly string[]) => list[Math.floor(Math.random() * list.length)]!;

/** What the pages ask most often: each for one organization, as the pages name it themselves beside the policies. */
export const queries: Readonly<Record<string, (sql: Sql, tenant: Tenant) => Promise<unknown>>> = {
  "purchase orders, first page": (sql, { id }) => sql`select * from public.search_purchase_orders(${id})`,
  "purchase orders, filtered": (sql, { id }) =>
    sql`select * from public.search_purchase_orders(${id}, '{"q": "unit 12", "level": ["critical", "over_budget"]}')`,
  "purchase order, detail": (sql, { id, orderIds }) =>
    sql`select * from public.purchase_orders where organization_id = ${id} and id = ${pick(orderIds)}`,
  "purchase order, its surveys": (sql, { id, orderIds }) => sql`
    select * from public.quantity_surveys where organization_id = ${id} and purchase_order_id = ${pick(orderIds)}
    order by created_date desc, id desc limit 51`,
  "purchase order, billing months": (sql, { id, orderIds }) =>
    sql`select * from public.purchase_order_billing_months(${id}, ${pick(orderIds)})`,
  "quantity surveys, first page": (sql, { id }) => sql`select * from public.search_quantity_surveys(${id})`,
  "quantity surveys, filtered": (sql, { id }) =>
    sql`select * from public.search_quantity_surveys(${id}, '{"q": "Q0000012"}')`,
  "quantity surveys, totals": (sql, { id }) => sql`select * from public.quantity_survey_totals(${id})`,
  "quantity survey, detail": (sql, { id, surveyIds }) =>
    sql`select * from public.quantity_surveys where organization_id = ${id} and id = ${pick(surveyIds)}`,
  "dashboard, summary": (sql, { id }) => sql`select public.dashboard_summary(${id})`,
  "dashboard, risk": (sql, { id }) => sql`
    select level, count(*), sum(order_value) from public.purchase_orders where organization_id = ${id} group by level`,
};
