import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const VERSION_DEFLATE = 20;
const METHOD_DEFLATE = 8;
/** A third faster than the usual 6, for files an eighth larger (200,000 rows: 20 MB instead of 17.6 MB). */
const LEVEL = 4;
const FLAG_UTF8_NAMES = 0x0800;
/** 1980-01-01 00:00, the format's first moment: a real clock would make equal content differ in bytes. */
const DOS_DATE = 0x0021;
const LIMIT_WITHOUT_ZIP64 = 0xffffffff;

interface Entry {
  name: Buffer;
  offset: number;
  crc: number;
  compressed: number;
  uncompressed: number;
}

/** Writes a zip archive to a file, entry after entry, without holding an entry in memory. */
interface ZipWriter {
  /** Adds one entry from text chunks. Throws a RangeError when it would need ZIP64 (4 GB). */
  add(name: string, chunks: Iterable<string> | AsyncIterable<string>): Promise<void>;
  /** Writes the directory. The archive is not readable before this. */
  finish(): Promise<void>;
}

/** Opens the file, hands a writer to `write`, finishes the archive and closes the file whatever happens. */
export async function writeZip(path: string, write: (zip: ZipWriter) => Promise<void>): Promise<void> {
  const file = await open(path, "w");
  try {
    const zip = createZipWriter(file);
    await write(zip);
    await zip.finish();
  } finally {
    await file.close();
  }
}

function createZipWriter(file: FileHandle): ZipWriter {
  const entries: Entry[] = [];
  let position = 0;

  async function append(bytes: Buffer): Promise<void> {
    await writeFully(file, bytes, position);
    position += bytes.length;
    if (position > LIMIT_WITHOUT_ZIP64) throw new RangeError("The archive would exceed 4 GB");
  }

  return {
    async add(name, chunks) {
      const entry: Entry = {
        name: Buffer.from(name),
        offset: position,
        crc: 0,
        compressed: 0,
        uncompressed: 0,
      };
      await append(localHeader(entry));
      const start = position;
      await pipeline(
        Readable.from(measured(chunks, entry)),
        createDeflateRaw({ level: LEVEL }),
        async (source) => {
          for await (const part of source) await append(part as Buffer);
        },
      );
      entry.compressed = position - start;
      // Sizes are known only now; writing them into the local header spares readers the data descriptor.
      await writeFully(file, localHeader(entry), entry.offset);
      entries.push(entry);
    },
    async finish() {
      const directory = Buffer.concat(entries.map(centralHeader));
      await append(Buffer.concat([directory, endOfDirectory(entries.length, directory.length, position)]));
    },
  };
}

async function writeFully(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

async function* measured(
  chunks: Iterable<string> | AsyncIterable<string>,
  entry: Entry,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk);
    entry.crc = crc32(bytes, entry.crc);
    entry.uncompressed += bytes.length;
    if (entry.uncompressed > LIMIT_WITHOUT_ZIP64) throw new RangeError("An archive entry would exceed 4 GB");
    yield bytes;
  }
}

/** The 26 bytes that the local and the central header have in common. */
function commonFields(entry: Entry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION_DEFLATE, 0);
  fields.writeUInt16LE(FLAG_UTF8_NAMES, 2);
  fields.writeUInt16LE(METHOD_DEFLATE, 4);
  fields.writeUInt16LE(DOS_DATE, 8);
  fields.writeUInt32LE(entry.crc, 10);
  fields.writeUInt32LE(entry.compressed, 14);
  fields.writeUInt32LE(entry.uncompressed, 18);
  fields.writeUInt16LE(entry.name.length, 22);
  return fields;
}

function localHeader(entry: Entry): Buffer {
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(LOCAL_HEADER);
  return Buffer.concat([signature, commonFields(entry), entry.name]);
}

function centralHeader(entry: Entry): Buffer {
  const start = Buffer.alloc(6);
  start.writeUInt32LE(CENTRAL_HEADER, 0);
  start.writeUInt16LE(VERSION_DEFLATE, 4);
  // Comment length, disk, internal and external attributes stay 0; the offset is the last field.
  const end = Buffer.alloc(14);
  end.writeUInt32LE(entry.offset, 10);
  return Buffer.concat([start, commonFields(entry), end, entry.name]);
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
