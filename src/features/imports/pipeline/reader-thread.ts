// Runs in a thread of its own: inflates, scans and validates an export, and hands the main thread finished COPY text.
import { parentPort, workerData } from "node:worker_threads";
import { inspectWorkbook, readWorksheet, WorkbookError } from "@/libs/worksheet-reader";
import { HeaderFault } from "./header-row";
import { HeaderSearch, type OpenHeader } from "./header-search";
import type { ReaderInput, ReaderMessage } from "./reader-messages";
import { RowSender } from "./row-sender";

/** Batches that may be on their way; beyond that the reader waits for the database. */
const mostInFlight = 8;

const port = parentPort!;
const input = workerData as ReaderInput;
const post = (message: ReaderMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
let inFlight = 0;
let resume: (() => void) | undefined;
let progress = 0;

port.on("message", () => {
  inFlight -= 1;
  resume?.();
  resume = undefined;
});

async function read(): Promise<void> {
  const { csv, sheets: all } = await inspectWorkbook(input.path, { csv: input.csv });
  const sheets = csv ? [] : all.filter(({ hidden, isEmpty }) => !hidden && !isEmpty).map(({ name }) => name);
  post({ is: "inspected", sheets, csv: csv ?? null });
  const searched = input.sheet !== null && !csv ? [input.sheet] : sheets;
  let best: { sheet: string; result: OpenHeader | HeaderFault } | undefined;
  // The reader's own choice, when there is nothing to choose from.
  for (const wanted of searched.length > 0 ? searched : [undefined]) {
    const { sheet, result } = await readSheet(wanted);
    if (result === "read") return;
    if (!best || rank(result) > rank(best.result)) best = { sheet, result };
  }
  const { sheet, result } = best!;
  if (result instanceof HeaderFault) throw result;
  post({ is: "open", sheet, ...result });
}

/** What can be asked about goes before what can't. */
function rank(result: OpenHeader | HeaderFault): number {
  return result instanceof HeaderFault && result.code !== "wrong-kind" ? -1 : result.score;
}

async function readSheet(wanted: string | undefined) {
  const search = new HeaderSearch(input.type, input.remembered);
  let rows: RowSender | undefined;
  const { sheet } = await readWorksheet(
    input.path,
    {
      ...(wanted === undefined ? {} : { sheet: wanted }),
      csv: input.csv,
      onProgress: (share) => (progress = share),
      drain: () => (inFlight >= mostInFlight ? new Promise<void>((done) => (resume = done)) : undefined),
    },
    (row) => {
      if (rows) return rows.take(row);
      const header = search.look(row);
      if (!header) return !search.isOver;
      rows = new RowSender(header, input.options, (message) => {
        if (message.is === "end") return post(message);
        inFlight += 1;
        if (message.is === "refused") post(message);
        else post({ ...message, progress }, [message.lines.buffer]);
      });
      post({ is: "header", header });
      return true;
    },
  );
  if (!rows) return { sheet, result: search.result() };
  rows.end(sheet);
  return { sheet, result: "read" as const };
}

read().catch((error: unknown) => {
  // Anything else is no fault of the file: it ends this thread, and is logged rather than shown.
  if (!(error instanceof WorkbookError || error instanceof HeaderFault)) throw error;
  post({ is: "failed", code: error.code, sentence: error.message });
});
