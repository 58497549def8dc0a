import { isUtf8 } from "node:buffer";
import { WorkbookError } from "./errors";

export type CsvEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export interface CsvDialect {
  delimiter: "," | ";" | "\t" | "|";
  encoding: CsvEncoding;
  /** The decimal separator that the numbers in the first rows use; a hint for the import, nothing is converted. */
  decimal: "." | ",";
  /** The first line is Excel's own `sep=;`, which is not a row. */
  hasSeparatorLine: boolean;
}

/** What somebody who knows the file says about it, where guessing went wrong. */
export type CsvOverride = Partial<Pick<CsvDialect, "delimiter" | "encoding">>;

/** By the byte order mark; without one by whether every byte of the file is valid UTF-8. */
export async function detectEncoding(chunks: AsyncIterable<Buffer>): Promise<CsvEncoding> {
  let kept = Buffer.alloc(0);
  let isFirst = true;
  let isValid = true;
  for await (const chunk of chunks) {
    if (isFirst && chunk.length >= 2) {
      const mark = chunk.readUInt16BE(0);
      if (mark === 0xfffe) return "utf-16le";
      if (mark === 0xfeff) return "utf-16be";
    }
    isFirst = false;
    if (chunk.includes(0)) {
      throw new WorkbookError(
        "not-a-workbook",
        "This is not a workbook or a CSV file; upload the file that the portal exported.",
      );
    }
    if (!isValid) continue;
    const joined = Buffer.concat([kept, chunk]);
    const whole = joined.length - cutSequenceLength(joined);
    isValid = isUtf8(joined.subarray(0, whole));
    kept = joined.subarray(whole);
  }
  return isValid && kept.length === 0 ? "utf-8" : "windows-1252";
}

/** Bytes at the end that may be the beginning of one UTF-8 character. */
function cutSequenceLength(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return back;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/**
 * @param sample the decoded beginning of the file; its last line may be cut.
 * @param known the delimiter, where it need not be found
 */
export function detectDialect(
  sample: string,
  encoding: CsvEncoding,
  known?: CsvDialect["delimiter"],
): CsvDialect {
  const hint = /^sep=([,;\t|])\r?\n/i.exec(sample);
  const delimiter = known ?? (hint?.[1] as CsvDialect["delimiter"] | undefined) ?? likeliestDelimiter(sample);
  return {
    delimiter,
    encoding,
    decimal: likeliestDecimal(sample, delimiter),
    hasSeparatorLine: hint !== null,
  };
}

/** The one that splits most lines into the same number of fields; among equals the one that makes most fields. */
function likeliestDelimiter(sample: string): CsvDialect["delimiter"] {
  const lines = unquotedLines(sample).slice(0, 50);
  let best: CsvDialect["delimiter"] = ",";
  let bestScore = 0;
  for (const delimiter of [",", ";", "\t", "|"] as const) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const expected = counts[0] ?? 0;
    if (expected === 0) continue;
    const agreeing = counts.filter((count) => count === expected).length;
    const score = (agreeing / counts.length) * 1_000 + Math.min(expected, 999);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

/** Votes of fields with one or two digits behind their last separator: 6500008279.00001 is no amount. */
function likeliestDecimal(sample: string, delimiter: string): "." | "," {
  let points = 0;
  let commas = 0;
  for (const line of sample.split(/\r?\n/).slice(0, 500)) {
    for (const field of line.split(delimiter)) {
      const amount = /^"?\s*-?\d[\d.,' ]*([.,])\d{1,2}\s*"?$/.exec(field);
      if (amount?.[1] === ",") commas++;
      else if (amount) points++;
    }
  }
  return commas > points ? "," : ".";
}

/** The non-empty lines with quoted text removed; a line break inside quotes ends no line. */
function unquotedLines(sample: string): string[] {
  const lines = sample.replace(/"[^"]*"?/g, "").split(/\r\n|\r|\n/);
  if (lines.length > 2) lines.pop();
  return lines.filter((line) => line !== "");
}
