import type { ValueOptions } from "@/features/imports/lib/cell-values";
import type { RowError } from "@/features/imports/lib/row-reader";
import type { FileEvidence } from "@/features/imports/lib/value-conventions";
import type { CsvOverride, WorkbookInspection } from "@/libs/worksheet-reader";
import type { FoundHeader } from "./header-row";
import type { OpenHeader, Samples } from "./header-search";
import type { ImportType } from "./kinds";

/** What the reader's thread is told, and what it tells. */

/** Errors that are kept for show, of unreadable rows and as many of those set aside for their sake; all are counted. */
export const mostErrors = 10_000;

export interface ReaderInput {
  path: string;
  /** Set when the sender said which export it is. */
  type: ImportType | null;
  remembered: Record<ImportType, Record<string, string | null>>;
  /** Where a person said which sheet counts, and how a CSV file is written. */
  sheet: string | null;
  csv: CsvOverride;
  options: ValueOptions;
}

/** What the file itself is, whatever is in its rows. */
export interface Inspected {
  /** Visible sheets that hold something; none for a CSV file. */
  sheets: string[];
  csv: WorkbookInspection["csv"] | null;
}

/** Whose row could not be read; `survey` is null in an export of purchase orders. */
export interface RefusedKey {
  row: number;
  order: string;
  survey: string | null;
}

export type ReaderMessage =
  | ({ is: "inspected" } & Inspected)
  | { is: "header"; header: FoundHeader }
  /** This and the next are answered when they are dealt with, so that only so many are on their way. */
  | { is: "rows"; lines: Uint8Array<ArrayBuffer>; progress: number }
  | { is: "refused"; errors: RowError[]; keys: RefusedKey[] }
  | ({ is: "end" } & ReadToEnd)
  | ({ is: "open"; sheet: string } & OpenHeader)
  | { is: "failed"; code: string; sentence: string };

export interface ReadToEnd {
  sheet: string;
  rows: number;
  refusedRows: number;
  unknownStatuses: string[];
  samples: Samples;
  /** When it leaves a doubt, the rows were not all handed over. */
  evidence: FileEvidence;
}
