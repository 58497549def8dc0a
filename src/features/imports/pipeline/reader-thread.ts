// Runs in a thread of its own: inflates, scans and validates an export, and hands the main thread finished COPY text.
import { parentPort, workerData } from "node:worker_threads";
import { createRowReader, type RowError } from "@/features/imports/lib/row-reader";
import { encodeCopyRow } from "@/features/imports/lib/copy-encoding";
import { purchaseOrderLifecycle } from "@/libs/lifecycle";
import { inspectWorkbook, readWorksheet, type RowView, WorkbookError } from "@/libs/worksheet-reader";
import { findHeader, type FoundHeader, HeaderFault } from "./header-row";
import { type ImportType, kindOf } from "./kinds";

export interface ReaderInput {
  path: string;
  /** Set when the sender said which export it is. */
  type: ImportType | null;
  remembered: Record<ImportType, Record<string, string | null>>;
}

export type ReaderMessage =
  | { is: "header"; sheet: string; header: FoundHeader }
  | { is: "rows"; lines: Uint8Array<ArrayBuffer>; progress: number }
  | { is: "errors"; errors: RowError[] }
  | { is: "end"; rows: number; refusedRows: number; unknownStatuses: string[]; sheet: string }
  | { is: "failed"; code: string; sentence: string };

/** Bytes of COPY text per message: large enough to make messages rare, small enough to keep memory flat. */
const batchBytes = 256 * 1024;
/** Batches that may be on their way; beyond that the reader waits for the database. */
const mostInFlight = 8;
/** Errors kept for show; all are counted. */
const mostErrors = 10_000;

const port = parentPort!;
const input = workerData as ReaderInput;
let inFlight = 0;
let resume: (() => void) | undefined;

port.on("message", () => {
  inFlight -= 1;
  resume?.();
  resume = undefined;
});

async function read(): Promise<void> {
  const inspection = await inspectWorkbook(input.path);
  const convention = inspection.csv?.decimal;
  const decimal = convention === "," ? "comma" : convention === "." ? "point" : "auto";
  const options = { decimal, dateOrder: "auto" } as const;
  const encoder = new TextEncoder();
  const header = new HeaderSearch();
  const unknownStatuses = new Set<string>();
  let reader: ReturnType<typeof createRowReader> | undefined;
  let statusColumn = -1;
  let text = "";
  let errors: RowError[] = [];
  let errorsKept = 0;
  let rows = 0;
  let refusedRows = 0;
  let progress = 0;

  const flush = () => {
    if (errors.length > 0) port.postMessage({ is: "errors", errors } satisfies ReaderMessage);
    errors = [];
    if (text === "") return;
    const lines = encoder.encode(text);
    text = "";
    inFlight += 1;
    port.postMessage({ is: "rows", lines, progress } satisfies ReaderMessage, [lines.buffer]);
  };

  const { sheet } = await readWorksheet(
    input.path,
    {
      onProgress: (share) => (progress = share),
      drain: () => (inFlight >= mostInFlight ? new Promise<void>((done) => (resume = done)) : undefined),
    },
    (row) => {
      if (!reader) {
        const found = header.look(row, input);
        if (!found) return;
        reader = createRowReader(kindOf[found.type], found.match.byColumn, found.headers, options);
        statusColumn = found.match.byColumn.indexOf("status");
        port.postMessage({ is: "header", sheet: "", header: found } satisfies ReaderMessage);
        return;
      }
      const result = reader.read(row);
      if (!result) return;
      rows += 1;
      if (!result.ok) {
        refusedRows += 1;
        for (const error of result.errors) if (errorsKept++ < mostErrors) errors.push(error);
        return;
      }
      if (statusColumn >= 0 && unknownStatuses.size < 20) {
        const status = row.text(statusColumn).trim();
        if (status && !purchaseOrderLifecycle(status).known) unknownStatuses.add(status);
      }
      const { values, attributes, contentHash } = result;
      text += encodeCopyRow([
        String(result.row),
        ...values,
        attributes && JSON.stringify(attributes),
        contentHash,
      ]);
      if (text.length >= batchBytes) flush();
    },
  );
  if (!reader) throw header.fault(input.type);
  flush();
  port.postMessage({
    is: "end",
    rows,
    refusedRows,
    unknownStatuses: [...unknownStatuses],
    sheet,
  } satisfies ReaderMessage);
}

/** Looks through the first rows for the one that holds the headers. */
class HeaderSearch {
  #looked = 0;
  #nearest: HeaderFault | undefined;

  look(row: RowView, { type, remembered }: ReaderInput): FoundHeader | null {
    if (row.isBlank) return null;
    this.#looked += 1;
    const found = findHeader(row, type, remembered);
    if (found instanceof HeaderFault) {
      // The first row that looks like a header says best what is missing.
      if (!this.#nearest || found.score > this.#nearest.score) this.#nearest = found;
      if (this.#looked >= 20) throw this.fault(type);
      return null;
    }
    return found;
  }

  fault(type: ImportType | null): Error {
    return (
      this.#nearest ??
      new HeaderFault("no-rows", `The sheet holds no rows${type ? "" : " that AESTrak could read"}.`, 0)
    );
  }
}

read().catch((error: unknown) => {
  // Anything else is no fault of the file: it ends this thread, and is logged rather than shown.
  if (!(error instanceof WorkbookError || error instanceof HeaderFault)) throw error;
  port.postMessage({ is: "failed", code: error.code, sentence: error.message } satisfies ReaderMessage);
});
