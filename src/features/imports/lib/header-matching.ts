import { columnsOf } from "@/features/imports/lib/columns";
import type { ColumnDefinition, ImportKind } from "@/features/imports/lib/columns";
import { editDistance } from "@/features/imports/lib/edit-distance";

/** How sure a match is, surest first. "remembered" was confirmed by a person for this organization. */
export type MatchConfidence = "remembered" | "exact" | "synonym" | "similar";

export type HeaderMatch = {
  /** One entry per column of the sheet: the field it fills, or null. */
  byColumn: (string | null)[];
  /** Null where byColumn is null, except for a column that was remembered as having no field. */
  confidence: (MatchConfidence | null)[];
  /** Columns with a header but without a field; their values are kept as attributes. `column` counts from 0. */
  unmapped: { column: number; header: string }[];
  /** Labels of required fields that no column fills. */
  missingRequired: string[];
  /** Fields that several columns match equally well; the first column was taken. */
  duplicates: { field: string; label: string; columns: number[] }[];
};

/** Shorter headers differ by a letter or two from too many others. */
const shortestForSimilarity = 7;

/**
 * Reduces a header to its letters and digits, without case and diacritics, so that "Purchase order\u00a0No." and
 * "PURCHASE ORDER NO" are one. "#" reads as "no". A header without any letter or digit becomes "".
 */
export function normalizeHeader(header: string): string {
  return header
    .replace(/#/g, "no")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/**
 * The names under which decisions about columns are remembered, one per column and all different: the normalised
 * header; for the second of equal ones with "#2" behind it; for a blank one "#" and its number, counted from 1.
 */
export function headerKeys(headers: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headers.map((header, column) => {
    const name = normalizeHeader(header);
    if (name === "") return `#${column + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}#${times}`;
  });
}

type Vocabulary = {
  columns: readonly ColumnDefinition[];
  fields: ReadonlySet<string>;
  exact: ReadonlyMap<string, string>;
  synonyms: ReadonlyMap<string, string>;
};

function vocabularyOf(kind: ImportKind): Vocabulary {
  const columns = columnsOf[kind];
  const exact = new Map(columns.map(({ label, field }) => [normalizeHeader(label), field]));
  const synonyms = new Map<string, string>();
  for (const { field, synonyms: names } of columns)
    for (const name of [...names, field]) synonyms.set(normalizeHeader(name), field);
  return { columns, fields: new Set(columns.map(({ field }) => field)), exact, synonyms };
}

const vocabularies: Readonly<Record<ImportKind, Vocabulary>> = {
  "purchase-orders": vocabularyOf("purchase-orders"),
  "quantity-surveys": vocabularyOf("quantity-surveys"),
};

const digitsOf = (text: string) => text.replace(/\D/g, "");

/** The one free field whose name is nearest, within one typing error per seven letters; null when two are equally near. */
function mostSimilar(name: string, { exact, synonyms }: Vocabulary, isFree: (field: string) => boolean) {
  let best: { field: string; distance: number } | null = null;
  let tied = false;
  for (const [candidate, field] of [...exact, ...synonyms]) {
    if (candidate.length < shortestForSimilarity || !isFree(field)) continue;
    // "Text 1" and "Text 2" are different columns, however alike they look.
    if (digitsOf(candidate) !== digitsOf(name)) continue;
    const limit = Math.floor(Math.min(candidate.length, name.length) / shortestForSimilarity);
    const distance = editDistance(name, candidate, limit);
    if (distance > limit || (best && distance > best.distance)) continue;
    tied = best !== null && distance === best.distance && field !== best.field;
    best = { field, distance };
  }
  return tied ? null : best;
}

/** Gives free fields to columns that nothing else matched, when both sides have no better partner. */
function matchSimilar(
  names: readonly string[],
  vocabulary: Vocabulary,
  match: HeaderMatch,
  taken: ReadonlySet<string>,
) {
  const claims = new Map<string, { column: number; distance: number; tied: boolean }>();
  names.forEach((name, column) => {
    if (name.length < shortestForSimilarity || match.confidence[column]) return;
    // A second column of a name that is known is a duplicate, not a misspelling of something else.
    if (vocabulary.exact.has(name) || vocabulary.synonyms.has(name)) return;
    const similar = mostSimilar(name, vocabulary, (field) => !taken.has(field));
    if (!similar) return;
    const rival = claims.get(similar.field);
    if (!rival || similar.distance < rival.distance)
      claims.set(similar.field, { column, distance: similar.distance, tied: false });
    else if (similar.distance === rival.distance) rival.tied = true;
  });
  for (const [field, { column, tied }] of claims) {
    if (tied) continue;
    match.byColumn[column] = field;
    match.confidence[column] = "similar";
  }
}

/**
 * Finds the field of each column of a sheet. `remembered` holds decisions by key (see headerKeys): a field, or null
 * for "keep as an attribute"; a repeated header of which nothing is remembered follows its first column. Fields that the kind does not have are ignored. A surer match takes a field from a
 * less sure one; two equally sure ones are reported as duplicates.
 */
export function matchHeaders(
  headers: readonly string[],
  kind: ImportKind,
  remembered: Readonly<Record<string, string | null>> = {},
): HeaderMatch {
  const vocabulary = vocabularies[kind];
  const names = headers.map(normalizeHeader);
  const match: HeaderMatch = {
    byColumn: headers.map(() => null),
    confidence: headers.map(() => null),
    unmapped: [],
    missingRequired: [],
    duplicates: [],
  };
  const memory = new Map(Object.entries(remembered));
  const keys = headerKeys(headers);
  const recall = (name: string, column: number) => {
    const key = keys[column] as string;
    return memory.has(key) ? memory.get(key) : memory.get(name);
  };
  const taken = new Map<string, number[]>();
  const stages: [MatchConfidence, (name: string, column: number) => string | null | undefined][] = [
    ["remembered", recall],
    ["exact", (name) => vocabulary.exact.get(name)],
    ["synonym", (name) => vocabulary.synonyms.get(name)],
  ];
  for (const [confidence, known] of stages) {
    const claims = new Map<string, number[]>();
    names.forEach((name, column) => {
      if (match.confidence[column]) return;
      const field = known(name, column);
      if (field === null) match.confidence[column] = confidence;
      else if (field !== undefined && vocabulary.fields.has(field) && !taken.has(field))
        claims.set(field, [...(claims.get(field) ?? []), column]);
    });
    for (const [field, columns] of claims) {
      taken.set(field, columns);
      const first = columns[0] as number;
      match.byColumn[first] = field;
      match.confidence[first] = confidence;
    }
  }
  matchSimilar(names, vocabulary, match, new Set(taken.keys()));

  for (const { field, label, required } of vocabulary.columns) {
    if (required !== "no" && !match.byColumn.includes(field)) match.missingRequired.push(label);
    const columns = taken.get(field) ?? [];
    if (columns.length > 1) match.duplicates.push({ field, label, columns });
  }
  headers.forEach((header, column) => {
    if (names[column] !== "" && match.byColumn[column] === null)
      match.unmapped.push({ column, header: header.trim() });
  });
  return match;
}

/** One sentence that names the missing columns and says what to do; null when none is missing. */
export function missingColumnsMessage(missingLabels: readonly string[]): string | null {
  if (missingLabels.length === 0) return null;
  const names = missingLabels.map((label) => `“${label}”`).join(", ");
  return missingLabels.length === 1
    ? `The file has no column ${names}. Choose the column that holds it, or export the file again with it.`
    : `The file has no columns ${names}. Choose the columns that hold them, or export the file again with them.`;
}

/**
 * Which kind of export a header row belongs to: the kind that finds more of its required columns, then more
 * columns at all. `score` is the share of required columns found, 0 to 1. Null below one half, or when undecided.
 */
export function detectKind(headers: readonly string[]): { kind: ImportKind; score: number } | null {
  const rate = (kind: ImportKind) => {
    const { byColumn, missingRequired } = matchHeaders(headers, kind);
    const required = columnsOf[kind].filter((column) => column.required !== "no").length;
    return { kind, score: 1 - missingRequired.length / required, found: byColumn.filter(Boolean).length };
  };
  const [orders, surveys] = [rate("purchase-orders"), rate("quantity-surveys")];
  const lead = orders.score - surveys.score || orders.found - surveys.found;
  if (lead === 0) return null;
  const { kind, score } = lead > 0 ? orders : surveys;
  return score < 0.5 ? null : { kind, score };
}
