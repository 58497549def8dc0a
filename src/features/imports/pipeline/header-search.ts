import type { RowView } from "@/libs/worksheet-reader";
import { findHeader, HeaderFault, type FoundHeader } from "./header-row";
import type { ImportType } from "./kinds";

/** Rows among which the header row must be. */
const rowsLookedAt = 20;
/** Values of each column that are shown to whoever says what it holds. */
const rowsOfSamples = 5;
const longestSample = 60;
/** Beyond this many columns nobody looks at values. */
const mostSampledColumns = 500;

/** By column, the values of the first rows below the header row. */
export type Samples = string[][];

/** A header row that leaves a question: required columns are missing, or two columns match a field equally well. */
export type OpenHeader = { header: FoundHeader; samples: Samples; score: number };

/** Collects values of the first rows below a header row. */
export class Sampler {
  readonly samples: Samples = [];
  #rows = 0;

  get isFull(): boolean {
    return this.#rows >= rowsOfSamples;
  }

  take(texts: readonly string[]): void {
    if (this.isFull) return;
    this.#rows += 1;
    for (let column = 0; column < Math.min(texts.length, mostSampledColumns); column += 1) {
      const text = texts[column]?.trim().slice(0, longestSample).toWellFormed();
      if (text) (this.samples[column] ??= []).push(text);
    }
  }
}

/** Looks through the first rows of a sheet for the one that holds the headers. */
export class HeaderSearch {
  readonly #type: ImportType | null;
  readonly #remembered: Record<ImportType, Record<string, string | null>>;
  #looked = 0;
  #fault: HeaderFault | undefined;
  #candidate: { header: FoundHeader; score: number; sampler: Sampler } | undefined;
  /** The candidate is the header row for certain: only its columns are in question. */
  #isCertain = false;

  constructor(type: ImportType | null, remembered: Record<ImportType, Record<string, string | null>>) {
    this.#type = type;
    this.#remembered = remembered;
  }

  /** No further row will change the result. */
  get isOver(): boolean {
    return this.#looked >= rowsLookedAt || (this.#isCertain && this.#candidate!.sampler.isFull);
  }

  /** @returns the header row, when this row is it and leaves no question */
  look(row: RowView): FoundHeader | null {
    if (row.isBlank) return null;
    this.#looked += 1;
    const texts = textsOf(row);
    if (this.#isCertain) {
      this.#candidate!.sampler.take(texts);
      return null;
    }
    const found = findHeader(texts, row.number, this.#type, this.#remembered);
    if (!(found instanceof HeaderFault)) {
      if (found.match.duplicates.length === 0) return found;
      this.#isCertain = true;
      this.#candidate = { header: found, score: Number.MAX_SAFE_INTEGER, sampler: new Sampler() };
      return null;
    }
    if (!this.#fault || found.score > this.#fault.score) this.#fault = found;
    if (found.likely && (!this.#candidate || found.score > this.#candidate.score))
      this.#candidate = { header: found.likely, score: found.score, sampler: new Sampler() };
    else this.#candidate?.sampler.take(texts);
    return null;
  }

  /** What to ask about, when no row was the header row without a question; or why there is nothing to ask. */
  result(): OpenHeader | HeaderFault {
    const fault =
      this.#fault ??
      new HeaderFault("no-rows", "The sheet holds no rows. Export it again and upload the new file.", -1);
    if (!this.#candidate || fault.code === "wrong-kind") return fault;
    const { header, score, sampler } = this.#candidate;
    return { header, score, samples: sampler.samples };
  }
}

/** The cells of a row as text; a copy, because the row is reused. */
export function textsOf(row: RowView): string[] {
  return Array.from({ length: row.width }, (_, column) => row.text(column));
}
