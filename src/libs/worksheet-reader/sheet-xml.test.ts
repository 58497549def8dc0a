import { describe, expect, test } from "vitest";
import {
  buildZip,
  expectRefusal,
  readAll,
  readCells,
  sheetFile,
  temporaryFile,
  workbookParts,
} from "./test-support";

describe("XML as different programs write it", () => {
  test("prefixed names, any order and quotes of attributes, comments, instructions, unknown elements", async () => {
    const xml =
      '\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n<!-- made by > hand --><x:worksheet xmlns:x="urn:main" xmlns:y="urn:y">' +
      "<x:sheetPr><x:row><x:c><x:v>9</x:v></x:c></x:row></x:sheetPr><x:dimension ref='A1'/><x:sheetData>\n" +
      "<x:row spans='1:3' y:r='77' r = '2' ><x:c t='str'\n s=\"1\"\tr='B2'><x:v>a > b</x:v><x:extLst><x:v>no</x:v></x:extLst></x:c >" +
      "<?pi <x:c>?><x:c r='C2'><!-- <x:v>3</x:v> --><x:v>4</x:v></x:c></x:row></x:sheetData><x:row r='1'/></x:worksheet>\n";
    expect(await readAll(sheetFile("", { xml }))).toEqual([
      {
        number: 2,
        cells: [
          ["blank", ""],
          ["text", "a > b"],
          ["number", "4"],
        ],
      },
    ]);
  });

  test.each([
    ["a &amp; b &lt;&gt;&quot;&apos;", "a & b <>\"'"],
    ["&#65;&#x42;&#X1F600;&#xD800;&#0;", "AB\u{1f600}\ufffd\ufffd"],
    ["_x000D__x005F_x000D_ _x41_", "\r_x000D_ _x41_"],
    ["_xD83D__xDE00__xD83D__x0000_", "\u{1f600}\ufffd\ufffd"],
    ["line\r\nline\rline&#13;", "line\nline\nline\r"],
    ["<![CDATA[a & <b>]]> &amp; <!-- no -->c", "a & <b> & c"],
    ["  spaces  ", "  spaces  "],
    ["Größe – 価格 😀", "Größe – 価格 😀"],
  ])("text %j reads as %j in every place", async (written, text) => {
    const row = `<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>${written}</t></is></c><c t="str"><v>${written}</v></c></row>`;
    const read = await readCells(row, { strings: [written] });
    expect(read).toEqual(Array.from({ length: 3 }, () => ["text", text]));
  });

  test("numbers and indexes in CDATA or as entities", async () => {
    const row =
      '<row><c><v><![CDATA[12]]></v></c><c><v>&#49;2</v></c><c t="s"><v><![CDATA[0]]></v></c></row>';
    expect(await readCells(row, { strings: ["first"] })).toEqual([
      ["number", "12"],
      ["number", "12"],
      ["text", "first"],
    ]);
  });

  test("characters and tags survive every split between chunks", async () => {
    // Every cell shifts the position in the 512 KB chunks by another odd length.
    const texts = Array.from({ length: 12_000 }, (_, index) => `é価😀&amp;${"x".repeat(index % 97)}${index}`);
    const rows = texts.map(
      (text, index) =>
        `<row r="${index + 1}"><c t="inlineStr"><is><t>${text}</t></is></c><c t="s"><v>${index}</v></c></row>`,
    );
    const read = await readAll(sheetFile(rows.join("\n"), { strings: texts }));
    const expected = texts.map((text) => text.replace("&amp;", "&"));
    expect(read.map(({ cells }) => cells[0]![1])).toEqual(expected);
    expect(read.map(({ cells }) => cells[1]![1])).toEqual(expected);
  });

  test("one row larger than many chunks", async () => {
    const cells = Array.from(
      { length: 300 },
      (_, index) => `<c t="inlineStr"><is><t>${`${index} `.repeat(5_000)}</t></is></c>`,
    );
    const read = await readCells(`<row>${cells.join("")}</row>`);
    expect(read).toHaveLength(300);
    expect(read[299]![1]).toHaveLength(20_000);
  });

  test.each([
    ["<!DOCTYPE worksheet [<!ENTITY a 'aaaa'>]><worksheet><sheetData/></worksheet>", "doctype-refused"],
    ["<?xml version='1.0' encoding='iso-8859-1'?><worksheet/>", "unsupported-encoding"],
    ["<worksheet><sheetData><row><c><v>1</v></c>", "damaged-xml"],
    ["<worksheet><sheetData><row><c><v>1", "damaged-xml"],
    ["<worksheet><sheetData><row r='1", "damaged-xml"],
    ["<worksheet><sheetData><row r=1/></sheetData></worksheet>", "damaged-xml"],
    ["<worksheet><sheetData><row><c t='str'><v>&bomb;</v></c></row></sheetData></worksheet>", "damaged-xml"],
    ["<worksheet><sheetData><row><c t='str'><v>a\0b</v></c></row></sheetData></worksheet>", "damaged-xml"],
    ["\ufeff<worksheet>", "damaged-xml"],
    ["", "damaged-xml"],
  ])("%j is refused as %s", async (xml, code) => {
    await expectRefusal(readAll(sheetFile("", { xml })), code);
  });

  test("UTF-16 parts are refused", async () => {
    const parts = workbookParts([{}]).map((part) =>
      part.name.endsWith("sheet1.xml")
        ? { ...part, content: Buffer.from("\ufeff<worksheet/>", "utf16le") }
        : part,
    );
    await expectRefusal(readAll(temporaryFile(buildZip(parts))), "damaged-xml");
  });

  test.each(["workbook.xml", "sharedStrings.xml", "styles.xml", ".rels"])(
    "a DOCTYPE in %s is refused",
    async (ending) => {
      const parts = workbookParts([{}]).map((part) =>
        part.name.endsWith(ending)
          ? { ...part, content: `<!DOCTYPE x SYSTEM "file:///etc/passwd">${String(part.content)}` }
          : part,
      );
      await expectRefusal(readAll(temporaryFile(buildZip(parts))), "doctype-refused");
    },
  );
});
