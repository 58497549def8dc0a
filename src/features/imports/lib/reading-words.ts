import { fieldLabel } from "@/features/imports/lib/field-words";
import type { ImportMetadata } from "@/features/imports/lib/import-metadata";
import type { ImportType } from "@/features/imports/schema";
import { columnName } from "@/libs/worksheet-reader/row-view";

type Csv = NonNullable<ImportMetadata["csv"]>;

export const delimiterLabel: Readonly<Record<Csv["delimiter"], string>> = {
  ",": "Comma",
  ";": "Semicolon",
  "\t": "Tab",
  "|": "Vertical bar",
};

export const encodingLabel: Readonly<Record<Csv["encoding"], string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16 (little endian)",
  "utf-16be": "UTF-16 (big endian)",
  "windows-1252": "Windows-1252 (Western European)",
};

const because = {
  person: "as you said",
  file: "as the rest of the file shows",
  remembered: "as confirmed earlier",
} as const;

/** How the file was read where that is not plain to see: delimiter, encoding, dates, decimals. */
export function readingFacts({ csv, conventions }: ImportMetadata): string[] {
  const facts: string[] = [];
  if (csv) {
    facts.push(
      `CSV with ${delimiterLabel[csv.delimiter].toLowerCase()} between the values, ${encodingLabel[csv.encoding]}`,
    );
  }
  const { date_order: dates, decimal } = conventions ?? {};
  if (dates?.by && dates.use !== "auto") {
    facts.push(`dates with the ${dates.use === "dmy" ? "day" : "month"} first, ${because[dates.by]}`);
  }
  if (decimal?.by && decimal.use !== "auto") {
    facts.push(`cents behind a ${decimal.use}, ${because[decimal.by]}`);
  } else if (csv && decimal?.example) {
    const read = Object.entries(decimal.example.readings).find(([, value]) => value !== null)?.[0];
    if (read) facts.push(`cents behind a ${read}, as each amount shows`);
  }
  return facts;
}

/** What a person has to answer before the import can go on, one sentence each. */
export function questionSentences(
  type: ImportType,
  question: NonNullable<ImportMetadata["question"]>,
): string[] {
  const sentences: string[] = [];
  const { missing, duplicates, ambiguities } = question;
  if (missing.length > 0) {
    const names = missing.map((field) => `“${fieldLabel(type, field)}”`).join(", ");
    sentences.push(
      missing.length === 1
        ? `No column was recognised as ${names}, which every row needs. Choose the one that holds it.`
        : `No columns were recognised as ${names}, which every row needs. Choose the ones that hold them.`,
    );
  }
  for (const { field, columns } of duplicates) {
    const names = columns.map((column) => columnName(column));
    sentences.push(
      `The columns ${names.join(" and ")} could both be “${fieldLabel(type, field)}”. Choose which one is.`,
    );
  }
  for (const [kind, words] of [
    ["date", "Some dates can be read with the day or with the month first. Say below which it is."],
    ["decimal", "In some amounts the separator can mean thousands or decimals. Say below which it is."],
  ] as const) {
    if (ambiguities.some((ambiguity) => ambiguity.kind === kind)) sentences.push(words);
  }
  return sentences;
}
