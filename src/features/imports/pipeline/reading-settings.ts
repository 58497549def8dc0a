import { z } from "zod";
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

const dateOrder = z.enum(["dmy", "mdy"]).nullable().catch(null);
const decimal = z.enum(["point", "comma"]).nullable().catch(null);
const columns = z.record(z.string(), z.string().nullable());

const readingSchema = z.object({
  sheet: z.string().nullable().catch(null),
  delimiter: z.enum([",", ";", "\t", "|"]).optional().catch(undefined),
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]).optional().catch(undefined),
  columns: columns.catch({}),
  date_order: dateOrder,
  decimal_convention: decimal,
});

/** What was decided for an import's file, and what its organization has confirmed about earlier ones. */
export async function readingSettings(
  sql: Sql,
  { organization_id, id }: { organization_id: string; id: string },
): Promise<ReadingSettings> {
  const [job] = await sql`
    select reading from public.import_jobs where organization_id = ${organization_id} and id = ${id}`;
  const reading = readingSchema.parse(job?.["reading"] ?? {});
  const nothing: Conventions = { dateOrder: null, decimal: null };
  const settings: ReadingSettings = {
    sheet: reading.sheet,
    csv: {
      ...(reading.delimiter && { delimiter: reading.delimiter }),
      ...(reading.encoding && { encoding: reading.encoding }),
    },
    columns: { purchase_orders: reading.columns, quantity_surveys: reading.columns },
    chosen: { dateOrder: reading.date_order, decimal: reading.decimal_convention },
    remembered: { purchase_orders: nothing, quantity_surveys: nothing },
  };
  const rows = await sql<
    { type: ImportType; columns: unknown; date_order: string; decimal_convention: string }[]
  >`
    select type, columns, date_order, decimal_convention from public.import_mappings where organization_id = ${organization_id}`;
  for (const row of rows) {
    settings.columns[row.type] = { ...columns.parse(row.columns), ...reading.columns };
    settings.remembered[row.type] = {
      dateOrder: dateOrder.parse(row.date_order),
      decimal: decimal.parse(row.decimal_convention),
    };
  }
  return settings;
}
