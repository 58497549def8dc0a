import { randomUUID } from "node:crypto";
import type postgres from "postgres";

/** An organization with a member, and rows of it to ask for. */
export interface Tenant {
  id: string;
  userId: string;
  sessionId: string;
  orderIds: string[];
  surveyIds: string[];
}

export interface Size {
  rows: number;
  organizations: number;
}

/** As in a real export: a purchase order line has 75 quantity surveys. */
const surveysPerOrder = 75;

/** Fills an empty, migrated database with organizations of the same size. */
export async function createTenants(sql: postgres.Sql, { rows, organizations }: Size): Promise<Tenant[]> {
  const surveys = Math.ceil(rows / organizations);
  const orders = Math.max(10, Math.ceil(surveys / surveysPerOrder));
  const tenants: Tenant[] = [];
  for (let at = 0; at < organizations; at++) tenants.push(await createTenant(sql, at, { orders, surveys }));
  await sql`analyze`;
  return tenants;
}

async function createTenant(
  sql: postgres.Sql,
  at: number,
  { orders, surveys }: { orders: number; surveys: number },
): Promise<Tenant> {
  const userId = randomUUID();
  const email = `member-${at}@example.com`;
  await sql`insert into auth.users (id, email, email_confirmed_at) values (${userId}, ${email}, now())`;
  const [made] = await sql<{ id: string }[]>`
    select private.create_organization_for(${userId}, ${email}, ${`Member ${at}`}, ${`Contractor ${at}`}) as id`;
  const { id } = made!;
  const sessionId = randomUUID();
  await sql`insert into public.user_sessions (id, user_id, expires_at) values (${sessionId}, ${userId}, now() + interval '1 day')`;
  const [file] = await sql<{ id: string }[]>`
    insert into public.import_files (organization_id, file_name, byte_size, sha256, storage_key)
    values (${id}, 'export.xlsx', 1000, ${"0".repeat(64)}, ${`${id}/${randomUUID()}`}) returning id`;
  const [job] = await sql<{ id: string }[]>`
    insert into public.import_jobs (organization_id, file_id, type, status, phase)
    values (${id}, ${file!.id}, 'quantity_surveys', 'succeeded', 'done') returning id`;
  const importId = job!.id;
  const number = sql`${String(6_500_000 + at)} || lpad(n::text, 3, '0') || '.' || lpad((n % 7 + 1)::text, 5, '0')`;
  await sql`
    insert into public.purchase_orders (organization_id, purchase_order_no, status, order_short_text, vendor_id, vendor_short_term,
      location_plant, order_value, total_spent, quantity_survey_count, last_billed_date, content_hash, first_import_job_id, import_job_id, source_row)
    select ${id}, ${number}, (array['Processing', 'Completed', 'Imported'])[n % 3 + 1], 'Scaffolding of unit ' || n, 'V' || n % 40,
      'Vendor ' || n % 40, 'Plant ' || n % 6, 10000 + n * 13 % 90000, (10000 + n * 13 % 90000) * (n % 120) / 100.0, ${surveysPerOrder},
      date '2026-10-01' - n % 300, gen_random_uuid(), ${importId}, ${importId}, n + 1
    from generate_series(1, ${orders}::integer) n`;
  await sql`
    insert into public.quantity_surveys (organization_id, purchase_order_no, purchase_order_id, qs_number, short_text, vendor_id, total,
      created_date, transferred_date, accepted_date, invoice_number, accounting_document, content_hash, first_import_job_id, import_job_id, source_row)
    select ${id}, o.purchase_order_no, o.id, 'Q' || lpad(n::text, 8, '0'), 'Work of week ' || n % 52, o.vendor_id, 100 + n % 900,
      date '2026-10-01' - n % 700, date '2026-10-03' - n % 700, case when n % 20 > 0 then date '2026-10-09' - n % 700 end,
      case when n % 20 > 1 then 'I' || n end, case when n % 20 > 2 then 'A' || n end,
      gen_random_uuid(), ${importId}, ${importId}, n + 1
    from generate_series(1, ${surveys}::integer) n
    join (select o.*, row_number() over (order by o.id) as place from public.purchase_orders o where o.organization_id = ${id}) o
      on o.place = n % ${orders}::integer + 1`;
  await sql`
    insert into public.billing_days (organization_id, day, total, quantity_survey_count)
    select organization_id, created_date, sum(total), count(*) from public.quantity_surveys where organization_id = ${id} group by 1, 2`;
  await sql`select private.refresh_levels(${id})`;
  const orderIds = await sql<{ id: string }[]>`
    select id from public.purchase_orders where organization_id = ${id} order by random() limit 20`;
  const surveyIds = await sql<{ id: string }[]>`
    select id from public.quantity_surveys where organization_id = ${id} order by random() limit 20`;
  return {
    id,
    userId,
    sessionId,
    orderIds: orderIds.map((row) => row.id),
    surveyIds: surveyIds.map((row) => row.id),
  };
}
