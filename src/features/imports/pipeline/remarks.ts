import type { Remark } from "@/features/imports/lib/import-metadata";
import type { Comparison } from "./comparison";
import { type ImportType, wordsFor } from "./kinds";
import type { ImportJob } from "./lease";

/** Below this many known rows a share says nothing. */
const enoughRows = 50;

/**
 * What a person should know before confirming: that the file changes nothing, what of it is not taken, or that it is
 * hardly the export that they meant.
 * @param setAside rows that were refused because another row of their key was
 * @param knowsOrders whether the organization has any purchase order
 */
export function remarksOn(
  job: ImportJob,
  type: ImportType,
  { counts, measures: m, shortOfParts }: Comparison,
  setAside: number,
  knowsOrders: boolean,
): Remark[] {
  const remarks: Remark[] = [];
  const warn = (text: string) => remarks.push({ tone: "warning", text });
  const { new_count, changed_count, withdrawn_count, unchanged_count } = counts;
  if (new_count + changed_count + withdrawn_count === 0 && unchanged_count > 0) {
    remarks.push({
      tone: "info",
      text: "This file changes nothing: every row in it is known with the same values.",
    });
  }
  if (type === "quantity_surveys" && m.in_file > 0 && counts.orphan_count === m.in_file) {
    warn(
      knowsOrders
        ? `None of the ${m.in_file} quantity surveys names a purchase order that AESTrak knows, so none of them counts in any total. Is this the export of the same client as your purchase orders?`
        : `No purchase orders yet: all ${m.in_file} quantity surveys are without an order and count in no total. Import the purchase orders first, or both files together; this preview is then computed again.`,
    );
  }
  if (job.mode === "snapshot" && job.error_count > 0) {
    warn(
      `${job.error_count} rows could not be read, so no row counts as withdrawn: what is missing may be among them. Mend them and import the whole file again.`,
    );
  }
  if (setAside > 0) {
    const isSurvey = type === "quantity_surveys";
    warn(
      `${setAside === 1 ? "One row is" : `${setAside} rows are`} not taken because another row of the same ${isSurvey ? "quantity survey" : "purchase order line"} could not be read: ${isSurvey ? "parts are numbered in file order, and would shift" : "it could be the one that counts"}. What AESTrak knows of them stays. Correct the rows that could not be read and import all of them together.`,
    );
  }
  if (shortOfParts.count > 0) {
    const { count, qs_number, purchase_order_no } = shortOfParts;
    warn(
      `Of ${count === 1 ? "one quantity survey" : `${count} quantity surveys`}, such as ${qs_number} of ${purchase_order_no}, this file holds fewer parts than AESTrak knows. Parts are numbered in file order, so these may be taken for others, and the last ones stay beside them: import all parts of a survey together.`,
    );
  }

  if (m.known < enoughRows) return remarks;
  const percent = (part: number) => `${((part * 100) / m.known).toFixed(1)} %`;
  if (m.met < m.known / 5) {
    warn(
      `Only ${m.met} of the ${m.known} ${wordsFor[type]} that AESTrak knows are in this file (${percent(m.met)}). Is it the export of another client, or of a part?`,
    );
  } else if (m.in_file < m.known * 0.8) {
    warn(
      `The file holds ${m.in_file} ${wordsFor[type]}; AESTrak knows ${m.known}. A cumulative export only grows: it may be cut off.`,
    );
  }
  if (m.total_fell) {
    warn(
      `The file's total is ${m.file_total}, more than a tenth below the ${m.known_total} that AESTrak knows.`,
    );
  }
  if (m.is_older) {
    warn(
      `The latest survey in this file is of ${m.file_until}; AESTrak already knows surveys up to ${m.known_until}. It looks older than the last import, and would set changed rows back.`,
    );
  }
  return remarks;
}
