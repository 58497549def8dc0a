import {
  bestExample,
  type DateReading,
  type Decided,
  type DecimalReading,
  type Example,
  type FileEvidence,
} from "@/features/imports/lib/value-conventions";
import { columnsOf } from "@/features/imports/lib/columns";
import type { FoundHeader } from "./header-row";
import type { Samples } from "./header-search";
import { kindOf } from "./kinds";
import type { Inspected } from "./reader-messages";

/** What is kept of a convention: by whom it was decided, and a cell that shows what it does. */
type KeptConvention<Reading extends string> = Decided<Reading> & { example: Example<Reading> | null };

/** What a person has to say before an import can go on. */
export interface Question {
  /** Required fields that no column fills. */
  missing: string[];
  /** Fields that several columns match equally well, with the columns, counted from 0. */
  duplicates: { field: string; columns: number[] }[];
  /** Fields whose text cells can be read in two ways, with examples from the file. */
  ambiguities: (Example<string> & { kind: "date" | "decimal"; count: number })[];
}

export interface DescribedFile {
  inspected: Inspected;
  sheet: string;
  header: FoundHeader;
  samples: Samples;
  unknownStatuses: string[];
  conventions: { dates: KeptConvention<DateReading>; decimals: KeptConvention<DecimalReading> } | null;
  question: Question | null;
}

/** How a file was understood, as it is kept in `import_jobs.metadata` for the preview and the mapping page. */
export function describeFile(file: DescribedFile) {
  const { header, inspected, samples } = file;
  const { byColumn, confidence, unmapped } = header.match;
  return {
    sheets: inspected.sheets,
    csv: inspected.csv,
    sheet: file.sheet,
    header_row: header.row,
    headers: header.headers,
    mapping: header.headers.map((name, column) => ({
      header: name,
      field: byColumn[column] ?? null,
      confidence: confidence[column] ?? null,
      samples: samples[column] ?? [],
    })),
    unmapped: unmapped.map(({ header: name }) => name),
    unknown_statuses: file.unknownStatuses,
    conventions: file.conventions && {
      date_order: file.conventions.dates,
      decimal: file.conventions.decimals,
    },
    question: file.question,
  };
}

/** What is in question about the columns of a header row. */
export function columnQuestion({ type, match }: FoundHeader): Question {
  const required = columnsOf[kindOf[type]].filter((column) => column.required !== "no");
  return {
    missing: required.map(({ field }) => field).filter((field) => !match.byColumn.includes(field)),
    duplicates: match.duplicates.map(({ field, columns }) => ({ field, columns })),
    ambiguities: [],
  };
}

/** What is in question about the values: the conventions that are to be asked. */
export function valueQuestion(
  evidence: FileEvidence,
  asked: { dates: boolean; decimals: boolean },
): Question {
  const ambiguities: Question["ambiguities"] = [];
  const ask = (kind: "date" | "decimal", { doubtful }: FileEvidence["dates"] | FileEvidence["decimals"]) => {
    for (const example of doubtful.examples) ambiguities.push({ ...example, kind, count: doubtful.count });
  };
  if (asked.dates) ask("date", evidence.dates);
  if (asked.decimals) ask("decimal", evidence.decimals);
  return { missing: [], duplicates: [], ambiguities };
}

/** The decisions about a file with a cell each that shows them. */
export function keptConventions(
  evidence: FileEvidence,
  dates: Decided<DateReading>,
  decimals: Decided<DecimalReading>,
): NonNullable<DescribedFile["conventions"]> {
  return {
    dates: { ...dates, example: bestExample(evidence.dates) },
    decimals: { ...decimals, example: bestExample(evidence.decimals) },
  };
}
