import { describe, expect, test } from "vitest";
import { expectRefusal, readAll, readCells, sheetFile } from "./test-support";

describe("cell kinds", () => {
  test("shared strings, including rich text without its phonetic guide", async () => {
    const stringsXml =
      "<sst count='9'><si><t>plain</t></si><si><r><rPr><b/></rPr><t>ri</t></r><r><t xml:space='preserve'>ch </t></r>" +
      "<rPh sb='0' eb='1'><t>reading</t></rPh><phoneticPr fontId='1'/></si><si><t/></si><si/></sst>";
    const row = [0, 1, 2, 3].map((index) => `<c t="s"><v>${index}</v></c>`).join("");
    expect(await readCells(`<row>${row}<c t="s"><v> 0 </v></c></row>`, { stringsXml })).toEqual([
      ["text", "plain"],
      ["text", "rich "],
      ["blank", ""],
      ["blank", ""],
      ["text", "plain"],
    ]);
  });

  test("inline strings and the cached text of formulas", async () => {
    const row =
      '<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><r><t>b</t></r><rPh><t>x</t></rPh><r><t>c</t></r></is></c>' +
      '<c t="str"><f>A1&amp;"&lt;"</f><v>a&lt;</v></c><c t="str"><f>A1</f></c><c t="inlineStr"><v>odd</v></c></row>';
    expect(await readCells(row)).toEqual([
      ["text", "a"],
      ["text", "bc"],
      ["text", "a<"],
      ["blank", ""],
      ["text", "odd"],
    ]);
  });

  test.each([
    "1",
    "-0.10",
    "1E3",
    "1.5e-7",
    "624900000.00",
    "0.1000000000000000055511",
    ".5",
    "12345678901234567890",
    "9".repeat(65),
  ])("the number %s keeps its lexical form, with and without a type", async (number) => {
    const row = `<row><c><v>${number}</v></c><c t="n"><v> ${number}\n</v></c><c><f>1</f><v>${number}</v></c></row>`;
    expect(await readCells(row)).toEqual([
      ["number", number],
      ["number", number],
      ["number", number],
    ]);
  });

  test.each(["abc", "NaN", "1,5", "1.2.3", "--1", "1E"])("%s is no number and stays text", async (text) => {
    expect(await readCells(`<row><c t="n"><v>${text}</v></c><c s="1"><v>${text}</v></c></row>`)).toEqual([
      ["text", text],
      ["text", text],
    ]);
  });

  test("booleans, errors, ISO dates and unknown types", async () => {
    const row =
      '<row><c t="b"><v>1</v></c><c t="b"><v>false</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2026-03-31T13:45:00.000Z</v></c>' +
      '<c t="d"><v>2026-03-31</v></c><c t="d"><v>2026-02-31</v></c><c t="b"><v>maybe</v></c><c t="z"><v>kept</v></c></row>';
    expect(await readCells(row)).toEqual([
      ["boolean", "TRUE"],
      ["boolean", "FALSE"],
      ["error", "#N/A"],
      ["date", "2026-03-31T13:45:00"],
      ["date", "2026-03-31"],
      ["text", "2026-02-31"],
      ["text", "maybe"],
      ["text", "kept"],
    ]);
  });

  test("numbers in a date style are dates where there is such a day", async () => {
    const cell = (serial: string): string => `<c s="1"><v>${serial}</v></c>`;
    const row = ["46112", "46112.572916666664", "1", "59", "60", "61", "-1", "2958465", "2958466", "1e3"]
      .map(cell)
      .join("");
    expect(await readCells(`<row>${row}</row>`)).toEqual([
      ["date", "2026-03-31"],
      ["date", "2026-03-31T13:45:00"],
      ["date", "1900-01-01"],
      ["date", "1900-02-28"],
      ["number", "60"],
      ["date", "1900-03-01"],
      ["number", "-1"],
      ["date", "9999-12-31"],
      ["number", "2958466"],
      ["date", "1902-09-26"],
    ]);
  });

  test("the 1904 system counts from another day", async () => {
    const row = '<row><c s="2"><v>0</v></c><c s="2"><v>60</v></c><c s="2"><v>44650.5</v></c></row>';
    expect(await readCells(row, { date1904: true })).toEqual([
      ["date", "1904-01-01"],
      ["date", "1904-03-01"],
      ["date", "2026-03-31T12:00:00"],
    ]);
  });
});

describe("where cells and rows stand", () => {
  test("missing references count on, present ones skip, blanks do not widen the row", async () => {
    const rows =
      '<row><c><v>1</v></c></row><row r="5"><c r="C5"><v>2</v></c><c><v>3</v></c><c r="A5"><v>1</v></c><c r="XFD5" s="1"/></row>' +
      '<row/><row><c s="1"></c><c t="s" s="2"/></row>';
    expect(await readAll(sheetFile(rows))).toEqual([
      { number: 1, cells: [["number", "1"]] },
      {
        number: 5,
        cells: [
          ["number", "1"],
          ["blank", ""],
          ["number", "2"],
          ["number", "3"],
        ],
      },
      { number: 6, cells: [] },
      { number: 7, cells: [] },
    ]);
  });

  test.each([
    ['<row r="1"><c r="XFE1"><v>1</v></c></row>', "bad-reference"],
    ['<row r="99999999"/>', "bad-reference"],
    ['<row r="0"/>', "bad-reference"],
    ['<row r="x"/>', "bad-reference"],
    ['<row r="2"><c r="A3"><v>1</v></c></row>', "bad-reference"],
    ['<row r="1"><c r="1"><v>1</v></c></row>', "bad-reference"],
    ['<row r="1"><c r="AAAAAAAAAAAAAAAA1"/></row>', "bad-reference"],
    ['<row r="3"/><row r="3"/>', "rows-out-of-order"],
    ['<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "duplicate-cell"],
    ['<row r="1"><c t="s" r="B1"><v>7</v></c></row>', "bad-string-index"],
    ['<row r="1"><c t="s" r="B1"><v>-1</v></c></row>', "bad-string-index"],
  ])("%s is refused as %s", async (rows, code) => {
    await expectRefusal(readAll(sheetFile(rows, { strings: ["only"] })), code);
  });

  test("a string that is not there is refused by the name of its cell", async () => {
    await expectRefusal(
      readAll(sheetFile('<row r="4"><c r="AB4" t="s"><v>1</v></c></row>')),
      "bad-string-index",
      /AB4/,
    );
  });
});
