import type { Sql, TestDatabase } from "./database";
import type { Importer, ImportRow, Imports } from "./imports";

/** Every row of an organization that an import may write, as text by table; `updated_at` of rows and orders is left out. */
export type Standing = Record<string, string[]>;

/** What stands in the database for an organization: rows, figures, roll-ups and alerts, every column. */
export async function standing(sql: Sql, organizationId: string): Promise<Standing> {
  const found: Standing = {};
  for (const name of ["purchase_orders", "quantity_surveys", "billing_days", "alerts"]) {
    const rows = await sql<{ row: string }[]>`
      select (to_jsonb(t) - ${name === "alerts" ? "" : "updated_at"}::text)::text as row
      from ${sql(`public.${name}`)} t where organization_id = ${organizationId} order by 1`;
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}

/** The same without what is drawn anew when a row is written again: ids, times and the import that wrote it. */
export async function contents(sql: Sql, organizationId: string): Promise<Standing> {
  const drawn = /^(id|.*_id|.*_at|opened_by_import)$/;
  const found = await standing(sql, organizationId);
  const bare = (row: string) =>
    JSON.stringify(Object.entries(JSON.parse(row) as object).filter(([name]) => !drawn.test(name)));
  return Object.fromEntries(Object.entries(found).map(([name, rows]) => [name, rows.map(bare).toSorted()]));
}

/** Asks for an undo as the organization's admin, and does what the worker then does. */
export async function undo(
  db: TestDatabase,
  imports: Imports,
  importer: Importer,
  importId: string,
): Promise<ImportRow> {
  await db.as(
    importer.admin,
    (sql) =>
      sql`select public.request_undo(j.id, o.data_version) from public.import_jobs j join public.organizations o on o.id = j.organization_id where j.id = ${importId}`,
  );
  return imports.work(importer, importId);
}

/** The preview of an undo as the page and the command line get it. */
interface UndoPreview {
  data_version: number;
  removed: number;
  restored: number;
  unlinked: number;
  money_before: string;
  money_after: string;
  order_count: number;
  orders: {
    purchase_order_no: string;
    is_removed: boolean;
    order_value_after: string | null;
    spent_after: string;
    level_after: string | null;
  }[];
  alerts: {
    purchase_order_no: string;
    step: string;
    level_after: string | null;
    status_after: string | null;
    acted_since: boolean;
  }[];
  alerts_removed: number;
  alerts_restored: number;
  refusal: { sentence: string; import_id?: string; file_name?: string } | null;
}

export async function previewUndo(
  db: TestDatabase,
  importer: Importer,
  importId: string,
): Promise<UndoPreview> {
  const [row] = await db.as(
    importer.admin,
    (sql) => sql<{ preview: UndoPreview }[]>`select public.undo_preview(${importId}) as preview`,
  );
  return row!.preview;
}
