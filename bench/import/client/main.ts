// Stands for the web server: uploads, confirms as the person would, and asks for the state until it is there.
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { receiveImport, wakeWorker } from "@/features/imports/receive";
import { asUser, database } from "@/libs/database";
import type { SampleManifest } from "../../../stack/samples/manifest";
import { answerMessages } from "../programs";
import { requireTotals } from "./totals";

export interface Request {
  name: string;
  file: string;
  manifest: SampleManifest;
}

/** Milliseconds on the client's clock, but for the last two, which the worker noted. */
export interface ClientStep {
  name: string;
  rows: number;
  counts: { new: number; changed: number; withdrawn: number; unchanged: number };
  /** Taking the file in and hashing it; the worker may begin before this ends. */
  upload_ms: number;
  upload_to_preview_ms: number;
  confirm_to_committed_ms: number;
  stage_ms: number;
  apply_ms: number;
}

interface Job {
  status: string;
  failure_reason: string | null;
  type: "purchase_orders" | "quantity_surveys";
  row_count: number;
  new_count: number;
  changed_count: number;
  withdrawn_count: number;
  unchanged_count: number;
  stage_ms: number;
  apply_ms: number;
}

const sql = database();
const request = { ip: null, userAgent: null, requestId: "bench" };
const userId = randomUUID();
await sql`insert into auth.users (id, email) values (${userId}, 'bench@example.com')`;
const [made] = await sql<{ id: string }[]>`
  select private.create_organization_for(${userId}, 'bench@example.com', '', 'Bench', 'bench') as id`;
const organizationId = made!.id;

// The worker answers when it has made its queue.
while (!(await sql`select 1 from private.worker_heartbeats`.then((rows) => rows.length > 0))) await delay(50);
answerMessages(importFile);

async function importFile({ name, file, manifest }: Request): Promise<ClientStep> {
  const uploadedAt = performance.now();
  const { importId } = await receiveImport({
    organizationId,
    userId,
    request,
    fileName: "export.xlsx",
    content: createReadStream(file),
    source: "command_line",
    mode: "snapshot",
  });
  const upload_ms = since(uploadedAt);
  await reach(importId, "awaiting_confirmation");
  const upload_to_preview_ms = since(uploadedAt);

  const confirmedAt = performance.now();
  await asUser(
    { id: userId },
    request,
    (own) => own`
      select public.confirm_import(j.id, j.preview_version, j.mode, j.repeat_policy) from public.import_jobs j where j.id = ${importId}`,
  );
  await wakeWorker(importId, organizationId);
  const job = await reach(importId, "succeeded");
  const confirm_to_committed_ms = since(confirmedAt);

  await requireTotals(sql, job.type, manifest);
  return {
    name,
    rows: job.row_count,
    counts: {
      new: job.new_count,
      changed: job.changed_count,
      withdrawn: job.withdrawn_count,
      unchanged: job.unchanged_count,
    },
    upload_ms,
    upload_to_preview_ms,
    confirm_to_committed_ms,
    stage_ms: job.stage_ms,
    apply_ms: job.apply_ms,
  };
}

async function reach(importId: string, status: string): Promise<Job> {
  for (;;) {
    const [job] = await sql<Job[]>`select * from public.import_jobs where id = ${importId}`;
    if (job?.status === status) return job;
    if (job?.status === "failed") throw new Error(`The import failed: ${job.failure_reason}`);
    await delay(20);
  }
}

function since(start: number): number {
  return Math.round(performance.now() - start);
}
