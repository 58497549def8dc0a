import { randomUUID } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { questionSentences } from "@/features/imports/lib/reading-words";
import { receiveImport, wakeWorker } from "@/features/imports/receive";
import { importMetadataSchema } from "@/features/imports/schema";
import { database } from "@/libs/database";
import { organizationBySlug } from "./organization";

export interface ImportOptions {
  org: string;
  kind?: "purchase-orders" | "quantity-surveys";
  snapshot?: boolean;
  yes?: boolean;
}

type Print = (json: object, lines: string[]) => void;

interface JobRow {
  id: string;
  type: "purchase_orders" | "quantity_surveys" | null;
  status: string;
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
  alerts_opened: number | null;
  money_before: string | null;
  money_after: string | null;
  stage_ms: number | null;
  apply_ms: number | null;
  failure_reason: string | null;
  metadata: {
    alerts?: { step: string }[];
    conflicts?: { purchase_order_no: string; qs_number: string | null; rows: number[] }[];
  };
}

/** Stages a file, prints the preview, and applies it when told to. @throws with a sentence when it fails */
export async function importFile(file: string, options: ImportOptions, print: Print): Promise<void> {
  const organization = await organizationBySlug(options.org);
  if (!isFile(file)) throw new Error(`There is no file ${file}.`);
  const { importId } = await receiveImport({
    organizationId: organization.id,
    userId: null,
    request: { ip: null, userAgent: "aestrak command line", requestId: randomUUID() },
    fileName: basename(file),
    content: createReadStream(file),
    source: "command_line",
    mode: options.snapshot ? "snapshot" : "incremental",
    kind: options.kind && (options.kind.replace("-", "_") as "purchase_orders" | "quantity_surveys"),
  });
  let job = await settled(importId);
  if (job.status === "awaiting_confirmation" && options.yes) {
    await confirm(importId, organization.id, job);
    job = await settled(importId);
  }
  if (job.status === "failed") throw new Error(`${basename(file)}: ${job.failure_reason}`);
  if (job.status === "awaiting_mapping") {
    const { question } = importMetadataSchema.parse(job.metadata);
    const sentences = job.type && question ? questionSentences(job.type, question) : [];
    const open = `Open the import in the browser to answer; the answer is remembered (import ${job.id}).`;
    throw new Error(`${basename(file)}: ${[...sentences, open].join(" ")}`);
  }
  print(asJson(job), asLines(basename(file), job));
}

async function confirm(importId: string, organizationId: string, job: JobRow): Promise<void> {
  const [conflict] = job.metadata.conflicts ?? [];
  const [decided] = await database()`
    update public.import_jobs set status = 'pending', phase = 'applying', progress = 0, confirmed_at = now()
    where id = ${importId} and status = 'awaiting_confirmation' and (conflict_count = 0 or repeat_policy <> 'fault') returning id`;
  if (!decided && conflict) {
    throw new Error(
      `${job.conflict_count} keys repeat with different values (${conflict.purchase_order_no} ${conflict.qs_number ?? ""}, rows ${conflict.rows.join(", ")}). ` +
        "Open the import in the browser and say whether they are parts or corrections; the answer is remembered.",
    );
  }
  await wakeWorker(importId, organizationId);
}

/** Waits until the worker is done with the job, for now or for good. */
async function settled(importId: string): Promise<JobRow> {
  for (let waited = 0; ; waited += 100) {
    const [job] = await database()<JobRow[]>`select * from public.import_jobs where id = ${importId}`;
    if (!job) throw new Error("The import is gone: its organization was removed.");
    if (!["pending", "processing"].includes(job.status)) return job;
    if (waited === 60_000 && job.status === "pending") {
      console.error(
        "No worker has taken the import for a minute. Is AESTrak's worker running? Still waiting.",
      );
    }
    await delay(100);
  }
}

function asJson(job: JobRow): object {
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
    alerts_opened:
      job.alerts_opened ?? (job.metadata.alerts ?? []).filter(({ step }) => step === "open").length,
    money_before: job.money_before,
    money_after: job.money_after,
    stage_ms: job.stage_ms,
    apply_ms: job.apply_ms,
  };
}

function asLines(name: string, job: JobRow): string[] {
  const words = job.type === "purchase_orders" ? "purchase orders" : "quantity surveys";
  const nothing = job.new_count === 0 && job.changed_count === 0 && job.withdrawn_count === 0;
  return [
    `${name}: ${job.row_count} rows of ${words}, ${job.error_count} with errors`,
    `  ${job.new_count} new, ${job.changed_count} changed, ${job.unchanged_count} unchanged, ${job.duplicate_count} duplicates, ${job.orphan_count} orphans`,
    `  ${job.type === "purchase_orders" ? "authorised" : "spent"} ${job.money_before} → ${job.money_after}`,
    ...(nothing ? ["  It changes nothing."] : []),
    job.status === "succeeded"
      ? `  Applied: ${job.alerts_opened} alerts opened.`
      : `  Not applied. Import it with --yes, or confirm it in the browser (import ${job.id}).`,
  ];
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
