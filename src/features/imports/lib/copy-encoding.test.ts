import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeCopyRow } from "@/features/imports/lib/copy-encoding";

/** Reads a line back by the rules of PostgreSQL's COPY text format. */
function decode(line: string): (string | null)[] {
  const unescaped: Record<string, string> = { t: "\t", n: "\n", r: "\r", "\\": "\\" };
  return line
    .slice(0, -1)
    .split("\t")
    .map((field) =>
      field === "\\N" ? null : field.replace(/\\(.)/g, (_, code: string) => unescaped[code] ?? code),
    );
}

describe("encodeCopyRow", () => {
  it("separates fields by tabs and writes null as \\N", () => {
    expect(encodeCopyRow(["a", null, "", "ü"])).toBe("a\t\\N\t\tü\n");
    expect(encodeCopyRow(["\\N", "\\.", "a\tb\nc\rd\\"])).toBe("\\\\N\t\\\\.\ta\\tb\\nc\\rd\\\\\n");
  });

  it("loses nothing and stays one line", () => {
    const value = fc.option(
      fc.string({ unit: fc.constantFrom("\\", "\t", "\n", "\r", "N", ".", "a", "t", "é") }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const line = encodeCopyRow(values);
        expect(line.indexOf("\n")).toBe(line.length - 1);
        expect(decode(line)).toEqual(values);
      }),
    );
  });
});
