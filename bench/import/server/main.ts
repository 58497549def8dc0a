import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { ensureBuilt } from "../../../stack/build";
import type { SampleManifest } from "../../../stack/samples/manifest";
import { aestrak, createOrganizationOfKnownAdmin } from "../../../tests/installation/command-line";
import {
  removeDataDirectory,
  type RunningInstallation,
  startInstallation,
  temporaryDataDirectory,
} from "../../../tests/installation/start";
import { ask, type Latency, type Phase, Viewers } from "./latency";
import { logIn } from "../../../tests/installation/login";

export interface ServerLatency {
  /** Milliseconds of the first ten answers of a server that was started minutes ago, by what was asked for. */
  cold: Record<string, number[]>;
  /** By phase of the imports (idle: none), then by what was asked for. */
  latency: Partial<Record<Phase, Record<string, Latency>>>;
  rows: number;
  imports: { stage_ms: number; apply_ms: number; worker_peak_rss_mb: number }[];
  pause_ms: number;
}

const idleSeconds = 40;
const uploadBytesPerMs = 12_500;
const warmUpRounds = 200;

/**
 * Measures how long pages and an API route of a real installation take while other organizations' surveys are imported,
 * one file after the other, all rows of them new. Who looks has imported the same files before.
 * @param imports how many
 * @param pause milliseconds between an answer and the next request for the same thing, on average
 */
export async function latencyDuringImports(
  manifest: SampleManifest,
  { imports, pause }: { imports: number; pause: number },
): Promise<ServerLatency> {
  await ensureBuilt((step) => console.error(step));
  const directory = temporaryDataDirectory();
  const installation = await startInstallation(directory);
  const sql = postgres(installation.databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const looking = await organization(installation, sql, "looking", [
      manifest.purchaseOrdersFile,
      manifest.quantitySurveysFile,
    ]);
    const importing = [];
    for (let number = 1; number <= imports; number += 1) {
      importing.push(
        await organization(installation, sql, `importing-${number}`, [manifest.purchaseOrdersFile]),
      );
    }
    const { siteUrl } = installation;
    const targets = {
      dashboard: `${siteUrl}/dashboard`,
      purchase_orders: `${siteUrl}/purchase-orders`,
      import_state: `${siteUrl}/api/imports/${looking.importId}`,
    };
    const cold = await warmUp(targets, looking.cookie);
    const viewers = new Viewers(targets, looking.cookie, pause);
    viewers.phase = "idle";
    await delay(idleSeconds * 1_000);
    const done: ServerLatency["imports"] = [];
    for (const { cookie } of importing) {
      viewers.phase = "uploading";
      const importId = await upload(siteUrl, cookie, manifest.quantitySurveysFile);
      viewers.phase = "staging";
      await reach(sql, importId, "awaiting_confirmation");
      viewers.phase = "applying";
      await sql`
        select private.begin_apply(j.id, null, j.preview_version, j.mode, j.repeat_policy) from public.import_jobs j where j.id = ${importId}`;
      const { stage_ms, apply_ms, peak_rss_mb } = await reach(sql, importId, "succeeded");
      done.push({ stage_ms, apply_ms, worker_peak_rss_mb: peak_rss_mb });
    }
    return { cold, latency: await viewers.stop(), rows: manifest.rows, imports: done, pause_ms: pause };
  } finally {
    await sql.end();
    await installation.stop();
    removeDataDirectory(directory);
  }
}

/**
 * Asks until the server runs as one that was started this morning: Node compiles what is used often.
 * @returns how long the first ten answers took
 */
async function warmUp(targets: Record<string, string>, cookie: string): Promise<Record<string, number[]>> {
  const taken: Record<string, number[]> = {};
  for (let round = 0; round < warmUpRounds; round += 1) {
    for (const [name, address] of Object.entries(targets)) {
      const startedAt = performance.now();
      await ask(address, cookie);
      (taken[name] ??= []).push(Math.round(performance.now() - startedAt));
    }
  }
  return Object.fromEntries(Object.entries(taken).map(([name, all]) => [name, all.slice(0, 10)]));
}

/** Makes an organization, imports files into it and logs its admin in. */
async function organization(
  { directory, siteUrl }: RunningInstallation,
  sql: postgres.Sql,
  slug: string,
  files: string[],
): Promise<{ cookie: string; importId: string }> {
  const made = await createOrganizationOfKnownAdmin(directory, {
    name: slug,
    slug,
    email: `${slug}@example.com`,
  });
  const { code, stderr } = await aestrak(directory, "import", ...files, "--org", slug, "--yes");
  if (code !== 0) throw new Error(stderr);
  const [job] = await sql<{ id: string }[]>`
    select id from public.import_jobs where organization_id = ${made.organization_id} order by created_at desc limit 1`;
  const cookie = await logIn(siteUrl, made.admin_email, made.password);
  return { cookie, importId: job!.id };
}

/** As over a fast line, 100 Mbit/s: over loopback, sender and server would fill both cores for a moment. */
async function upload(siteUrl: string, cookie: string, file: string): Promise<string> {
  const blob = await openAsBlob(file);
  const description = new URLSearchParams({ name: basename(file), size: String(blob.size) });
  const headers = { cookie, origin: siteUrl, "content-type": "application/octet-stream" };
  const startedAt = performance.now();
  let sent = 0;
  const paced = new TransformStream<Uint8Array, Uint8Array>({
    async transform(chunk, controller) {
      const early = sent / uploadBytesPerMs - (performance.now() - startedAt);
      if (early > 0) await delay(early);
      sent += chunk.length;
      controller.enqueue(chunk);
    },
  });
  const request: RequestInit & { duplex: "half" } = {
    method: "POST",
    body: blob.stream().pipeThrough(paced),
    duplex: "half",
    headers,
  };
  const answer = await fetch(`${siteUrl}/api/imports/upload?${description}`, request);
  if (answer.status !== 201) throw new Error(`The upload answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { importId: string }).importId;
}

interface Job {
  status: string;
  failure_reason: string | null;
  stage_ms: number;
  apply_ms: number;
  peak_rss_mb: number;
}

async function reach(sql: postgres.Sql, importId: string, status: string): Promise<Job> {
  for (;;) {
    const [job] = await sql<Job[]>`
      select status, failure_reason, stage_ms, apply_ms, peak_rss_mb from public.import_jobs where id = ${importId}`;
    if (job?.status === status) return job;
    if (job?.failure_reason) throw new Error(job.failure_reason);
    await delay(50);
  }
}
