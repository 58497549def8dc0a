import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { workerFlags } from "../../stack/children";
import type { SampleManifest } from "../../stack/samples/manifest";
import type { TemporaryPostgres } from "../../stack/temporary-postgres";
import type { ClientStep, Request } from "./client/main";
import { watchMemory } from "./memory";
import { answerOf, endProgram, startProgram } from "./programs";

export interface OurStep extends ClientStep {
  /** The worker's own, its reader thread included. */
  peak_rss_mb: number;
}

/**
 * Imports week 1, week 2 and week 2's surveys once more into an empty organization, as in production: the worker is
 * the real program in a process of its own, the client a second one that uploads, confirms and looks.
 */
export async function importWithOurs(
  database: TemporaryPostgres,
  weeks: SampleManifest[],
): Promise<OurStep[]> {
  const files = join(database.directory, "files");
  mkdirSync(files, { recursive: true });
  const environment = {
    DATABASE_URL: database.url("postgres"),
    AESTRAK_FILE_DIRECTORY: files,
    AESTRAK_SITE_URL: "http://localhost:3000",
    NEXT_PUBLIC_SUPABASE_URL: "http://localhost:1",
    NEXT_PUBLIC_SUPABASE_ANON_KEY: "-",
    SUPABASE_SERVICE_ROLE_KEY: "-",
    SMTP_URL: "smtp://127.0.0.1:1",
    LOG_LEVEL: "error",
  };
  const worker = startProgram("src/worker/main.ts", environment, workerFlags);
  const client = startProgram("bench/import/client/main.ts", environment);
  const memory = watchMemory(worker.pid!);
  try {
    const steps: OurStep[] = [];
    await answerOf(client, [worker]);
    const requests: Request[] = [
      ...weeks.flatMap((manifest, index) => [
        { name: `week ${index + 1} purchase orders`, file: manifest.purchaseOrdersFile, manifest },
        { name: `week ${index + 1} quantity surveys`, file: manifest.quantitySurveysFile, manifest },
      ]),
      {
        name: "week 2 quantity surveys again",
        file: weeks.at(-1)!.quantitySurveysFile,
        manifest: weeks.at(-1)!,
      },
    ];
    for (const request of requests) {
      memory.lap();
      client.send(request);
      const step = await answerOf<ClientStep>(client, [worker]);
      steps.push({ ...step, peak_rss_mb: memory.lap() });
    }
    return steps;
  } finally {
    memory.stop();
    await endProgram(client);
    await endProgram(worker);
  }
}
