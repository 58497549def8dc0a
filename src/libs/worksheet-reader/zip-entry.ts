import type { FileHandle } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { damaged, WorkbookError } from "./errors";
import { readAt, readRange } from "./file-bytes";
import { ratioFloorBytes, type ReadBudget } from "./limits";
import { localHeaderLength, partName, type ZipEntry } from "./zip-directory";

const localSignature = 0x04034b50;
const full32 = 0xffffffff;
const stored = 0;
const deflated = 8;
/** Large pieces: fewer turns of the event loop, and the next one inflates in the thread pool meanwhile. */
const chunkBytes = 512 * 1024;

/**
 * The content of one member in chunks, inflated as it is consumed and checked against what the directory declares:
 * size, ratio, checksum. The checksum is known only after the last chunk, so a consumer must not make anything
 * final before the iteration has ended without an error.
 * @param onCompressed told, after each chunk, the compressed bytes that it took; waited for.
 */
export async function* readZipEntry(
  file: FileHandle,
  entry: ZipEntry,
  budget: ReadBudget,
  onCompressed?: (bytes: number) => Promise<void> | undefined,
): AsyncGenerator<Buffer> {
  refuseUnreadable(entry, budget);
  const dataOffset = await checkLocalHeader(file, entry);
  let size = 0;
  let checksum = 0;
  for await (const chunk of compressedOrInflated(file, entry, dataOffset, onCompressed)) {
    size += chunk.length;
    if (size > entry.size) throw damaged("size-mismatch", "a part is larger than declared");
    budget.addInflated(chunk.length);
    budget.checkTime();
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (size !== entry.size) throw damaged("size-mismatch", "a part is smaller than declared");
  if (checksum !== entry.crc32) throw damaged("bad-checksum", "a checksum does not match");
}

/** The whole of a small part; `zip-bomb` when it is above 16 MB. */
export async function readSmallEntry(file: FileHandle, entry: ZipEntry, budget: ReadBudget): Promise<Buffer> {
  const maxBytes = 16 * 1024 ** 2;
  if (entry.size > maxBytes) {
    throw new WorkbookError(
      "zip-bomb",
      "A description inside the workbook is far too large; export it again.",
    );
  }
  const chunks: Buffer[] = [];
  for await (const chunk of readZipEntry(file, entry, budget)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function refuseUnreadable(entry: ZipEntry, budget: ReadBudget): void {
  if (entry.isEncrypted) {
    throw new WorkbookError(
      "encrypted",
      "The file is protected with a password; save it without one and upload it again.",
    );
  }
  if (entry.method !== stored && entry.method !== deflated) {
    throw new WorkbookError(
      "unknown-compression",
      "The workbook is packed in a way that spreadsheet programs do not use; open it in Excel and save it as .xlsx.",
    );
  }
  if (entry.method === stored && entry.size !== entry.compressedSize) {
    throw damaged("size-mismatch", "a part's sizes disagree");
  }
  const { maxRatio, maxInflatedBytes } = budget.limits;
  const isSuspicious = entry.size > ratioFloorBytes && entry.size > entry.compressedSize * maxRatio;
  if (isSuspicious || entry.size > maxInflatedBytes) {
    throw new WorkbookError(
      "zip-bomb",
      "The workbook unpacks to far more data than its size allows; export it again, or split it into smaller files.",
    );
  }
}

/** @returns where the data begin. The local header must tell the same as the directory. */
async function checkLocalHeader(file: FileHandle, entry: ZipEntry): Promise<number> {
  const header = await readAt(file, entry.headerOffset, localHeaderLength);
  const nameLength = header.readUInt16LE(26);
  const name = await readAt(file, entry.headerOffset + localHeaderLength, nameLength);
  const agrees = (at: number, expected: number): boolean =>
    entry.hasDescriptor || header.readUInt32LE(at) === expected || header.readUInt32LE(at) === full32;
  const isSame =
    header.readUInt32LE(0) === localSignature &&
    header.readUInt16LE(8) === entry.method &&
    ((header.readUInt16LE(6) & 1) !== 0) === entry.isEncrypted &&
    partName(name.toString("utf8")) === entry.name &&
    agrees(14, entry.crc32) &&
    agrees(18, entry.compressedSize) &&
    agrees(22, entry.size);
  if (!isSame) throw damaged("header-mismatch", "its directory and its parts disagree");
  const dataOffset = entry.headerOffset + localHeaderLength + nameLength + header.readUInt16LE(28);
  if (dataOffset + entry.compressedSize > entry.endsBefore)
    throw damaged("overlapping-entries", "its parts overlap");
  return dataOffset;
}

async function* compressedOrInflated(
  file: FileHandle,
  entry: ZipEntry,
  dataOffset: number,
  onCompressed: ((bytes: number) => Promise<void> | undefined) | undefined,
): AsyncGenerator<Buffer> {
  if (entry.compressedSize === 0) {
    if (entry.method === deflated) throw damaged("damaged-zip", "a part is empty");
    return;
  }
  const source = readRange(file, dataOffset, dataOffset + entry.compressedSize);
  if (entry.method === stored) {
    for await (const chunk of source) {
      yield chunk;
      await onCompressed?.(chunk.length);
    }
    return;
  }
  const inflate = createInflateRaw({ chunkSize: chunkBytes });
  // Errors reach the loop below, because pipeline destroys `inflate` with them.
  pipeline(Readable.from(source, { objectMode: false }), inflate, () => {});
  let consumed = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      yield chunk;
      const taken = inflate.bytesWritten - consumed;
      consumed += taken;
      await onCompressed?.(taken);
    }
  } catch (thrown) {
    if ((thrown as { code?: string }).code?.startsWith("Z_")) {
      throw damaged("damaged-zip", "a part cannot be unpacked", thrown);
    }
    throw thrown;
  }
  if (inflate.bytesWritten !== entry.compressedSize)
    throw damaged("size-mismatch", "a part's sizes disagree");
}
