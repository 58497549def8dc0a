import { WorkbookError } from "./errors";

/** Bounds that keep a hostile or runaway file from taking the process with it. All are inclusive maxima. */
export interface ReadLimits {
  /** Bytes of the uploaded file. */
  maxFileBytes: number;
  /** Members of the zip container. */
  maxEntries: number;
  /** Bytes inflated from all members that are read, together. */
  maxInflatedBytes: number;
  /** Inflated bytes per compressed byte of one member; applies to members above `ratioFloorBytes`. */
  maxRatio: number;
  /** Columns that hold a value; styled blanks further right are ignored. */
  maxColumns: number;
  /** Rows that hold a value. */
  maxRows: number;
  /** UTF-16 code units of one cell's text. */
  maxCellLength: number;
  maxSharedStrings: number;
  /** Wall-clock time of one call, without the time spent waiting for the consumer's `drain`. */
  maxMilliseconds: number;
}

/** Generous for 1,000,000 rows × 60 columns, which is about 3 GB of sheet XML. */
export const defaultLimits: Readonly<ReadLimits> = {
  maxFileBytes: 1024 ** 3,
  maxEntries: 10_000,
  maxInflatedBytes: 8 * 1024 ** 3,
  maxRatio: 250,
  maxColumns: 1_024,
  maxRows: 1_048_576,
  maxCellLength: 100_000,
  maxSharedStrings: 20_000_000,
  maxMilliseconds: 300_000,
};

/** Small members may compress extremely well without being able to hurt. */
export const ratioFloorBytes = 10 * 1024 ** 2;

/** What one call may still use: time, inflated bytes, and the caller's patience (`signal`). */
export class ReadBudget {
  readonly limits: ReadLimits;
  readonly #signal: AbortSignal | undefined;
  readonly #startedAt = performance.now();
  #pausedMilliseconds = 0;
  #inflatedBytes = 0;

  constructor(limits: Partial<ReadLimits> | undefined, signal?: AbortSignal) {
    this.limits = { ...defaultLimits, ...limits };
    this.#signal = signal;
  }

  /** Throws the signal's reason when aborted, or a `too-slow` WorkbookError when the time is used up. */
  checkTime(): void {
    this.#signal?.throwIfAborted();
    if (performance.now() - this.#startedAt - this.#pausedMilliseconds > this.limits.maxMilliseconds) {
      throw new WorkbookError(
        "too-slow",
        "Reading the workbook takes too long; split it into smaller files and upload them one by one.",
      );
    }
  }

  /** Counts inflated bytes; throws `zip-bomb` above the limit. */
  addInflated(bytes: number): void {
    this.#inflatedBytes += bytes;
    if (this.#inflatedBytes > this.limits.maxInflatedBytes) {
      throw new WorkbookError(
        "zip-bomb",
        "The workbook unpacks to far more data than is allowed; split it into smaller files.",
      );
    }
  }

  /** Waits for the consumer without charging the wait to the file. */
  async pause(wait: Promise<void>): Promise<void> {
    const from = performance.now();
    await wait;
    this.#pausedMilliseconds += performance.now() - from;
  }
}
