import { Worker } from "node:worker_threads";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { RowError } from "@/features/imports/lib/row-reader";
import type { Sql } from "@/libs/database";
import type { FoundHeader } from "./header-row";
import { type ImportType, stagedColumns, stagingTables } from "./kinds";
import type { Lease } from "./lease";
import type { ReaderInput, ReaderMessage } from "./reader-thread";

/** A fault of the file itself: the import fails, and its sentence is for the person who uploaded it. */
export class FileFault extends Error {
  override name = "FileFault";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface Staged {
  type: ImportType;
  header: FoundHeader;
  sheet: string;
  rows: number;
  refusedRows: number;
  unknownStatuses: string[];
}

/**
 * Streams a file's rows into the import's own staging table: a thread reads and validates, this one copies, so the
 * two overlap. What an earlier run left is dropped first.
 * @throws FileFault when the file can't be read; LeaseLost
 */
export async function stageFile(sql: Sql, lease: Lease, path: string): Promise<Staged> {
  const { job } = lease;
  await dropStaging(sql, job.id);
  await sql`delete from public.import_row_errors where organization_id = ${job.organization_id} and import_job_id = ${job.id}`;

  const thread = new Worker(new URL("./reader-thread.ts", import.meta.url), {
    workerData: {
      path,
      type: job.type,
      remembered: await rememberedMappings(sql, job.organization_id),
    } satisfies ReaderInput,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
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

/** Drops what was staged for an import. */
export async function dropStaging(sql: Sql, importId: string): Promise<void> {
  const tables = stagingTables(importId);
  await sql`drop table if exists ${sql(tables.rows)}, ${sql(tables.differences)}`;
}

async function copyFrom(thread: Worker, sql: Sql, lease: Lease): Promise<Staged> {
  const messages = messagesOf(thread);
  const { value: first } = await messages.next();
  if (first?.is === "failed") throw new FileFault(first.code, first.sentence);
  if (first?.is !== "header") throw new Error("The reader thread did not begin with the header row.");
  const { header } = first;
  const table = stagingTables(lease.job.id).rows;
  let end: Extract<ReaderMessage, { is: "end" }> | undefined;

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
  await sql`analyze ${sql(table)}`;
  const { rows, refusedRows, unknownStatuses, sheet } = end!;
  return { type: header.type, header, sheet, rows, refusedRows, unknownStatuses };
}

async function openCopy(sql: Sql, table: string, type: ImportType): Promise<Writable> {
  await sql`create table ${sql(table)} (like ${sql(`staging.${type}`)} including defaults including comments)`;
  await sql`alter table ${sql(table)} enable row level security`;
  return sql`copy ${sql(table)} (${sql(stagedColumns(type))}) from stdin`.writable();
}

/** The thread's messages in order, ending with its last; rejects when it dies. */
async function* messagesOf(thread: Worker): AsyncGenerator<ReaderMessage> {
  const queue: ReaderMessage[] = [];
  let failure: Error | undefined;
  let wakeUp: (() => void) | undefined;
  const notify = () => {
    wakeUp?.();
    wakeUp = undefined;
  };
  thread.on("message", (message: ReaderMessage) => {
    queue.push(message);
    notify();
  });
  thread.on("error", (error) => {
    failure = error as Error;
    notify();
  });
  thread.on("exit", (code) => {
    failure ??= new Error(`The reader thread ended (${code}).`);
    notify();
  });
  for (;;) {
    const message = queue.shift();
    if (message) {
      yield message;
      if (message.is === "end" || message.is === "failed") return;
      continue;
    }
    if (failure) throw failure;
    await new Promise<void>((done) => (wakeUp = done));
  }
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

async function rememberedMappings(sql: Sql, organizationId: string): Promise<ReaderInput["remembered"]> {
  const remembered: ReaderInput["remembered"] = { purchase_orders: {}, quantity_surveys: {} };
  const rows = await sql<{ type: ImportType; columns: Record<string, string | null> }[]>`
    select type, columns from public.import_mappings where organization_id = ${organizationId}`;
  for (const { type, columns } of rows) remembered[type] = columns;
  return remembered;
}
