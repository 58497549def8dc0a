import { z } from "zod";
import { importMetadata } from "@/features/imports/schema";
import type { Transaction } from "@/libs/database";
import { environment } from "@/libs/environment";
import { paths } from "@/libs/paths";
import type { Database } from "@/types/database";
import type { ImportAnswer } from "./contract";
import { importMessage } from "./import-message";

type Enums = Database["public"]["Enums"];

interface ImportRow {
  id: string;
  type: Enums["import_type"] | null;
  status: Enums["import_status"];
  phase: Enums["import_phase"];
  mode: Enums["import_mode"];
  source: Enums["import_source"];
  /** Numbers wider than JavaScript's come as text. */
  progress: string;
  auto_confirm: boolean;
  created_at: Date;
  confirmed_at: Date | null;
  finished_at: Date | null;
  counts: ImportAnswer["counts"];
  money: ImportAnswer["money"];
  failure_code: string | null;
  failure_reason: string | null;
  metadata: unknown;
  file_name: string;
  byte_size: string;
  sha256: string;
}

/** Where the import is found again, by scripts and by people. */
export function importLinks(importId: string): ImportAnswer["links"] {
  const site = environment().AESTRAK_SITE_URL;
  return {
    self: new URL(paths.api.importJob(importId), site).href,
    page: new URL(paths.importJob(importId), site).href,
  };
}

/** One import of the organization; undefined when it has none of this id, or the text is no id at all. */
export async function readImport(
  sql: Transaction,
  organizationId: string,
  importId: string,
): Promise<ImportAnswer | undefined> {
  if (!z.uuid().safeParse(importId).success) return undefined;
  const [row] = await rows(sql, organizationId, sql`and j.id = ${importId}`);
  return row && answerOf(row);
}

/**
 * A page of the organization's imports, the newest first, behind the import `after`; undefined when the organization
 * has no import of that id.
 */
export async function readImports(
  sql: Transaction,
  organizationId: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ imports: ImportAnswer[]; next: string | null } | undefined> {
  if (after && !(await readImport(sql, organizationId, after))) return undefined;
  const behind = after
    ? sql`and (j.created_at, j.id) < (select m.created_at, m.id from public.import_jobs m where m.organization_id = ${organizationId} and m.id = ${after})`
    : sql``;
  // One more than is shown, to know whether there is another page.
  const found = await rows(
    sql,
    organizationId,
    sql`${behind} order by j.created_at desc, j.id desc limit ${limit + 1}`,
  );
  const imports = found.slice(0, limit).map(answerOf);
  return { imports, next: found.length > limit ? (imports.at(-1)?.id ?? null) : null };
}

async function rows(
  sql: Transaction,
  organizationId: string,
  which: ReturnType<Transaction>,
): Promise<ImportRow[]> {
  return sql<ImportRow[]>`
    select j.id, j.type, j.status, j.phase, j.mode, j.source, j.progress, j.auto_confirm, j.created_at, j.confirmed_at, j.finished_at,
      j.failure_code, j.failure_reason, j.metadata, f.file_name, f.byte_size, f.sha256,
      json_build_object('rows', j.row_count, 'new', j.new_count, 'changed', j.changed_count, 'unchanged', j.unchanged_count,
        'duplicates', j.duplicate_count, 'conflicts', j.conflict_count, 'orphans', j.orphan_count, 'withdrawn', j.withdrawn_count,
        'errors', j.error_count, 'changed_order_values', j.changed_order_values, 'alerts_opened', j.alerts_opened) as counts,
      json_build_object('currency', o.currency, 'before', j.money_before::text, 'after', j.money_after::text) as money
    from public.import_jobs j
    join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
    join public.organizations o on o.id = j.organization_id
    where j.organization_id = ${organizationId} ${which}`;
}

function answerOf(row: ImportRow): ImportAnswer {
  const told = {
    status: row.status,
    phase: row.phase,
    confirm: row.auto_confirm,
    warnings: importMetadata(row.metadata, row.status)
      .remarks.filter(({ tone }) => tone === "warning")
      .map(({ text }) => text),
    counts: row.counts,
    failure:
      row.status === "failed"
        ? { code: row.failure_code ?? "unexpected", reason: row.failure_reason ?? "The import failed." }
        : null,
  };
  return {
    id: row.id,
    ...told,
    message: importMessage(told),
    kind: row.type === null ? null : row.type === "purchase_orders" ? "purchase-orders" : "quantity-surveys",
    mode: row.mode,
    source: row.source,
    progress: Number(row.progress),
    file: { name: row.file_name, byte_size: Number(row.byte_size), sha256: row.sha256 },
    created_at: row.created_at.toISOString(),
    confirmed_at: row.confirmed_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
    money: row.money,
    links: importLinks(row.id),
  };
}
