import { randomUUID } from "node:crypto";
import type { Sql, Transaction } from "./database";

type Columns = Record<string, string | number | boolean | null>;

/** What the worker has written about an import whose file was read and compared. */
const compared = {
  sheets: ["Export"],
  csv: null,
  sheet: "Export",
  header_row: 1,
  headers: [],
  mapping: [],
  unmapped: [],
  unknown_statuses: [],
  conventions: null,
  question: null,
  set_aside: 0,
  stage_moves: [],
  remarks: [],
  conflicts: [],
  orphans: [],
  alerts: [],
  alert_count: 0,
  withdrawn: { count: 0, total: "0.00" },
};

/** An import and its file. `columns` are those of import_jobs that matter to the test. */
export async function createImport(
  sql: Sql | Transaction,
  organizationId: string,
  columns: Columns = {},
): Promise<string> {
  const [file] = await sql<{ id: string }[]>`
    insert into public.import_files (organization_id, file_name, byte_size, sha256, storage_key)
    values (${organizationId}, 'export.xlsx', 1000, ${"0".repeat(64)}, ${randomUUID()}) returning id`;
  const isCompared = ["awaiting_confirmation", "succeeded", "undone"].includes(String(columns["status"]));
  const metadata = sql.json(isCompared ? compared : {});
  const row = { organization_id: organizationId, file_id: file!.id, metadata, ...columns };
  const [job] = await sql<{ id: string }[]>`insert into public.import_jobs ${sql(row)} returning id`;
  return job!.id;
}

let number = 0;

/** A purchase order line of 100.00, unless `columns` say otherwise. Its level is what the caller gives. */
export async function createPurchaseOrder(
  sql: Sql,
  organizationId: string,
  importId: string,
  columns: Columns = {},
): Promise<{ id: string; no: string }> {
  const row = {
    organization_id: organizationId,
    purchase_order_no: `65${String(++number).padStart(8, "0")}.00001`,
    status: "Processing",
    order_value: "100.00",
    content_hash: randomUUID(),
    first_import_job_id: importId,
    import_job_id: importId,
    source_row: 2,
    ...columns,
  };
  const [order] = await sql<{ id: string; no: string }[]>`
    insert into public.purchase_orders ${sql(row)} returning id, purchase_order_no as no`;
  return order!;
}

/** A quantity survey of 10.00 against a purchase order. */
export async function createQuantitySurvey(
  sql: Sql,
  organizationId: string,
  importId: string,
  order: { id: string; no: string },
  columns: Columns = {},
): Promise<string> {
  const row = {
    organization_id: organizationId,
    purchase_order_no: order.no,
    purchase_order_id: order.id,
    qs_number: `9${String(++number).padStart(8, "0")}`,
    total: "10.00",
    content_hash: randomUUID(),
    first_import_job_id: importId,
    import_job_id: importId,
    source_row: 2,
    ...columns,
  };
  const [survey] = await sql<{ id: string }[]>`insert into public.quantity_surveys ${sql(row)} returning id`;
  return survey!.id;
}

/** An open alert at critical on a purchase order that is 95 % spent. */
export async function createAlert(sql: Sql, organizationId: string, columns: Columns = {}): Promise<string> {
  const importId = await createImport(sql, organizationId);
  const order = await createPurchaseOrder(sql, organizationId, importId, {
    total_spent: "95.00",
    level: "critical",
  });
  const row = {
    organization_id: organizationId,
    purchase_order_id: order.id,
    purchase_order_no: order.no,
    level: "critical",
    ...columns,
  };
  const [alert] = await sql<{ id: string }[]>`insert into public.alerts ${sql(row)} returning id`;
  return alert!.id;
}
