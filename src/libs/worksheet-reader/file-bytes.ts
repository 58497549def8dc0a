import type { FileHandle } from "node:fs/promises";
import { damaged } from "./errors";

/** Exactly `length` bytes from `offset`; a file that ends earlier is `truncated`. */
export async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) throw damaged("truncated", "its end is missing");
    done += bytesRead;
  }
  return bytes;
}

const chunkBytes = 256 * 1024;

/**
 * The bytes `start..end` (exclusive) in chunks. Not the handle's own stream: that closes the handle when the
 * consumer stops early, and the file is read several times.
 */
export async function* readRange(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let offset = start; offset < end; offset += chunkBytes) {
    yield await readAt(file, offset, Math.min(chunkBytes, end - offset));
  }
}
