import { basename } from "node:path";
import { importMetadata } from "@/features/imports/schema";

/** A row of import_jobs, as far as the command line tells of it; money is decimal text. */
export interface ImportedJob {
  id: string;
  type: "purchase_orders" | "quantity_surveys" | null;
  status: string;
  phase: string;
  /** Of the phase, 0 to 1. */
  progress: string;
  row_count: number | null;
  new_count: number | null;
  changed_count: number | null;
  unchanged_count: number | null;
  duplicate_count: number | null;
  conflict_count: number | null;
  orphan_count: number | null;
  withdrawn_count: number | null;
  error_count: number;
  changed_order_values: number | null;
  /** In a preview, those that would open. */
  alerts_opened: number | null;
  money_before: string | null;
  money_after: string | null;
  stage_ms: number | null;
  apply_ms: number | null;
  /** Of the worker, in MiB. */
  peak_rss_mb: number | null;
  preview_version: number;
  mode: "incremental" | "snapshot";
  repeat_policy: "fault" | "parts" | "corrections";
  failure_reason: string | null;
  metadata: unknown;
}

/** What became of one file of a call; `waiting` where a person has to answer first. */
export type FileOutcome = { file: string } & (
  | { job: ImportedJob }
  | { error: string; waiting: ImportedJob | undefined }
);

/** What --json prints of a file. */
function fileAsJson(outcome: FileOutcome) {
  const { file } = outcome;
  if ("job" in outcome) return { file, ...jobAsJson(outcome.job) };
  const { error, waiting } = outcome;
  return waiting
    ? { file, job_id: waiting.id, status: waiting.status, error }
    : { file, status: "failed", error };
}

export function jobAsJson(job: ImportedJob) {
  return {
    job_id: job.id,
    kind: job.type?.replace("_", "-"),
    status: job.status,
    rows: job.row_count,
    new: job.new_count,
    changed: job.changed_count,
    unchanged: job.unchanged_count,
    duplicates: job.duplicate_count,
    conflicts: job.conflict_count,
    orphans: job.orphan_count,
    withdrawn: job.withdrawn_count,
    errors: job.error_count,
    changed_order_values: job.changed_order_values,
    alerts_opened: job.alerts_opened,
    money_before: job.money_before,
    money_after: job.money_after,
    stage_ms: job.stage_ms,
    apply_ms: job.apply_ms,
    peak_rss_mb: job.peak_rss_mb,
    warnings: warningsOf(job),
  };
}

const summed = [
  "rows",
  "new",
  "changed",
  "unchanged",
  "duplicates",
  "conflicts",
  "withdrawn",
  "errors",
  "changed_order_values",
  "alerts_opened",
  "stage_ms",
  "apply_ms",
] as const;

/**
 * The one object that --json prints: of one file what became of it; of several the sums, with the peak of memory the
 * highest and the status `mixed` unless it is the same of all. `files` holds each of them in the order of their import.
 */
export function outcomesAsJson(outcomes: readonly FileOutcome[]): object {
  const files = outcomes.map(fileAsJson);
  const [only] = files;
  if (only && files.length === 1) return { ...only, files };
  const done = outcomes.flatMap((outcome) => ("job" in outcome ? [jobAsJson(outcome.job)] : []));
  const sums = summed.map((name) => [name, done.reduce((sum, file) => sum + (file[name] ?? 0), 0)]);
  return {
    status: files.every(({ status }) => status === only?.status) ? only?.status : "mixed",
    ...(Object.fromEntries(sums) as Record<(typeof summed)[number], number>),
    peak_rss_mb: Math.max(0, ...done.map((file) => file.peak_rss_mb ?? 0)),
    files,
  };
}

/** What the preview warned of, as its page shows it. */
function warningsOf(job: ImportedJob): string[] {
  return importMetadata(job.metadata, job.status)
    .remarks.filter(({ tone }) => tone === "warning")
    .map(({ text }) => text);
}

/** What people read of one file. */
export function jobAsLines(file: string, job: ImportedJob): string[] {
  const words = job.type === "purchase_orders" ? "purchase orders" : "quantity surveys";
  const nothing = job.new_count === 0 && job.changed_count === 0 && job.withdrawn_count === 0;
  return [
    `${basename(file)}: ${job.row_count} rows of ${words}, ${job.error_count} with errors`,
    `  ${job.new_count} new, ${job.changed_count} changed, ${job.unchanged_count} unchanged, ${job.withdrawn_count ?? 0} withdrawn, ${job.duplicate_count} duplicates, ${job.orphan_count} orphans`,
    ...(job.changed_order_values ? [`  ${job.changed_order_values} order values changed`] : []),
    `  ${job.type === "purchase_orders" ? "authorised" : "spent"} ${job.money_before} → ${job.money_after}`,
    ...(nothing ? ["  It changes nothing."] : []),
    ...warningsOf(job).map((text) => `  Careful: ${text}`),
    job.status === "succeeded"
      ? `  Applied: ${job.alerts_opened} alerts opened.`
      : `  Not applied. Import it with --yes, or confirm it in the browser (import ${job.id}).`,
  ];
}
