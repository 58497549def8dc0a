import "server-only";
import { database } from "@/libs/database";
import { environment } from "@/libs/environment";
import { probeFileStore } from "@/libs/file-store";
import { logger } from "@/libs/logger";

export type HealthCheck = "database" | "gateway" | "worker" | "storage";

/** A check that takes longer than this counts as failed. Milliseconds. */
const patience = 3_000;

/** Tries each part that AESTrak needs: "ok", or in a few words what is wrong with it. */
export async function checkHealth(): Promise<Record<HealthCheck, string>> {
  const [databaseCheck, gateway, worker, storage] = await Promise.all([
    check("database", async () => {
      await database()`select 1`;
    }),
    check("gateway", checkGateway),
    check("worker", checkWorker),
    check("storage", probeFileStore),
  ]);
  return { database: databaseCheck, gateway, worker, storage };
}

async function checkGateway(): Promise<void> {
  const env = environment();
  const response = await fetch(`${env.NEXT_PUBLIC_SUPABASE_URL}/rest/v1/organizations?select=id&limit=1`, {
    headers: { apikey: env.SUPABASE_SERVICE_ROLE_KEY },
    cache: "no-store",
  });
  if (!response.ok) throw new Error(`answers ${response.status}`);
}

async function checkWorker(): Promise<void> {
  const [alive] =
    await database()`select 1 from private.worker_heartbeats where seen_at > now() - interval '45 seconds' limit 1`;
  if (!alive) throw new Error("no sign of life for 45 seconds");
}

async function check(name: HealthCheck, work: () => Promise<void>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(new Error("no answer")), patience);
    });
    await Promise.race([work(), late]);
    return "ok";
  } catch (error) {
    logger.warn({ err: error, check: name }, "health check failed");
    // Details (addresses, names of roles) stay in the log.
    return error instanceof Error && /^(no answer|no sign of life|answers )/.test(error.message)
      ? error.message
      : "failing";
  } finally {
    clearTimeout(timer);
  }
}
