import type { z } from "zod";
import type { comparedPart } from "@/features/imports/lib/import-metadata";
import type { Repeats } from "./repeats";

/** Figures of a compared file that its job keeps in columns; money as decimal strings. */
export interface Counts extends Pick<Repeats, "duplicate_count" | "conflict_count"> {
  new_count: number;
  changed_count: number;
  unchanged_count: number;
  orphan_count: number;
  withdrawn_count: number;
  changed_order_values: number;
  money_before: string;
  money_after: string;
}

/** How many quantity surveys an import takes from one stage to another; `before` is null for those that are new. */
export type StageMove = z.output<typeof comparedPart>["stage_moves"][number];

/** The file as a whole beside what is known as a whole; totals as decimal strings, days as ISO text. */
export interface Measures {
  known: number;
  /** Rows of the file that are known. */
  met: number;
  in_file: number;
  known_total: string;
  file_total: string;
  /** By more than a tenth. */
  total_fell: boolean;
  known_until: string | null;
  file_until: string | null;
  is_older: boolean;
}

/** What a staged file would do. */
export interface Comparison {
  counts: Counts;
  conflicts: Repeats["conflicts"];
  /** The largest of them. */
  orphans: { purchase_order_no: string; count: number; total: string }[];
  /** Rows of the database that the file doesn't hold, whether or not the mode withdraws them. */
  absent: { count: number; total: string };
  stageMoves: StageMove[];
  measures: Measures;
  /** Surveys of which known parts are not in the file and stay all the same, while other parts of them are; and one of these. */
  shortOfParts: { count: number; purchase_order_no: string | null; qs_number: string | null };
}

/** What meeting staged and known rows of one type finds out. */
export interface Met extends Pick<Comparison, "absent" | "stageMoves" | "measures" | "shortOfParts"> {
  counts: Omit<Counts, "duplicate_count" | "conflict_count">;
}
