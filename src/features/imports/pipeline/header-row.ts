import {
  detectKind,
  type HeaderMatch,
  matchHeaders,
  missingColumnsMessage,
} from "@/features/imports/lib/header-matching";
import { likelyKind } from "@/features/imports/lib/likely-kind";
import { type ImportType, kindOf, typeOf, wordsFor } from "./kinds";

export interface FoundHeader {
  type: ImportType;
  /** 1-based row of the sheet. */
  row: number;
  headers: string[];
  match: HeaderMatch;
}

/** Why a row can't serve as header row; `score` tells how near it came. */
export class HeaderFault extends Error {
  override name = "HeaderFault";
  readonly code: string;
  readonly score: number;
  /** The row, where it probably is the header row and a person can say which of its columns are which. */
  readonly likely: FoundHeader | null;

  constructor(code: string, message: string, score: number, likely: FoundHeader | null = null) {
    super(message);
    this.code = code;
    this.score = score;
    this.likely = likely;
  }
}

/** No kind of export has fewer required columns, so a header row has at least as many cells. */
const fewestColumns = 3;

/**
 * Tries a row as the header row. One that is returned may still leave a question open: two columns for one field.
 * @param type the kind of export, where its sender said so
 * @param remembered what the organization has confirmed about its exports' headers
 */
export function findHeader(
  headers: string[],
  row: number,
  type: ImportType | null,
  remembered: Record<ImportType, Record<string, string | null>>,
): FoundHeader | HeaderFault {
  const detected = detectKind(headers);
  const likely = detected ? detected.kind : likelyKind(headers);
  const found = type ?? rememberedType(headers, remembered) ?? (likely && typeOf[likely]);
  if (!found) {
    return new HeaderFault(
      "no-header-row",
      "This file has the columns of neither a purchase order export nor a quantity survey export in its first rows. " +
        "Upload the export as the portal wrote it, use a template, or say which of the two it is and choose its columns.",
      0,
    );
  }
  const match = matchHeaders(headers, kindOf[found], remembered[found]);
  const header = { type: found, row, headers, match };
  if (match.missingRequired.length === 0) return header;
  const other = detected && typeOf[detected.kind];
  if (type && other && other !== type && matchHeaders(headers, kindOf[other]).missingRequired.length === 0) {
    return new HeaderFault(
      "wrong-kind",
      `This is an export of ${wordsFor[other]}, not of ${wordsFor[type]}.`,
      Number.POSITIVE_INFINITY,
    );
  }
  const known = match.byColumn.filter((field) => field !== null).length;
  const named = headers.filter((text) => text.trim() !== "").length;
  return new HeaderFault(
    "missing-columns",
    missingColumnsMessage(match.missingRequired) ?? "Columns are missing.",
    // Among rows that know equally little, the fullest is most like a header row.
    known * 100_000 + named,
    named >= fewestColumns ? header : null,
  );
}

/** The kind whose confirmed headers this row has, when the headers' own words don't tell. */
function rememberedType(
  headers: readonly string[],
  remembered: Record<ImportType, Record<string, string | null>>,
): ImportType | null {
  const fits = (["purchase_orders", "quantity_surveys"] as const).filter(
    (type) => matchHeaders(headers, kindOf[type], remembered[type]).missingRequired.length === 0,
  );
  return fits.length === 1 ? fits[0]! : null;
}
