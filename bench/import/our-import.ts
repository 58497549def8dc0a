import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { SampleManifest } from "../../stack/samples/manifest";

export interface StepTimes {
  week: number;
  kind: string;
  rows: number;
  stage_ms: number;
  apply_ms: number;
  counts: Record<string, number>;
}

/** Imports each week's two exports into an empty organization, one after the other, in this process. */
export async function ourImport(
  url: string,
  folder: string,
  weeks: SampleManifest[],
): Promise<{ steps: StepTimes[]; peak_rss_mb: number; total_spent: string }> {
  Object.assign(process.env, {
    DATABASE_URL: url,
    AESTRAK_FILE_DIRECTORY: join(folder, "files"),
    AESTRAK_SITE_URL: "http://localhost:3000",
    NEXT_PUBLIC_SUPABASE_URL: "http://localhost:1",
    NEXT_PUBLIC_SUPABASE_ANON_KEY: "-",
    SUPABASE_SERVICE_ROLE_KEY: "-",
    SMTP_URL: "smtp://127.0.0.1:1",
    LOG_LEVEL: "info",
  });
  const { database } = await import("../../src/libs/database");
  const { receiveImport } = await import("../../src/features/imports/receive");
  const { workOnImport } = await import("../../src/features/imports/jobs");
  const sql = database();
  const user = randomUUID();
  await sql`insert into auth.users (id, email) values (${user}, 'bench@example.com')`;
  const [made] = await sql<
    { id: string }[]
  >`select private.create_organization_for(${user}, 'bench@example.com', '', 'Bench', 'bench') as id`;
  const organizationId = made!.id;
  const hooks = { applied: async () => {}, failed: async () => {} };

  let peak = 0;
  const sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const steps: StepTimes[] = [];
  for (const [index, manifest] of weeks.entries()) {
    for (const file of [manifest.purchaseOrdersFile, manifest.quantitySurveysFile]) {
      const { importId } = await receiveImport({
        organizationId,
        userId: user,
        request: { ip: null, userAgent: null, requestId: "bench" },
        fileName: "export.xlsx",
        content: createReadStream(file),
        source: "command_line",
        mode: "snapshot",
      });
      await workOnImport({ organizationId, importId }, hooks);
      await sql`update public.import_jobs set status = 'pending', phase = 'applying', confirmed_at = now() where id = ${importId}`;
      await workOnImport({ organizationId, importId }, hooks);
      const [job] = await sql`select * from public.import_jobs where id = ${importId}`;
      if (job?.status !== "succeeded")
        throw new Error(`The import ended as ${job?.status}: ${job?.failure_reason}`);
      steps.push({
        week: index + 1,
        kind: job.type as string,
        rows: job.row_count as number,
        stage_ms: job.stage_ms as number,
        apply_ms: job.apply_ms as number,
        counts: {
          new: job.new_count,
          changed: job.changed_count,
          withdrawn: job.withdrawn_count,
          unchanged: job.unchanged_count,
        },
      });
    }
  }
  clearInterval(sampler);
  const [total] = await sql<
    { total: string }[]
  >`select sum(total_spent)::text as total from public.purchase_orders`;
  const expected = weeks.at(-1)!.totalSpent;
  if (total!.total !== expected) throw new Error(`The total is ${total!.total}, and should be ${expected}.`);
  return { steps, peak_rss_mb: Math.round(peak / 1024 / 1024), total_spent: total!.total };
}
