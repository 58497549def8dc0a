import { describe, expect, test } from "vitest";
import { inspectWorkbook, readWorksheet } from "./index";
import {
  buildZip,
  expectRefusal,
  readAll,
  sheetFile,
  temporaryFile,
  workbookParts,
  type ZipPart,
} from "./test-support";

const oneCell = '<row r="1"><c r="A1"><v>42</v></c></row>';
const expected = [{ number: 1, cells: [["number", "42"]] }];

function withPart(change: (part: ZipPart) => Partial<ZipPart>, only = "sheet1.xml"): ZipPart[] {
  return workbookParts([{ rows: oneCell }]).map((part) =>
    part.name.endsWith(only) ? { ...part, ...change(part) } : part,
  );
}

function read(parts: ZipPart[], options: { zip64?: boolean } = {}) {
  return readAll(temporaryFile(buildZip(parts, options)));
}

describe("containers that are fine", () => {
  test.each<[string, Partial<ZipPart>, { zip64?: boolean }]>([
    ["stored members", { stored: true }, {}],
    ["sizes in data descriptors", { descriptor: true }, {}],
    ["ZIP64 sizes", { zip64: true }, {}],
    ["a ZIP64 directory", {}, { zip64: true }],
  ])("%s", async (_, change, options) => {
    expect(
      await read(
        workbookParts([{ rows: oneCell }]).map((part) => ({ ...part, ...change })),
        options,
      ),
    ).toEqual(expected);
  });

  test.each(["/xl/worksheets/sheet1.xml", "../xl/./worksheets/sheet1.xml", "worksheets\\Sheet1.xml"])(
    "the target %s is found",
    async (target) => {
      expect(await read(workbookParts([{ rows: oneCell, target }]))).toEqual(expected);
    },
  );

  test("names with backslashes, a comment at the end, and no styles or strings", async () => {
    const parts = workbookParts([{ rows: oneCell }])
      .filter(({ name }) => !/styles|sharedStrings/.test(name))
      .map((part) => ({ ...part, name: part.name.replaceAll("/", "\\") }));
    const comment = "a comment with PK\x05\x06 inside";
    const zip = Buffer.concat([buildZip(parts), Buffer.from(comment)]);
    zip.writeUInt16LE(comment.length, zip.length - comment.length - 2);
    expect(await readAll(temporaryFile(zip))).toEqual(expected);
  });
});

describe("containers that are refused", () => {
  test.each<[string, string, ZipPart[]]>([
    ["a wrong checksum", "bad-checksum", withPart(() => ({ declaredCrc: 1 }))],
    ["more data than declared", "size-mismatch", withPart(() => ({ declaredSize: 5 }))],
    ["less data than declared", "size-mismatch", withPart(() => ({ declaredSize: 5_000 }))],
    ["stored sizes that disagree", "size-mismatch", withPart(() => ({ stored: true, declaredSize: 5 }))],
    ["bytes behind the compressed data", "size-mismatch", withPart(() => ({ padding: 9 }))],
    ["an encrypted member", "encrypted", withPart(() => ({ flags: 1 }))],
    ["an unknown compression", "unknown-compression", withPart(() => ({ method: 12 }))],
    ["data that do not inflate", "damaged-zip", withPart(() => ({ stored: true, method: 8 }))],
    [
      "another name in the local header",
      "header-mismatch",
      withPart(({ name }) => ({ localName: name.replace("1", "2") })),
    ],
    ["an offset into another member", "overlapping-entries", withPart(() => ({ headerOffset: 3 }))],
    [
      "two members of one name",
      "duplicate-entry",
      [...withPart(() => ({})), { name: "XL/workbook.XML", content: "" }],
    ],
    [
      "a name that climbs out",
      "unsafe-name",
      [...withPart(() => ({})), { name: "xl/../../evil", content: "" }],
    ],
    ["an absolute name", "unsafe-name", [...withPart(() => ({})), { name: "/etc/passwd", content: "" }]],
    ["a name on a drive", "unsafe-name", [...withPart(() => ({})), { name: "C:\\evil", content: "" }]],
    ["a sheet that is not there", "missing-sheet", workbookParts([{ target: "worksheets/other.xml" }])],
    ["no sheets", "no-sheet", workbookParts([])],
    ["no workbook", "not-a-workbook", [{ name: "hello.txt", content: "hello" }]],
    [
      "another kind of document",
      "not-a-workbook",
      withPart(() => ({ content: "<document/>" }), "xl/workbook.xml"),
    ],
    [
      "a binary workbook",
      "binary-workbook",
      withPart(
        ({ content }) => ({ content: String(content).replace("workbook.xml", "workbook.bin") }),
        "_rels/.rels",
      ),
    ],
  ])("%s", async (_, code, parts) => {
    await expectRefusal(read(parts), code);
  });

  test("a file that was cut anywhere", async () => {
    const zip = buildZip(workbookParts([{ rows: oneCell }]));
    for (let length = 4; length < zip.length; length += 97) {
      await expect(readAll(temporaryFile(zip.subarray(0, length)))).rejects.toMatchObject({
        code: "truncated",
      });
    }
  });

  test("any changed byte is refused, or changes nothing", async () => {
    const zip = buildZip(workbookParts([{ rows: oneCell, name: "One" }]));
    for (let at = 4; at < zip.length; at += 11) {
      const changed = Buffer.from(zip);
      changed[at]! ^= 0x55;
      const outcome = await readAll(temporaryFile(changed)).catch((error: Error) => error);
      if (outcome instanceof Error) expect(outcome.name).toBe("WorkbookError");
      else expect(outcome).toEqual(expected);
    }
  });
});

describe("files that are no workbook", () => {
  const ole = (content: string): Buffer =>
    Buffer.concat([
      Buffer.from("d0cf11e0a1b11ae1", "hex"),
      Buffer.alloc(600),
      Buffer.from(content, "utf16le"),
    ]);

  test.each<[string, Buffer | string, string, RegExp]>([
    ["an encrypted workbook", ole("EncryptedPackage"), "encrypted", /password/],
    ["an old workbook", ole("Workbook"), "legacy-xls", /save it as \.xlsx/],
    ["a PDF", "%PDF-1.7 ...", "not-a-workbook", /PDF/],
    ["a web page", "\ufeff\r\n <!DOCTYPE html><html>", "not-a-workbook", /web page/],
    ["a table saved as .xls", "<table><tr><td>1</td></tr></table>", "not-a-workbook", /web page/],
    ["XML", '<?xml version="1.0"?><Workbook/>', "not-a-workbook", /XML/],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "not-a-workbook", /not a workbook/],
    ["nothing", "", "empty-file", /empty/],
    ["an empty zip", buildZip([]), "not-a-workbook", /./],
  ])("%s", async (_, content, code, message) => {
    const path = temporaryFile(content);
    await expectRefusal(readAll(path), code, message);
    await expectRefusal(inspectWorkbook(path), code, message);
  });

  test("a file that does not exist is the caller's fault, not the user's", async () => {
    await expect(readWorksheet("/nowhere/at/all", {}, () => {})).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("inspection and choice of sheet", () => {
  const sheets = [
    { name: "Notes &amp; more", rows: '<row><c s="1"/></row>' },
    { name: "Secret", rows: oneCell, state: "veryHidden" },
    { name: "Data", rows: `<row r="1"/>${oneCell.replaceAll("1", "2")}` },
  ];

  test("lists the sheets in order, with what is hidden and empty", async () => {
    const path = temporaryFile(buildZip(workbookParts(sheets, { date1904: true })));
    expect(await inspectWorkbook(path)).toEqual({
      format: "xlsx",
      date1904: true,
      sheets: [
        { name: "Notes & more", hidden: false, index: 0, isEmpty: true },
        { name: "Secret", hidden: true, index: 1, isEmpty: false },
        { name: "Data", hidden: false, index: 2, isEmpty: false },
      ],
    });
  });

  test("reads the first visible sheet with a value, or the one that is asked for", async () => {
    const path = temporaryFile(buildZip(workbookParts(sheets)));
    expect(await readWorksheet(path, {}, () => {})).toEqual({ sheet: "Data", rows: 1 });
    expect(await readWorksheet(path, { sheet: "Secret" }, () => {})).toEqual({ sheet: "Secret", rows: 1 });
    await expectRefusal(readAll(path, { sheet: "Gone" }), "sheet-not-found", /"Data"/);
  });

  test("a long first sheet is read from its start after it was looked into", async () => {
    const noise = (index: number): number => Math.imul(index, 2_654_435_761) >>> 0;
    const rows = Array.from(
      { length: 100_000 },
      (_, index) => `<row><c><v>${noise(index)}</v></c></row>`,
    ).join("");
    for (const stored of [false, true]) {
      const parts = workbookParts([{ rows }, { rows: oneCell }]).map((part) => ({ ...part, stored }));
      const path = temporaryFile(buildZip(parts));
      expect((await inspectWorkbook(path)).sheets.map(({ isEmpty }) => isEmpty)).toEqual([false, false]);
      expect(await readWorksheet(path, {}, () => {})).toEqual({ sheet: "Sheet1", rows: 100_000 });
    }
  });

  test("a workbook without any value has no rows", async () => {
    const path = sheetFile("<row/>");
    expect(await readWorksheet(path, {}, () => {})).toEqual({ sheet: "Sheet1", rows: 0 });
  });
});
