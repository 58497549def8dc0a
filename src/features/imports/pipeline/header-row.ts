import {
  detectKind,
  type HeaderMatch,
  matchHeaders,
  missingColumnsMessage,
} from "@/features/imports/lib/header-matching";
import type { RowView } from "@/libs/worksheet-reader";
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

  constructor(code: string, message: string, score: number) {
    super(message);
    this.code = code;
    this.score = score;
  }
}

/**
 * Tries a row as the header row.
 * @param type the kind of export, where its sender said so
 * @param remembered what the organization has confirmed about its exports' headers
 */
export function findHeader(
  row: RowView,
  type: ImportType | null,
  remembered: Record<ImportType, Record<string, string | null>>,
): FoundHeader | HeaderFault {
  const headers = Array.from({ length: row.width }, (_, column) => row.text(column));
  const detected = detectKind(headers);
  const found = type ?? (detected && typeOf[detected.kind]);
  if (!found) {
    return new HeaderFault(
      "no-header-row",
      "This file has the columns of neither a purchase order export nor a quantity survey export in its first rows. " +
        "Upload the export as the portal wrote it, or use a template.",
      0,
    );
  }
  const match = matchHeaders(headers, kindOf[found], remembered[found]);
  if (match.missingRequired.length === 0) return { type: found, row: row.number, headers, match };
  const other = detected && typeOf[detected.kind];
  if (type && other && other !== type && matchHeaders(headers, kindOf[other]).missingRequired.length === 0) {
    return new HeaderFault(
      "wrong-kind",
      `This is an export of ${wordsFor[other]}, not of ${wordsFor[type]}.`,
      100,
    );
  }
  const known = match.byColumn.filter((field) => field !== null).length;
  return new HeaderFault(
    "missing-columns",
    missingColumnsMessage(match.missingRequired) ?? "Columns are missing.",
    known,
  );
}
