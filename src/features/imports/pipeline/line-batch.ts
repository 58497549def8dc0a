/** Bytes of a batch: large enough to make messages rare, small enough to keep memory flat. */
const batchBytes = 256 * 1024;
/** Of UTF-8, per UTF-16 unit. */
const mostBytesPerUnit = 3;

/** Lines of text, encoded as they come. */
export class LineBatch {
  #bytes: Buffer<ArrayBuffer> = Buffer.allocUnsafeSlow(batchBytes);
  #length = 0;

  get isFull(): boolean {
    return this.#length >= batchBytes - batchBytes / 8;
  }

  write(line: string): void {
    const needed = this.#length + line.length * mostBytesPerUnit;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(needed * 2);
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#length += this.#bytes.write(line, this.#length);
  }

  /** Hands over what was written, in memory of its own, and begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    if (this.#length === 0) return new Uint8Array();
    const taken = new Uint8Array(this.#bytes.buffer, 0, this.#length);
    this.#bytes = Buffer.allocUnsafeSlow(batchBytes);
    this.#length = 0;
    return taken;
  }
}
