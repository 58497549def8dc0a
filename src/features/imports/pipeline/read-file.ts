import { Worker } from "node:worker_threads";
import type { ValueOptions } from "@/features/imports/lib/cell-values";
import { inspectedPart } from "@/features/imports/lib/import-metadata";
import type { Sql } from "@/libs/database";
import { copyIn } from "./copy-in";
import type { FoundHeader } from "./header-row";
import type { OpenHeader } from "./header-search";
import { readingTables, stagedColumns } from "./kinds";
import type { Lease } from "./lease";
import type { Inspected, ReaderInput, ReaderMessage, ReadToEnd } from "./reader-messages";
import type { ReadingSettings } from "./reading-settings";
import { keepRefused } from "./refused-rows";
import { clearStaged, createReadingTables } from "./staging-tables";
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

/** What one reading of a file came to. */
type Reading = { inspected: Inspected } & (
  | { open: OpenHeader & { sheet: string } }
  | { open: null; header: FoundHeader; end: ReadToEnd }
);

/**
 * Reads a file once, into this run's own tables: a thread reads and validates, this one copies, so the two overlap.
 * What an earlier reading left is dropped first.
 * @throws FileFault when the file can't be read; LeaseLost
 */
export async function readFile(
  sql: Sql,
  lease: Lease,
  path: string,
  { sheet, csv, columns }: ReadingSettings,
  options: ValueOptions,
): Promise<Reading> {
  await clearStaged(lease);
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

async function copyFrom(thread: Worker, sql: Sql, lease: Lease): Promise<Reading> {
  const messages = messagesOf(thread);
  const next = async (): Promise<ReaderMessage | undefined> => {
    const { value } = await messages.next();
    if (value?.is === "failed") throw new FileFault(value.code, value.sentence);
    return value ?? undefined;
  };
  const first = await next();
  if (first?.is !== "inspected") throw new Error("The reader thread did not begin with what the file is.");
  const inspected: Inspected = { sheets: first.sheets, csv: first.csv };
  // Kept at once, so that a file that fails can be read in another way.
  await lease.update({ metadata: sql.json(inspectedPart.parse(inspected)) });
  const second = await next();
  if (second?.is === "open") return { inspected, open: second };
  if (second?.is !== "header") throw new Error("The reader thread sent rows before the header row.");
  const { header } = second;
  await createReadingTables(lease, header.type);
  let end: ReadToEnd | undefined;

  async function* lines(): AsyncGenerator<Uint8Array> {
    for (let message = await next(); message; message = await next()) {
      if (message.is === "rows") {
        lease.progress = message.progress;
        yield message.lines;
        thread.postMessage("next");
      } else if (message.is === "refused") {
        await keepRefused(lease, message);
        thread.postMessage("next");
      } else if (message.is === "end") end = message;
    }
  }
  await copyIn(
    readingTables(lease.job.id, lease.tag).rows,
    stagedColumns(header.type),
    lines(),
    lease.signal,
  );
  return { inspected, open: null, header, end: end! };
}
