import { describe, expect, test } from "vitest";
import { inspectWorkbook, readWorksheet } from "./index";
import { expectRefusal, readAll, temporaryFile } from "./test-support";

async function texts(content: string | Buffer): Promise<string[][]> {
  const rows = await readAll(temporaryFile(content));
  return rows.map(({ cells }) => cells.map(([, text]) => text));
}

async function dialect(content: string | Buffer) {
  return (await inspectWorkbook(temporaryFile(content))).csv;
}

describe("CSV", () => {
  test.each([",", ";", "\t", "|"] as const)(
    "the delimiter %j is found and every value is text",
    async (delimiter) => {
      const path = temporaryFile(
        [`No.${delimiter}Text${delimiter}Total`, `1${delimiter}a.b${delimiter}12.50`].join("\r\n"),
      );
      expect((await inspectWorkbook(path)).csv).toEqual({ delimiter, encoding: "utf-8", decimal: "." });
      expect((await readAll(path))[1]).toEqual({
        number: 2,
        cells: [
          ["text", "1"],
          ["text", "a.b"],
          ["text", "12.50"],
        ],
      });
    },
  );

  test("quotes hold delimiters, line ends and doubled quotes", async () => {
    expect(await texts('a,"b, ""c""\r\nd",e\r\n"",x,""\n\n"tail"end,"",\ny')).toEqual([
      ["a", 'b, "c"\r\nd', "e"],
      ["", "x"],
      [],
      ["tailend"],
      ["y"],
    ]);
  });

  test("line ends of every system, blank lines counted", async () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const rows = await readAll(temporaryFile(`a;b${end}${end}c;d${end}`));
      expect(rows.map(({ number, cells }) => [number, cells.length])).toEqual([
        [1, 2],
        [2, 0],
        [3, 2],
      ]);
    }
  });

  test.each<[string, Buffer]>([
    ["utf-8", Buffer.from("Größe;€;😀\n1;2;3")],
    ["utf-8", Buffer.from("\ufeffGröße;€;😀\n1;2;3")],
    ["utf-16le", Buffer.from("\ufeffGröße;€;😀\n1;2;3", "utf16le")],
    ["utf-16be", Buffer.from("\ufeffGröße;€;😀\n1;2;3", "utf16le").swap16()],
  ])("%s", async (encoding, content) => {
    expect(await dialect(content)).toMatchObject({ encoding, delimiter: ";" });
    expect(await texts(content)).toEqual([
      ["Größe", "€", "😀"],
      ["1", "2", "3"],
    ]);
  });

  test("windows-1252, also when the first foreign letter comes late", async () => {
    const content = Buffer.concat([
      Buffer.from("a;b\n".repeat(300_000)),
      Buffer.from([0x80, 0x3b, 0xf6, 0x9c]),
    ]);
    expect(await dialect(content)).toMatchObject({ encoding: "windows-1252" });
    expect((await texts(content)).at(-1)).toEqual(["€", "öœ"]);
  });

  test("UTF-8 and records survive every split between chunks", async () => {
    const lines = Array.from({ length: 40_000 }, (_, index) => [
      `é€😀${"x".repeat(index % 53)}`,
      `"q""${index}\n"`,
    ]);
    const read = await texts(lines.map((line) => line.join(",")).join("\r\n"));
    expect(read).toEqual(lines.map(([first], index) => [first, `q"${index}\n`]));
  });

  test("decimal commas are noticed; order numbers do not count", async () => {
    expect(await dialect("No;Total\n6500008279.00001;1.234,56\n6500008279.00002;7,5")).toMatchObject({
      decimal: ",",
    });
    expect(await dialect('No,Total\n6500008279.00001,"1,234.56"')).toMatchObject({ decimal: "." });
  });

  test("Excel's own separator line is not a row", async () => {
    const content = "sep=;\r\na,b;c\r\n1;2";
    expect(await dialect(content)).toMatchObject({ delimiter: ";" });
    expect(await texts(content)).toEqual([
      ["a,b", "c"],
      ["1", "2"],
    ]);
  });

  test("what is said of it goes before what is found in it", async () => {
    const path = temporaryFile(Buffer.from("a,b;c,d\n1,2;3,4\n\xf6,;x", "latin1"));
    const csv = { delimiter: ";", encoding: "windows-1252" } as const;
    expect((await inspectWorkbook(path)).csv?.delimiter).toBe(",");
    expect((await inspectWorkbook(path, { csv })).csv).toEqual({ ...csv, decimal: "," });
    const rows = await readAll(path, { csv });
    expect(rows.map(({ cells }) => cells.map(([, text]) => text))).toEqual([
      ["a,b", "c,d"],
      ["1,2", "3,4"],
      ["ö,", "x"],
    ]);
    const [first] = await readAll(path, { csv: { encoding: "utf-16le" } });
    expect(first?.cells[0]?.[1]).not.toBe("a");
  });

  test("it counts as one sheet", async () => {
    const path = temporaryFile("a,b\n\n1,2\n");
    expect((await inspectWorkbook(path)).sheets).toEqual([
      { name: "CSV", hidden: false, index: 0, isEmpty: false },
    ]);
    const progress: number[] = [];
    const options = { onProgress: (fraction: number) => progress.push(fraction) };
    expect(await readWorksheet(path, options, () => {})).toEqual({ sheet: "CSV", rows: 2 });
    expect(progress.at(-1)).toBe(1);
    expect(await readWorksheet(path, {}, () => false)).toEqual({ sheet: "CSV", rows: 1 });
  });

  test("faults and limits", async () => {
    await expectRefusal(readAll(temporaryFile('a,b\n1,"open\n2,3')), "unclosed-quote", /row 2/);
    await expectRefusal(readAll(temporaryFile(`${"a".repeat(5_000)}\0b`)), "not-a-workbook");
    const path = temporaryFile("a,b\nccc,d\n");
    await expectRefusal(readAll(path, { limits: { maxRows: 1 } }), "too-many-rows");
    await expectRefusal(readAll(path, { limits: { maxColumns: 1 } }), "too-many-columns");
    await expectRefusal(readAll(path, { limits: { maxCellLength: 2 } }), "cell-too-long");
    expect(await readAll(temporaryFile("a,,,\nb,,,"), { limits: { maxColumns: 1 } })).toHaveLength(2);
  });
});
