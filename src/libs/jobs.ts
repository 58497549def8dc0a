import "server-only";
import { PgBoss } from "pg-boss";
import { environment } from "@/libs/environment";
import { logger } from "@/libs/logger";

/** Every job names the organization it works for; a handler refuses one whose resource belongs to another. */
export interface JobPayloads {
  import: { organizationId: string; importId: string };
}

export type QueueName = keyof JobPayloads;

const shared = globalThis as typeof globalThis & { aestrakQueue?: Promise<PgBoss> };

/** The queue as the web server and the command line use it: to send, not to work. */
function sender(): Promise<PgBoss> {
  shared.aestrakQueue ??= (async () => {
    const boss = new PgBoss({
      connectionString: environment().DATABASE_URL,
      max: 2,
      supervise: false,
      schedule: false,
      migrate: false,
      createSchema: false,
    });
    boss.on("error", (error) => logger.error({ err: error }, "job queue"));
    try {
      return await boss.start();
    } catch (error) {
      // Its connections would stay open, and be told when the database goes.
      await boss.stop({ graceful: false }).catch(() => {});
      throw error;
    }
  })().catch((error: unknown) => {
    shared.aestrakQueue = undefined;
    throw error;
  });
  return shared.aestrakQueue;
}

/**
 * Wakes a worker. Losing this call loses nothing: what is to be done stands in the database, and the worker looks
 * there by itself every few seconds.
 */
export async function wake<Name extends QueueName>(queue: Name, payload: JobPayloads[Name]): Promise<void> {
  try {
    const boss = await sender();
    await boss.send(queue, payload, { group: { id: payload.organizationId } });
  } catch (error) {
    // The worker makes the queue, and may not have come to it yet on its very first start.
    const isExpected = error instanceof Error && error.message === "pg-boss is not installed";
    logger[isExpected ? "debug" : "warn"](
      { err: error, queue },
      "the worker could not be woken; it will find the job by itself",
    );
  }
}

/** Closes this process's connections to the queue. */
export async function closeJobs(): Promise<void> {
  const opened = await shared.aestrakQueue?.catch(() => undefined);
  shared.aestrakQueue = undefined;
  await opened?.stop({ graceful: false, close: true });
}
