import { readingDecisions, rememberedReading } from "@/features/imports/lib/import-metadata";
import type { DateReading, DecimalReading } from "@/features/imports/lib/value-conventions";
import type { Sql } from "@/libs/database";
import type { CsvOverride } from "@/libs/worksheet-reader";
import type { ImportType } from "./kinds";

type Conventions = { dateOrder: DateReading | null; decimal: DecimalReading | null };

/** What people have said about how a file is to be read. */
export interface ReadingSettings {
  sheet: string | null;
  csv: CsvOverride;
  /** Field by header key (null: kept as it is), by kind; what was said of this very file goes before what is remembered. */
  columns: Record<ImportType, Record<string, string | null>>;
  /** Said of this file. */
  chosen: Conventions;
  /** Said of earlier files, by kind. */
  remembered: Record<ImportType, Conventions>;
}

/** What was decided for an import's file, and what its organization has confirmed about earlier ones. */
export async function readingSettings(
  sql: Sql,
  { organization_id, id }: { organization_id: string; id: string },
): Promise<ReadingSettings> {
  const [job] = await sql`
    select reading from public.import_jobs where organization_id = ${organization_id} and id = ${id}`;
  const reading = readingDecisions.parse(job?.["reading"]);
  const columns = reading.columns ?? {};
  const nothing: Conventions = { dateOrder: null, decimal: null };
  const settings: ReadingSettings = {
    sheet: reading.sheet ?? null,
    csv: {
      ...(reading.delimiter && { delimiter: reading.delimiter }),
      ...(reading.encoding && { encoding: reading.encoding }),
    },
    columns: { purchase_orders: columns, quantity_surveys: columns },
    chosen: { dateOrder: reading.date_order ?? null, decimal: reading.decimal_convention ?? null },
    remembered: { purchase_orders: nothing, quantity_surveys: nothing },
  };
  const rows = await sql<
    { type: ImportType; columns: unknown; date_order: string; decimal_convention: string }[]
  >`
    select type, columns, date_order, decimal_convention from public.import_mappings where organization_id = ${organization_id}`;
  for (const row of rows) {
    const remembered = rememberedReading.parse(row);
    settings.columns[row.type] = { ...remembered.columns, ...columns };
    settings.remembered[row.type] = {
      dateOrder: remembered.date_order,
      decimal: remembered.decimal_convention,
    };
  }
  return settings;
}
