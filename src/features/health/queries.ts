import "server-only";
import { ownConnection, type Sql } from "@/libs/database";
import { environment } from "@/libs/environment";
import { logger } from "@/libs/logger";
import { answerWithin } from "@/libs/lost-session";
import { checkDiskSpace } from "./lib/disk-space";
import { Fault, faultWords } from "./lib/fault-words";

export type HealthCheck = "database" | "gateway" | "worker" | "storage" | "disk";
export type Health = Record<HealthCheck, string>;

/** Milliseconds that a check may take. */
const patience = 3_000;
/** Milliseconds for which a part that answered counts as busy, rather than gone, when it doesn't answer in time. */
const tolerance = 20_000;
/** Milliseconds for which an answer is given again: anybody may ask, as often as they like. */
const keptFor = { ok: 5_000, failing: 1_000 };

// Next evaluates modules more than once; what is known must be one per process.
const shared = globalThis as typeof globalThis & {
  aestrakHealth?: { answer?: { until: number; health: Promise<Health> }; session?: Sql };
};
const state = (shared.aestrakHealth ??= {});
const lastOk = new Map<HealthCheck, number>();

/** How each part is: "ok", or in a few words what is wrong with it. Asked by many at once, it looks once. */
export function checkHealth(): Promise<Health> {
  if (state.answer && Date.now() < state.answer.until) return state.answer.health;
  const answer = { until: Infinity, health: checkParts() };
  state.answer = answer;
  void answer.health.then((health) => {
    const isOk = Object.values(health).every((words) => words === "ok");
    answer.until = Date.now() + (isOk ? keptFor.ok : keptFor.failing);
  });
  return answer.health;
}

/** Looks at each part now. Reads only. */
export async function checkParts(): Promise<Health> {
  const facts = askDatabase();
  const [database, gateway, worker, storage, disk] = await Promise.all([
    check("database", async () => {
      const { used, most } = await facts;
      if (used >= most) throw new Fault("no connection free");
    }),
    check("gateway", checkGateway),
    check("worker", async () => {
      if (!(await facts).has_worker) throw new Fault("no sign of life for 45 seconds");
    }),
    check("storage", async () => {
      const { storage: found } = await facts;
      if (!found) throw new Fault("not tried for 5 minutes");
      if (found.fault) throw new Fault(found.fault);
    }),
    check("disk", checkDiskSpace),
  ]);
  return { database, gateway, worker, storage, disk };
}

/** What the database knows. */
interface Facts {
  /** Connections in use, and how many there may be. */
  used: number;
  most: number;
  has_worker: boolean;
  /** What a worker last found, which tries the file store once a minute. */
  storage: { fault: string | null } | null;
}

async function askDatabase(): Promise<Facts> {
  try {
    const [facts] = await answerWithin(
      patience,
      session()<Facts[]>`
        select (select count(*)::integer from pg_catalog.pg_stat_activity where backend_type = 'client backend') as used,
          current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer as most,
          exists (select from private.worker_heartbeats where seen_at > now() - interval '45 seconds') as has_worker,
          (select jsonb_build_object('fault', storage_fault) from private.worker_heartbeats
            where storage_checked_at > now() - interval '5 minutes' order by storage_checked_at desc limit 1) as storage`,
    );
    return facts!;
  } catch (error) {
    // It may hang; the next look takes another.
    hangUp();
    throw (error as { code?: string }).code === "CONNECTION_SILENT" ? new Fault("no answer") : error;
  }
}

/** A session of its own: those of the pool may all be busy, which is no fault. */
function session(): Sql {
  state.session ??= ownConnection();
  return state.session;
}

function hangUp(): void {
  void state.session?.end({ timeout: 0 });
  state.session = undefined;
}

async function checkGateway(): Promise<void> {
  const env = environment();
  const response = await fetch(`${env.NEXT_PUBLIC_SUPABASE_URL}/rest/v1/organizations?select=id&limit=1`, {
    headers: { apikey: env.SUPABASE_SERVICE_ROLE_KEY },
    cache: "no-store",
    signal: AbortSignal.timeout(patience),
  }).catch((error: unknown) => {
    throw (error as Error).name === "TimeoutError" ? error : new Fault("not reachable");
  });
  if (!response.ok) throw new Fault(`answers ${response.status}`);
}

async function check(name: HealthCheck, work: () => Promise<void>): Promise<string> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Fault("no answer")), patience);
  try {
    await Promise.race([work(), late.promise]);
    lastOk.set(name, Date.now());
    return "ok";
  } catch (error) {
    const words = (error as Error).name === "TimeoutError" ? "no answer" : faultWords(error);
    if (words === "no answer" && Date.now() - (lastOk.get(name) ?? 0) < tolerance) {
      logger.info({ check: name }, "health check is slow");
      return "ok";
    }
    logger.warn({ err: error, check: name }, "health check failed");
    return words;
  } finally {
    clearTimeout(timer);
  }
}
