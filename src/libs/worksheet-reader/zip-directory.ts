import type { FileHandle } from "node:fs/promises";
import { damaged, WorkbookError } from "./errors";
import { readAt } from "./file-bytes";
import type { ReadLimits } from "./limits";

/** One member, as the central directory describes it. */
export interface ZipEntry {
  /** With forward slashes. */
  name: string;
  method: number;
  isEncrypted: boolean;
  /** Its sizes and checksum follow the data, so the local header may leave them 0. */
  hasDescriptor: boolean;
  crc32: number;
  compressedSize: number;
  size: number;
  headerOffset: number;
  /** Where the next member or the directory begins: nothing of this one may reach beyond. */
  endsBefore: number;
}

const endSignature = 0x06054b50;
const end64LocatorSignature = 0x07064b50;
const end64Signature = 0x06064b50;
const entrySignature = 0x02014b50;
const endLength = 22;
const entryLength = 46;
export const localHeaderLength = 30;
const full16 = 0xffff;
const full32 = 0xffffffff;
/** A directory is about 100 bytes per member. */
const maxDirectoryBytes = 64 * 1024 ** 2;

interface DirectoryPlace {
  entries: number;
  length: number;
  offset: number;
}

/**
 * Reads the central directory, which alone says what a zip file holds. Refused: more entries than allowed, two
 * members of one name, members that overlap, names that point outside the container, several disks.
 * @returns the members by lower-case name (part names are case-insensitive).
 */
export async function readZipDirectory(
  file: FileHandle,
  fileSize: number,
  limits: ReadLimits,
): Promise<Map<string, ZipEntry>> {
  const place = await findDirectory(file, fileSize);
  if (place.entries > limits.maxEntries) {
    throw new WorkbookError(
      "too-many-entries",
      "The file packs more parts than any workbook has; export it again.",
    );
  }
  if (place.offset + place.length > fileSize) throw damaged("truncated", "its end is missing");
  if (place.length > maxDirectoryBytes) throw damaged("damaged-zip", "its directory is too large");
  const bytes = await readAt(file, place.offset, place.length);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < place.entries; index++) {
    if (at + entryLength > bytes.length || bytes.readUInt32LE(at) !== entrySignature) {
      throw damaged("damaged-zip", "its directory is unreadable");
    }
    const variableLength =
      bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    const next = at + entryLength + variableLength;
    if (next > bytes.length) throw damaged("damaged-zip", "its directory is unreadable");
    entries.push(readEntry(bytes.subarray(at, next)));
    at = next;
  }
  refuseOverlaps(entries, place.offset);
  return byName(entries);
}

async function findDirectory(file: FileHandle, fileSize: number): Promise<DirectoryPlace> {
  const tailLength = Math.min(fileSize, endLength + full16);
  const tail = await readAt(file, fileSize - tailLength, tailLength);
  for (let at = tail.length - endLength; at >= 0; at--) {
    // The comment must end the file exactly: a signature inside a comment is not the record.
    if (tail.readUInt32LE(at) !== endSignature) continue;
    if (at + endLength + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const place = {
      entries: tail.readUInt16LE(at + 10),
      length: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
    const isSplit = tail.readUInt16LE(at + 4) !== tail.readUInt16LE(at + 6);
    const is64 = place.entries === full16 || place.length === full32 || place.offset === full32;
    if (is64) return findDirectory64(file, fileSize, fileSize - tailLength + at);
    if (isSplit || tail.readUInt16LE(at + 8) !== place.entries) break;
    return place;
  }
  throw damaged("truncated", "its end is missing");
}

async function findDirectory64(
  file: FileHandle,
  fileSize: number,
  endOffset: number,
): Promise<DirectoryPlace> {
  const locatorOffset = endOffset - 20;
  if (locatorOffset < 0) throw damaged("damaged-zip", "its directory is unreadable");
  const locator = await readAt(file, locatorOffset, 20);
  const recordOffset = Number(locator.readBigUInt64LE(8));
  if (locator.readUInt32LE(0) !== end64LocatorSignature || recordOffset + 56 > fileSize) {
    throw damaged("damaged-zip", "its directory is unreadable");
  }
  const record = await readAt(file, recordOffset, 56);
  if (record.readUInt32LE(0) !== end64Signature) throw damaged("damaged-zip", "its directory is unreadable");
  return {
    entries: Number(record.readBigUInt64LE(32)),
    length: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  };
}

function readEntry(bytes: Buffer): ZipEntry {
  const flags = bytes.readUInt16LE(8);
  const nameLength = bytes.readUInt16LE(28);
  const extraStart = entryLength + nameLength;
  const entry: ZipEntry = {
    name: partName(bytes.toString("utf8", entryLength, extraStart)),
    method: bytes.readUInt16LE(10),
    isEncrypted: (flags & 1) !== 0,
    hasDescriptor: (flags & 8) !== 0,
    crc32: bytes.readUInt32LE(16),
    compressedSize: bytes.readUInt32LE(20),
    size: bytes.readUInt32LE(24),
    headerOffset: bytes.readUInt32LE(42),
    endsBefore: 0,
  };
  readSizes64(entry, bytes.subarray(extraStart, extraStart + bytes.readUInt16LE(30)));
  return entry;
}

/** ZIP64 keeps the 64-bit value of each field that is full in the entry, in this order. */
function readSizes64(entry: ZipEntry, extra: Buffer): void {
  const fields = (["size", "compressedSize", "headerOffset"] as const).filter(
    (field) => entry[field] === full32,
  );
  if (fields.length === 0) return;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const data = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    if (data.length < fields.length * 8) break;
    fields.forEach((field, index) => (entry[field] = Number(data.readBigUInt64LE(index * 8))));
    return;
  }
  throw damaged("damaged-zip", "its directory is unreadable");
}

export function partName(raw: string): string {
  return raw.replaceAll("\\", "/");
}

function refuseOverlaps(entries: ZipEntry[], directoryOffset: number): void {
  const inFileOrder = entries.toSorted((a, b) => a.headerOffset - b.headerOffset);
  inFileOrder.forEach((entry, index) => {
    entry.endsBefore = inFileOrder[index + 1]?.headerOffset ?? directoryOffset;
    const shortest = entry.headerOffset + localHeaderLength + entry.name.length + entry.compressedSize;
    if (shortest > entry.endsBefore) throw damaged("overlapping-entries", "its parts overlap");
  });
}

function byName(entries: ZipEntry[]): Map<string, ZipEntry> {
  const found = new Map<string, ZipEntry>();
  for (const entry of entries) {
    const isUnsafe = /^\/|^[a-z]:|(?:^|\/)\.\.(?:\/|$)|\0/i.test(entry.name);
    if (isUnsafe) throw damaged("unsafe-name", "a part's name points outside the file");
    const key = entry.name.toLowerCase();
    if (found.has(key)) throw damaged("duplicate-entry", "it holds two parts of one name");
    found.set(key, entry);
  }
  return found;
}
