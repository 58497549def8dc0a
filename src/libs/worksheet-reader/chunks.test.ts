import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteWindow, pump } from "./byte-window";
import { CellValues } from "./cell-value";
import { CsvRows } from "./csv-rows";
import { defaultLimits, type RowView, WorkbookError } from "./index";
import { readSharedStrings } from "./shared-strings";
import { readWorksheetRows } from "./worksheet-rows";

const stringsXml = Buffer.from(
  "\ufeff<?xml version='1.0'?><!-- é --><sst><si><t>plain</t></si><si><t xml:space='preserve'>é&amp;価😀_x000D_</t></si>" +
    "<si><r><rPr><b/></rPr><t>ri</t></r><rPh sb='0'><t>no</t></rPh><r><t><![CDATA[<ch>]]></t></r></si><si/><extLst><si/></extLst></sst>",
);
const sheetXml = Buffer.from(
  '<?xml version="1.0"?>\r\n<x:worksheet xmlns:x="u"><x:cols><x:col/></x:cols><x:sheetData><x:row r="2" spans="1:3">' +
    '<x:c r="A2" t="s" s="1"><x:v>1</x:v></x:c><x:c s="2" r="B2"/><x:c t="s"><x:v>2</x:v></x:c><x:c><x:v>-1.50E3</x:v></x:c></x:row>' +
    '<x:row/><x:row><!-- > --><x:c t="inlineStr"><x:is><x:t>価 &lt;&#x1F600;</x:t></x:is></x:c><x:c s="1"><x:f>1</x:f><x:v>46112.5</x:v></x:c>' +
    '<x:c t="b"><x:v>1</x:v></x:c></x:row></x:sheetData><x:mergeCells/></x:worksheet>\n',
);
const csv = Buffer.from('é,"a ""b""\r\n,c",😀\r\n\r\n"",x\n"last');

/** Cuts the bytes into pieces of the given lengths, again and again. */
async function* cut(bytes: Buffer, lengths: number[]): AsyncGenerator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[turn % lengths.length]!;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

function recorder(): { rows: string[]; onRow: (row: RowView) => void } {
  const rows: string[] = [];
  const cells = (row: RowView): string =>
    Array.from({ length: row.width }, (_, column) => `${row.kind(column)}=${row.text(column)}`).join("|");
  return { rows, onRow: (row) => void rows.push(`${row.number}: ${cells(row)}`) };
}

async function readSheet(strings: Buffer, sheet: Buffer, lengths: number[]): Promise<string[]> {
  const { rows, onRow } = recorder();
  const context = {
    strings: await readSharedStrings(cut(strings, lengths), defaultLimits),
    values: new CellValues([false, true], false),
    limits: defaultLimits,
  };
  await readWorksheetRows(cut(sheet, lengths), context, onRow);
  return rows;
}

async function readCsv(content: Buffer, lengths: number[]): Promise<string[]> {
  const { rows, onRow } = recorder();
  const window = new ByteWindow();
  const parser = new CsvRows(window, { delimiter: ",", hasSeparatorLine: false }, defaultLimits, onRow);
  await pump(cut(content, lengths), window, () => parser.parse());
  return rows;
}

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 10 });

test("a sheet reads alike however its bytes arrive", async () => {
  const expected = [
    "2: text=é&価😀\r|blank=|text=ri<ch>|number=-1.50E3",
    "3: ",
    "4: text=価 <😀|date=2026-03-31T12:00:00|boolean=TRUE",
  ];
  expect(await readSheet(stringsXml, sheetXml, [1])).toEqual(expected);
  await fc.assert(
    fc.asyncProperty(lengths, async (pieces) => {
      expect(await readSheet(stringsXml, sheetXml, pieces)).toEqual(expected);
    }),
  );
});

test("a CSV file reads alike however its bytes arrive", async () => {
  const closed = Buffer.concat([csv, Buffer.from('"')]);
  const expected = ['1: text=é|text=a "b"\r\n,c|text=😀', "2: ", "3: blank=|text=x", "4: text=last"];
  await fc.assert(
    fc.asyncProperty(lengths, async (pieces) => {
      expect(await readCsv(closed, pieces)).toEqual(expected);
      await expect(readCsv(csv, pieces)).rejects.toMatchObject({ code: "unclosed-quote" });
    }),
  );
});

test("altered bytes give rows or a WorkbookError, never anything else", async () => {
  const change = fc.record({
    at: fc.nat(),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from("<>/!?\"'&=0"))),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      async (changes, inSheet) => {
        const [strings, sheet] = [Buffer.from(stringsXml), Buffer.from(sheetXml)];
        for (const { at, byte } of changes) {
          const target = inSheet ? sheet : strings;
          target[at % target.length] = byte;
        }
        const outcome = await readSheet(strings, sheet, [64]).catch((error: unknown) => error);
        expect(Array.isArray(outcome) || outcome instanceof WorkbookError).toBe(true);
      },
    ),
    { numRuns: 3_000 },
  );
});
