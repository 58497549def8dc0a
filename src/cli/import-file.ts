import { randomUUID } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { questionSentences } from "@/features/imports/lib/reading-words";
import { receiveImport, wakeWorker } from "@/features/imports/receive";
import { importMetadataSchema } from "@/features/imports/schema";
import { database, type RequestContext } from "@/libs/database";
import type { ImportedJob } from "./import-report";

export interface ImportOptions {
  org: string;
  kind?: "purchase-orders" | "quantity-surveys";
  snapshot?: boolean;
  yes?: boolean;
}

/**
 * Sends one file, waits for its preview, and has it applied when told to.
 * @returns its import, previewed or applied
 * @throws with a sentence when it is neither
 */
export async function importFile(
  organizationId: string,
  file: string,
  options: ImportOptions,
): Promise<ImportedJob> {
  if (!isFile(file)) throw new Error(`There is no file ${file}.`);
  const request = { ip: null, userAgent: "aestrak command line", requestId: randomUUID() };
  const { importId } = await receiveImport({
    organizationId,
    userId: null,
    request,
    fileName: basename(file),
    content: createReadStream(file),
    source: "command_line",
    mode: options.snapshot ? "snapshot" : "incremental",
    kind: options.kind && (options.kind.replace("-", "_") as "purchase_orders" | "quantity_surveys"),
  });
  let job = await settled(importId);
  if (job.status === "awaiting_confirmation" && options.yes) {
    await confirm(organizationId, file, job, request);
    job = await settled(importId);
  }
  if (job.status === "failed") throw new Error(`${basename(file)}: ${job.failure_reason}`);
  if (job.status === "awaiting_mapping") {
    const { question } = importMetadataSchema.parse(job.metadata);
    const sentences = job.type && question ? questionSentences(job.type, question) : [];
    const open = `Open the import in the browser to answer; the answer is remembered (import ${job.id}).`;
    throw new Error(`${basename(file)}: ${[...sentences, open].join(" ")}`);
  }
  return job;
}

async function confirm(
  organizationId: string,
  file: string,
  job: ImportedJob,
  request: RequestContext,
): Promise<void> {
  const [conflict] = job.metadata.conflicts ?? [];
  if (conflict && job.repeat_policy === "fault") {
    throw new Error(
      `${basename(file)}: ${job.conflict_count} keys repeat with different values (${conflict.purchase_order_no} ${conflict.qs_number ?? ""}, rows ${conflict.rows.join(", ")}). ` +
        "Open the import in the browser and say whether they are parts or corrections; the answer is remembered.",
    );
  }
  const context = JSON.stringify({ user_agent: request.userAgent, request_id: request.requestId });
  await database().begin(async (sql) => {
    await sql`select set_config('aestrak.request', ${context}, true)`;
    await sql`select private.begin_apply(${job.id}, null)`;
  });
  await wakeWorker(job.id, organizationId);
}

/** Waits until the worker is done with the import, for now or for good. */
async function settled(importId: string): Promise<ImportedJob> {
  for (let waited = 0; ; waited += 100) {
    const [job] = await database()<ImportedJob[]>`select * from public.import_jobs where id = ${importId}`;
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

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
