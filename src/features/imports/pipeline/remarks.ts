import type { Transaction } from "@/libs/database";
import type { Comparison } from "./compare";
import { type ImportType, stagingTables, wordsFor } from "./kinds";
import type { ImportJob } from "./lease";

export interface Remark {
  tone: "info" | "warning";
  text: string;
}

interface Measures {
  known: number;
  met: number;
  in_file: number;
  known_total: string;
  file_total: string;
  total_fell: boolean;
  known_until: string | null;
  file_until: string | null;
  is_older: boolean;
}

/** Below this many known rows a share says nothing. */
const enoughRows = 50;

/**
 * What a person should know before confirming: that the file changes nothing, or that it is hardly the export that
 * they meant. Needs the temporary table `keyed` of compareStaged, so it runs in the same transaction.
 */
export async function remarksOn(
  sql: Transaction,
  job: ImportJob,
  type: ImportType,
  comparison: Comparison,
): Promise<Remark[]> {
  const remarks: Remark[] = [];
  const warn = (text: string) => remarks.push({ tone: "warning", text });
  const { new_count, changed_count, withdrawn_count, unchanged_count } = comparison;
  if (new_count + changed_count + withdrawn_count === 0 && unchanged_count > 0) {
    remarks.push({
      tone: "info",
      text: "This file changes nothing: every row in it is known with the same values.",
    });
  }
  if (job.mode === "snapshot" && job.error_count > 0) {
    warn(
      `${job.error_count} rows could not be read, so no row counts as withdrawn: what is missing may be among them. Mend them and import the whole file again.`,
    );
  }

  const m = await measure(sql, job, type);
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

async function measure(sql: Transaction, job: ImportJob, type: ImportType): Promise<Measures> {
  const organization = job.organization_id;
  const isOrder = type === "purchase_orders";
  const value = isOrder ? sql`order_value` : sql`total`;
  const counts = isOrder ? sql`true` : sql`withdrawn_at is null`;
  const day = isOrder ? sql`null::date` : sql`max(created_date)`;
  const [measures] = await sql<Measures[]>`
    select known.rows as known, file.rows as in_file, met.rows as met, known.total::text as known_total, file.total::text as file_total,
      known.total > 0 and file.total < known.total * 0.9 as total_fell,
      known.until::text as known_until, staged.until::text as file_until, coalesce(staged.until < known.until, false) as is_older
    from (select count(*)::integer as rows, coalesce(sum(${value}), 0) as total, ${day} as until
        from ${sql(`public.${type}`)} where organization_id = ${organization} and ${counts}) known,
      (select count(*)::integer as rows, coalesce(sum(value), 0) as total from keyed) file,
      (select ${day} as until from ${sql(stagingTables(job.id).rows)}) staged,
      (select ((select count(*) from keyed) - count(*))::integer as rows from ${sql(stagingTables(job.id).differences)} where action = 'new') met`;
  return measures!;
}
