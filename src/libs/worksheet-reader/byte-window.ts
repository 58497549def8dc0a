import { WorkbookError } from "./errors";

/** Thrown by a parser that ran out of bytes in the middle of a record; `pump` catches it and brings more. */
export const needMore = Symbol("more bytes needed");

const initialBytes = 1024 ** 2;
/** No honest row or string is larger; without a bound one endless row would fill the memory. */
const maxRecordBytes = 64 * 1024 ** 2;

/**
 * A contiguous piece of a stream, so that a record and every character in it lies whole in one buffer.
 * `bytes[start..end)` is unread. `bytes[end]` is always 0, which lets a scanner run without bounds checks:
 * NUL is illegal in XML and refused in CSV, so a 0 is either the end of the window or a damaged file.
 */
export class ByteWindow {
  bytes = Buffer.alloc(initialBytes);
  start = 0;
  end = 0;
  /** True when nothing will be appended any more. */
  final = false;

  /** A finished window over a whole small document. */
  static of(content: Uint8Array): ByteWindow {
    const window = new ByteWindow();
    window.append(content);
    window.final = true;
    return window;
  }

  get length(): number {
    return this.end - this.start;
  }

  append(chunk: Uint8Array): void {
    const kept = this.length;
    const needed = kept + chunk.length;
    if (kept > maxRecordBytes) {
      throw new WorkbookError(
        "row-too-large",
        "The file holds a single row or text that is larger than 64 MB; check the file and export it again.",
      );
    }
    if (needed >= this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(needed * 2);
      this.bytes.copy(larger, 0, this.start, this.end);
      this.bytes = larger;
    } else {
      this.bytes.copyWithin(0, this.start, this.end);
    }
    this.bytes.set(chunk, kept);
    this.start = 0;
    this.end = needed;
    this.bytes[needed] = 0;
  }
}

/**
 * Feeds `chunks` into `window` and calls `parse` after each. `parse` reads as many whole records as it can, moves
 * `window.start` behind each one, and either throws `needMore`, or returns: true at the end of what it wants to
 * parse (the remaining chunks are still read, so that their checksum is verified), false to stop at once.
 */
export async function pump(
  chunks: AsyncIterable<Uint8Array>,
  window: ByteWindow,
  parse: () => boolean,
): Promise<void> {
  let finished = false;
  let retryAt = 0;
  const attempt = (): boolean => {
    try {
      if (!parse()) return false;
      finished = true;
    } catch (thrown) {
      if (thrown !== needMore) throw thrown;
      // A record longer than the window is parsed again from its start: doubling keeps that linear.
      retryAt = window.length * 2;
    }
    return true;
  };
  for await (const chunk of chunks) {
    if (finished) continue;
    window.append(chunk);
    if (window.length >= retryAt && !attempt()) return;
  }
  window.final = true;
  if (!finished) attempt();
}
