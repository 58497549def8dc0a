import "server-only";
import {
  importMetadata,
  type ImportMetadata,
  readingDecisions,
  type ReadingDecisions,
} from "@/features/imports/lib/import-metadata";
import { importIdSchema } from "@/features/imports/schema";
import type {
  ImportMode,
  ImportPhase,
  ImportState,
  ImportStatus,
  ImportType,
  RepeatPolicy,
} from "@/features/imports/schema";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

/** An uploaded file as it is stored. */
type ImportFile = { name: string; byteSize: number; sha256: string; storageKey: string };

/** Numbers of rows; null until comparing has counted them. */
type ImportCounts = {
  rows: number | null;
  new: number | null;
  changed: number | null;
  unchanged: number | null;
  duplicates: number | null;
  conflicts: number | null;
  orphans: number | null;
  withdrawn: number | null;
  errors: number;
  changedOrderValues: number | null;
  alertsOpened: number | null;
};

export type ImportJob = {
  id: string;
  type: ImportType | null;
  source: "browser" | "command_line" | "api";
  mode: ImportMode;
  repeatPolicy: RepeatPolicy;
  /** Of the preview or question that is shown; see the column's comment. */
  previewVersion: number;
  status: ImportStatus;
  phase: ImportPhase;
  progress: number;
  createdAt: string;
  confirmedAt: string | null;
  finishedAt: string | null;
  createdBy: string | null;
  confirmedBy: string | null;
  undoneAt: string | null;
  /** Null also for an operator at the command line. */
  undoneBy: string | null;
  counts: ImportCounts;
  /** Decimal strings; see the columns' comments. */
  moneyBefore: string | null;
  moneyAfter: string | null;
  /** "unexpected" is AESTrak's own fault; every other code is about the file. */
  failureCode: string | null;
  failureReason: string | null;
  metadata: ImportMetadata;
  reading: ReadingDecisions;
  file: ImportFile;
};

const jobColumns =
  `id, type, source, mode, repeat_policy, preview_version, status, phase, progress::text, created_at, confirmed_at, finished_at,
  created_by, confirmed_by, undone_at, undo_requested_by, row_count, new_count, changed_count, unchanged_count, duplicate_count, conflict_count,
  orphan_count, withdrawn_count, error_count, changed_order_values, alerts_opened,
  money_before::text, money_after::text, failure_code, failure_reason, metadata, reading,
  import_files!inner(file_name, byte_size::text, sha256, storage_key)` as const;

/** One import with everything but its lists; null when the organization has none of this id. */
export async function importJob(organizationId: string, importId: string): Promise<ImportJob | null> {
  if (!importIdSchema.safeParse(importId).success) return null;
  const supabase = await supabaseServerClient();
  const { data: job } = await supabase
    .from("import_jobs")
    .select(jobColumns)
    .eq("organization_id", organizationId)
    .eq("id", importId)
    .maybeSingle()
    .throwOnError();
  if (!job) return null;
  const names = await namesOf([job.created_by, job.confirmed_by, job.undo_requested_by]);
  return {
    id: job.id,
    type: job.type,
    source: job.source,
    mode: job.mode,
    repeatPolicy: job.repeat_policy,
    previewVersion: job.preview_version,
    status: job.status,
    phase: job.phase,
    progress: Number(job.progress),
    createdAt: job.created_at,
    confirmedAt: job.confirmed_at,
    finishedAt: job.finished_at,
    createdBy: names.get(job.created_by ?? "") ?? null,
    confirmedBy: names.get(job.confirmed_by ?? "") ?? null,
    undoneAt: job.undone_at,
    undoneBy: names.get(job.undo_requested_by ?? "") ?? null,
    counts: {
      rows: job.row_count,
      new: job.new_count,
      changed: job.changed_count,
      unchanged: job.unchanged_count,
      duplicates: job.duplicate_count,
      conflicts: job.conflict_count,
      orphans: job.orphan_count,
      withdrawn: job.withdrawn_count,
      errors: job.error_count,
      changedOrderValues: job.changed_order_values,
      alertsOpened: job.alerts_opened,
    },
    moneyBefore: job.money_before,
    moneyAfter: job.money_after,
    failureCode: job.failure_code,
    failureReason: job.failure_reason,
    metadata: importMetadata(job.metadata, job.status),
    reading: readingDecisions.parse(job.reading),
    file: {
      name: job.import_files.file_name,
      byteSize: Number(job.import_files.byte_size),
      sha256: job.import_files.sha256,
      storageKey: job.import_files.storage_key,
    },
  };
}

/** The part of an import that changes while the worker is at it. */
export function importStateOf(job: ImportJob): ImportState {
  return {
    status: job.status,
    phase: job.phase,
    progress: job.progress,
    rowCount: job.counts.rows,
    failureReason: job.failureReason,
  };
}

/** That part alone, cheaply, for the question every second; null when the organization has no such import. */
export async function importState(organizationId: string, importId: string): Promise<ImportState | null> {
  if (!importIdSchema.safeParse(importId).success) return null;
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("import_jobs")
    .select("status, phase, progress::text, row_count, failure_reason")
    .eq("organization_id", organizationId)
    .eq("id", importId)
    .maybeSingle()
    .throwOnError();
  return (
    data && {
      status: data.status,
      phase: data.phase,
      progress: Number(data.progress),
      rowCount: data.row_count,
      failureReason: data.failure_reason,
    }
  );
}

async function namesOf(ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("user_profiles")
    .select("user_id, full_name, email")
    .in("user_id", wanted)
    .throwOnError();
  return new Map(data.map(({ user_id, full_name, email }) => [user_id, full_name || email]));
}
