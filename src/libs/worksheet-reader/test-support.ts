import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { afterAll, expect } from "vitest";
import { type CellKind, type ReadOptions, readWorksheet } from "./index";

/** One member of a test container; everything optional is a way to write it differently, or wrongly. */
export interface ZipPart {
  name: string;
  content: string | Buffer;
  stored?: boolean;
  /** Sizes and checksum follow the data and are 0 in the local header. */
  descriptor?: boolean;
  /** Sizes and offset stand in a ZIP64 extra field. */
  zip64?: boolean;
  flags?: number;
  method?: number;
  localName?: string;
  declaredSize?: number;
  declaredCrc?: number;
  /** Bytes behind the end of the deflated data that count as the member's. */
  padding?: number;
  /** Another member's offset instead of its own. */
  headerOffset?: number;
}

const full = 0xffffffff;

export function buildZip(parts: ZipPart[], options: { zip64?: boolean } = {}): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const data = Buffer.concat([
      part.stored ? content : deflateRawSync(content),
      Buffer.alloc(part.padding ?? 0),
    ]);
    const size = part.declaredSize ?? content.length;
    const crc = part.declaredCrc ?? crc32(content);
    const method = part.method ?? (part.stored ? 0 : 8);
    const flags = (part.flags ?? 0) | (part.descriptor ? 8 : 0);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    if (!part.descriptor) {
      local.writeUInt32LE(crc, 14);
      local.writeUInt32LE(part.zip64 ? full : data.length, 18);
      local.writeUInt32LE(part.zip64 ? full : size, 22);
    }
    const localName = Buffer.from(part.localName ?? part.name);
    local.writeUInt16LE(localName.length, 26);
    const descriptor = Buffer.alloc(part.descriptor ? 16 : 0);
    if (part.descriptor) {
      descriptor.writeUInt32LE(0x08074b50, 0);
      descriptor.writeUInt32LE(crc, 4);
      descriptor.writeUInt32LE(data.length, 8);
      descriptor.writeUInt32LE(size, 12);
    }
    const extra = Buffer.alloc(part.zip64 ? 28 : 0);
    if (part.zip64) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      [size, data.length, offset].forEach((value, index) =>
        extra.writeBigUInt64LE(BigInt(value), 4 + index * 8),
      );
    }
    const entry = Buffer.alloc(46);
    const name = Buffer.from(part.name);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc, 16);
    entry.writeUInt32LE(part.zip64 ? full : data.length, 20);
    entry.writeUInt32LE(part.zip64 ? full : size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(part.zip64 ? full : (part.headerOffset ?? offset), 42);
    directory.push(entry, name, extra);
    body.push(local, localName, data, descriptor);
    offset += 30 + localName.length + data.length + descriptor.length;
  }
  return Buffer.concat([
    ...body,
    ...directory,
    zipEnd(parts.length, Buffer.concat(directory).length, offset, options),
  ]);
}

function zipEnd(count: number, length: number, offset: number, options: { zip64?: boolean }): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.zip64 ? 0xffff : count, 8);
  end.writeUInt16LE(options.zip64 ? 0xffff : count, 10);
  end.writeUInt32LE(options.zip64 ? full : length, 12);
  end.writeUInt32LE(options.zip64 ? full : offset, 16);
  if (!options.zip64) return end;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  [count, count, length, offset].forEach((value, index) =>
    record.writeBigUInt64LE(BigInt(value), 24 + index * 8),
  );
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + length), 8);
  return Buffer.concat([record, locator, end]);
}

interface TestSheet {
  name?: string;
  state?: string;
  /** The whole part, or the content of `sheetData`. */
  xml?: string;
  rows?: string;
  target?: string;
}

const relationTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/** The parts of a workbook; style 1 is the date `m/d/yyyy`, style 2 the built-in date and time 22. */
export function workbookParts(
  sheets: TestSheet[],
  options: { strings?: string[]; stringsXml?: string; date1904?: boolean } = {},
): ZipPart[] {
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${relationTypes}${type}" Target="${target}"/>`;
  const relations = (inner: string): string =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  const items = (options.strings ?? []).map((text) => `<si><t>${text}</t></si>`).join("");
  return [
    { name: "_rels/.rels", content: relations(relation("rId1", "officeDocument", "xl/workbook.xml")) },
    {
      name: "xl/workbook.xml",
      content: `<workbook xmlns:r="urn:r"><workbookPr date1904="${options.date1904 ? 1 : 0}"/><sheets>${sheets
        .map(
          ({ name, state }, index) =>
            `<sheet name="${name ?? `Sheet${index + 1}`}" sheetId="${index + 1}" ${state ? `state="${state}"` : ""} r:id="s${index}"/>`,
        )
        .join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: relations(
        relation("st", "styles", "styles.xml") +
          relation("ss", "sharedStrings", "sharedStrings.xml") +
          sheets
            .map(({ target }, index) =>
              relation(`s${index}`, "worksheet", target ?? `worksheets/sheet${index + 1}.xml`),
            )
            .join(""),
      ),
    },
    {
      name: "xl/styles.xml",
      content: `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="m/d/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
    },
    { name: "xl/sharedStrings.xml", content: options.stringsXml ?? `<sst>${items}</sst>` },
    ...sheets.map(({ xml, rows }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: xml ?? `<worksheet><sheetData>${rows ?? ""}</sheetData></worksheet>`,
    })),
  ];
}

/** A workbook file with one sheet. */
export function sheetFile(
  rows: string,
  options: Parameters<typeof workbookParts>[1] & { xml?: string } = {},
): string {
  return temporaryFile(
    buildZip(workbookParts([options.xml === undefined ? { rows } : { xml: options.xml }], options)),
  );
}

const folder = mkdtempSync(join(tmpdir(), "worksheet-reader-"));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file that lives as long as the test file runs; returns its path. */
export function temporaryFile(content: Buffer | string): string {
  const path = join(folder, `file-${files++}`);
  writeFileSync(path, content);
  return path;
}

export interface ReadRow {
  number: number;
  cells: [CellKind, string][];
}

/** All rows, copied. */
export async function readAll(path: string, options: ReadOptions = {}): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  await readWorksheet(path, options, (row) => {
    const cells: ReadRow["cells"] = [];
    for (let column = 0; column < row.width; column++) cells.push([row.kind(column), row.text(column)]);
    rows.push({ number: row.number, cells });
  });
  return rows;
}

/** The cells of a sheet's only row. */
export async function readCells(
  row: string,
  options: Parameters<typeof sheetFile>[1] = {},
): Promise<ReadRow["cells"]> {
  const rows = await readAll(sheetFile(row, options));
  expect(rows).toHaveLength(1);
  return rows[0]!.cells;
}

/** Expects a WorkbookError with this code and a message that a person can read. */
export async function expectRefusal(
  read: Promise<unknown>,
  code: string,
  message: RegExp = /[a-z].*[.]$/,
): Promise<void> {
  await expect(read).rejects.toMatchObject({
    name: "WorkbookError",
    code,
    message: expect.stringMatching(message),
  });
}
