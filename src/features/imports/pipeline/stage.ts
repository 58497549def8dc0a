import { Worker } from "node:worker_threads";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ValueOptions } from "@/features/imports/lib/cell-values";
import type { RowError } from "@/features/imports/lib/row-reader";
import { decideConvention } from "@/features/imports/lib/value-conventions";
import { copyStream } from "@/libs/copy-stream";
import type { Sql } from "@/libs/database";
import { columnQuestion, describeFile, keptConventions, valueQuestion } from "./file-description";
import type { FoundHeader } from "./header-row";
import type { OpenHeader } from "./header-search";
import { type ImportType, stagedColumns, stagingTables } from "./kinds";
import type { ImportJob, Lease } from "./lease";
import type { Inspected, ReaderInput, ReadToEnd } from "./reader-messages";
import { type ReadingSettings, readingSettings } from "./reading-settings";
import { messagesOf } from "./thread-messages";

/** A fault of the file itself: the import fails, and its sentence is for the person who uploaded it. */
export class FileFault extends Error {
  override name = "FileFault";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** What became of a file: its rows wait in the staging table, or somebody has to say first how it is to be read. */
export type Staged = { type: ImportType; description: ReturnType<typeof describeFile> } & (
  | { isOpen: true }
  | { isOpen: false; rows: number; refusedRows: number }
);

/** What one reading of a file came to. */
type Reading = { inspected: Inspected } & (
  | { open: OpenHeader & { sheet: string } }
  | { open: null; header: FoundHeader; end: ReadToEnd }
);

/**
 * Streams a file's rows into the import's own staging table: a thread reads and validates, this one copies, so the
 * two overlap. What an earlier run left is dropped first. Where cells can be read in two ways and the rest of the file
 * or an earlier answer tells in which, the file is read once more in that way.
 * @throws FileFault when the file can't be read; LeaseLost
 */
export async function stageFile(sql: Sql, lease: Lease, path: string): Promise<Staged> {
  const settings = await readingSettings(sql, lease.job);
  const { chosen } = settings;
  const options: ValueOptions = { dateOrder: chosen.dateOrder ?? "auto", decimal: chosen.decimal ?? "auto" };
  const reading = await readOnce(sql, lease, path, settings, options);
  const { inspected } = reading;
  if (reading.open) {
    const { header, sheet, samples } = reading.open;
    const question = columnQuestion(header);
    const description = {
      inspected,
      sheet,
      header,
      samples,
      unknownStatuses: [],
      conventions: null,
      question,
    };
    return { isOpen: true, type: header.type, description: describeFile(description) };
  }
  const { header, end } = reading;
  const { evidence, sheet, samples } = end;
  const remembered = settings.remembered[header.type];
  const dates = decideConvention(evidence.dates, {
    chosen: chosen.dateOrder,
    remembered: remembered.dateOrder,
  });
  const decimals = decideConvention(evidence.decimals, {
    chosen: chosen.decimal,
    remembered: remembered.decimal,
  });
  const undecided = { use: "auto", by: null } as const;
  const described = (unknownStatuses: string[], question: ReturnType<typeof valueQuestion> | null) => {
    const [byDate, byDecimal] = [
      dates === "ask" ? undecided : dates,
      decimals === "ask" ? undecided : decimals,
    ];
    const conventions = keptConventions(evidence, byDate, byDecimal);
    return describeFile({ inspected, sheet, header, samples, unknownStatuses, conventions, question });
  };
  if (dates === "ask" || decimals === "ask") {
    await clearStaged(sql, lease);
    const question = valueQuestion(evidence, { dates: dates === "ask", decimals: decimals === "ask" });
    return { isOpen: true, type: header.type, description: described([], question) };
  }
  let last = end;
  if (dates.use !== options.dateOrder || decimals.use !== options.decimal) {
    const again = await readOnce(sql, lease, path, settings, { dateOrder: dates.use, decimal: decimals.use });
    if (again.open) throw new Error("A file was read in two ways with different headers.");
    last = again.end;
  }
  const { rows, refusedRows, unknownStatuses } = last;
  return {
    isOpen: false,
    type: header.type,
    rows,
    refusedRows,
    description: described(unknownStatuses, null),
  };
}

async function readOnce(
  sql: Sql,
  lease: Lease,
  path: string,
  { sheet, csv, columns }: ReadingSettings,
  options: ValueOptions,
): Promise<Reading> {
  await clearStaged(sql, lease);
  const thread = new Worker(new URL("./reader-thread.ts", import.meta.url), {
    workerData: {
      path,
      type: lease.job.type,
      remembered: columns,
      sheet,
      csv,
      options,
    } satisfies ReaderInput,
    // A small young generation: what the thread makes is handed on or dropped at once.
    resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 12 },
  });
  const stop = () => void thread.terminate();
  lease.signal.addEventListener("abort", stop, { once: true });
  try {
    return await copyFrom(thread, sql, lease);
  } finally {
    lease.signal.removeEventListener("abort", stop);
    await thread.terminate();
  }
}

/** Also what an earlier reading was found to do: it is no longer what this one will. */
async function clearStaged(sql: Sql, { job }: Lease): Promise<void> {
  await dropStaging(sql, job.id);
  await sql`delete from public.import_effects where organization_id = ${job.organization_id} and import_job_id = ${job.id}`;
  await sql`delete from public.import_orphans where organization_id = ${job.organization_id} and import_job_id = ${job.id}`;
  await sql`delete from public.import_row_errors where organization_id = ${job.organization_id} and import_job_id = ${job.id}`;
}

/** Drops what was staged for an import. */
export async function dropStaging(sql: Sql, importId: string): Promise<void> {
  const tables = stagingTables(importId);
  await sql`drop table if exists ${sql(tables.rows)}, ${sql(tables.differences)}`;
}

/** Whether the rows of the file wait in the staging table. */
export async function isStaged(sql: Sql, job: ImportJob): Promise<boolean> {
  if (!job.type) return false;
  const [found] = await sql`select to_regclass(${stagingTables(job.id).rows}) is not null as staged`;
  return found?.staged === true;
}

async function copyFrom(thread: Worker, sql: Sql, lease: Lease): Promise<Reading> {
  const messages = messagesOf(thread);
  let { value: first } = await messages.next();
  if (first?.is === "failed") throw new FileFault(first.code, first.sentence);
  if (first?.is !== "inspected") throw new Error("The reader thread did not begin with what the file is.");
  const inspected: Inspected = { sheets: first.sheets, csv: first.csv };
  // Kept at once, so that a file that fails can be read in another way.
  await lease.update({ metadata: sql.json(inspected as never) });
  ({ value: first } = await messages.next());
  if (first?.is === "failed") throw new FileFault(first.code, first.sentence);
  if (first?.is === "open") return { inspected, open: first };
  if (first?.is !== "header") throw new Error("The reader thread sent rows before the header row.");
  const { header } = first;
  const table = stagingTables(lease.job.id).rows;
  let end: ReadToEnd | undefined;

  async function* lines(): AsyncGenerator<Uint8Array> {
    for await (const message of messages) {
      if (message.is === "rows") {
        lease.progress = message.progress;
        yield message.lines;
        thread.postMessage("next");
      } else if (message.is === "errors") await keepErrors(sql, lease, message.errors);
      else if (message.is === "failed") throw new FileFault(message.code, message.sentence);
      else if (message.is === "end") end = message;
    }
  }
  // Ends the COPY when reading fails, and the reading when the COPY does.
  await pipeline(lines, await openCopy(sql, table, header.type), { signal: lease.signal });
  return { inspected, open: null, header, end: end! };
}

async function openCopy(sql: Sql, table: string, type: ImportType): Promise<Writable> {
  await sql`create table ${sql(table)} (like ${sql(`staging.${type}`)} including defaults including comments)`;
  await sql`alter table ${sql(table)} enable row level security`;
  return copyStream(sql`copy ${sql(table)} (${sql(stagedColumns(type))}) from stdin`);
}

async function keepErrors(sql: Sql, { job }: Lease, errors: RowError[]): Promise<void> {
  const rows = errors.map((error) => ({
    organization_id: job.organization_id,
    import_job_id: job.id,
    row_number: error.row,
    column_letter: error.column,
    header: error.header,
    value: error.value,
    code: error.code,
    reason: error.reason,
  }));
  for (let from = 0; from < rows.length; from += 1000) {
    await sql`insert into public.import_row_errors ${sql(rows.slice(from, from + 1000))}`;
  }
}
