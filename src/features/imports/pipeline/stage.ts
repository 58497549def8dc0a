import type { ValueOptions } from "@/features/imports/lib/cell-values";
import { decideConvention } from "@/features/imports/lib/value-conventions";
import type { Sql } from "@/libs/database";
import { answerWithin, hangsAfter } from "@/libs/lost-session";
import { columnQuestion, describeFile, keptConventions, valueQuestion } from "./file-description";
import type { ImportType } from "./kinds";
import type { Lease } from "./lease";
import { readFile } from "./read-file";
import { readingSettings } from "./reading-settings";
import { setAsideIncomplete } from "./refused-rows";
import { clearStaged, dropReading, publishReading } from "./staging-tables";

/** What became of a file: its rows wait in the staging table, or somebody has to say first how it is to be read. */
export type Staged = { type: ImportType; description: ReturnType<typeof describeFile> } & (
  | { isOpen: true }
  /** `setAside`: of the refused rows, those with nothing wrong in themselves. */
  | { isOpen: false; rows: number; refusedRows: number; setAside: number }
);

/**
 * Streams a file's rows into the import's own staging table: a thread reads and validates, this one copies, so the
 * two overlap. What an earlier run left is dropped first. Where cells can be read in two ways and the rest of the file
 * or an earlier answer tells in which, the file is read once more in that way.
 * @throws FileFault when the file can't be read; LeaseLost
 */
export async function stageFile(sql: Sql, lease: Lease, path: string): Promise<Staged> {
  try {
    return await readAsDecided(sql, lease, path);
  } finally {
    await dropReading(sql, lease);
  }
}

async function readAsDecided(sql: Sql, lease: Lease, path: string): Promise<Staged> {
  const settings = await answerWithin(hangsAfter, readingSettings(sql, lease.job));
  const { chosen } = settings;
  const options: ValueOptions = { dateOrder: chosen.dateOrder ?? "auto", decimal: chosen.decimal ?? "auto" };
  const reading = await readFile(sql, lease, path, settings, options);
  const { inspected } = reading;
  if (reading.open) {
    const { header, sheet, samples } = reading.open;
    const question = columnQuestion(header);
    const description = {
      inspected,
      sheet,
      header,
      samples,
      unknownStatuses: [],
      conventions: null,
      question,
    };
    return { isOpen: true, type: header.type, description: describeFile(description) };
  }
  const { header, end } = reading;
  const { evidence, sheet, samples } = end;
  const remembered = settings.remembered[header.type];
  const dates = decideConvention(evidence.dates, {
    chosen: chosen.dateOrder,
    remembered: remembered.dateOrder,
  });
  const decimals = decideConvention(evidence.decimals, {
    chosen: chosen.decimal,
    remembered: remembered.decimal,
  });
  const undecided = { use: "auto", by: null } as const;
  const described = (unknownStatuses: string[], question: ReturnType<typeof valueQuestion> | null) => {
    const [byDate, byDecimal] = [
      dates === "ask" ? undecided : dates,
      decimals === "ask" ? undecided : decimals,
    ];
    const conventions = keptConventions(evidence, byDate, byDecimal);
    return describeFile({ inspected, sheet, header, samples, unknownStatuses, conventions, question });
  };
  if (dates === "ask" || decimals === "ask") {
    await clearStaged(lease);
    const question = valueQuestion(evidence, { dates: dates === "ask", decimals: decimals === "ask" });
    return { isOpen: true, type: header.type, description: described([], question) };
  }
  let last = end;
  if (dates.use !== options.dateOrder || decimals.use !== options.decimal) {
    const again = await readFile(sql, lease, path, settings, { dateOrder: dates.use, decimal: decimals.use });
    if (again.open) throw new Error("A file was read in two ways with different headers.");
    last = again.end;
  }
  const setAside = await lease.fenced(async (tx) => {
    const count = await setAsideIncomplete(tx, lease, header.type);
    await publishReading(tx, lease);
    return count;
  });
  const { rows, refusedRows, unknownStatuses } = last;
  return {
    isOpen: false,
    type: header.type,
    rows,
    refusedRows: refusedRows + setAside,
    setAside,
    description: described(unknownStatuses, null),
  };
}
