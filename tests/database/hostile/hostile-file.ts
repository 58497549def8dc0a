import { randomBytes } from "node:crypto";
import { buildZip, workbookParts, type ZipPart } from "../../../src/libs/worksheet-reader/test-support";
import { rowsXml, survey, surveyHeaders, table } from "../support/workbooks";

/** A file that must be refused as a whole. */
export interface HostileFile {
  what: string;
  file: () => Buffer;
  code: string;
  /** What the person who uploaded it reads. */
  says: string | RegExp;
}

/** Rows of a faultless survey export: whatever is refused is refused for what was done to the file. */
export const goodRows = table(surveyHeaders, [
  survey("6500000001.00001", "QS1", 10),
  survey("6500000001.00001", "QS2", 20),
]);

/** The parts of a faultless workbook, with a change to the one whose name ends so. */
export function changed(ending: string, change: (part: ZipPart) => Partial<ZipPart>): ZipPart[] {
  return workbookParts([{ rows: rowsXml(goodRows) }]).map((part) =>
    part.name.endsWith(ending) ? { ...part, ...change(part) } : part,
  );
}

export const zip = (parts: ZipPart[]) => buildZip(parts);

/** The workbook with other rows than the faultless ones, or with more behind them. */
export function sheet(rows: string, options: Parameters<typeof workbookParts>[1] = {}): Buffer {
  return buildZip(workbookParts([{ rows }], options));
}

/** `length` characters that don't compress well, so that no other limit strikes first. */
export const noise = (length: number) =>
  randomBytes(Math.ceil(length / 2))
    .toString("hex")
    .slice(0, length);

export const damagedFile = (what: string) =>
  `The workbook is damaged (${what}); export it again and upload the new file.`;
