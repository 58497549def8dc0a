// The background worker: takes imports from upload to preview and from confirmation to applied, and sends mail.
// With --beside-pages it shares its machine with the database and the web server, and lets them go first.
import { PgBoss } from "pg-boss";
import { randomUUID } from "node:crypto";
import { database } from "@/libs/database";
import { environment } from "@/libs/environment";
import type { JobPayloads } from "@/libs/jobs";
import { logger } from "@/libs/logger";
import { version } from "@/libs/version";
import { dropLeftoverStaging, forgottenImports, sweepFiles, workOnImports } from "@/features/imports/jobs";
import { keepOutdatedFigures } from "@/features/dashboard/jobs";
import { SignOfLife } from "@/features/health/jobs";
import { deactivateMembersWithoutAccount } from "@/features/organizations/jobs";
import { every, type Routine } from "./every";
import { BehindPages, stepBack } from "./priority";
import { endInOrder, within } from "./orderly-end";
import { surviveLostSessions } from "@/libs/survive-lost-sessions";
import { importHooks, sendDueMail } from "./wiring";

async function start(): Promise<void> {
  const isBesidePages = process.argv.includes("--beside-pages");
  if (isBesidePages) stepBack();
  surviveLostSessions();
  const sql = database();
  const boss = new PgBoss({
    connectionString: environment().DATABASE_URL,
    max: 6,
    useListenNotify: true,
    // The job of a worker that died keeps its organization's place in the queue until this look finds it; by default
    // that is a minute, on top of the heartbeat. Whoever finds a dead run looks at once, and may a second later.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 1,
  });
  boss.on("error", (error) => logger.error({ err: error }, "job queue"));
  await boss.start();
  await boss.createQueue("import", {
    notify: true,
    retryLimit: 3,
    retryDelay: 2,
    heartbeatSeconds: 20,
    expireInSeconds: 3600,
    deleteAfterSeconds: 24 * 3600,
  });
  // One import of an organization at a time, two organizations side by side: as many as a small machine has cores.
  const concurrency = {
    localConcurrency: 2,
    groupConcurrency: 1,
    pollingIntervalSeconds: 2,
    notifyPollingIntervalSeconds: 10,
  };
  const stopping = new AbortController();
  const sign = new SignOfLife(randomUUID(), version);
  const routines: Pick<Routine, "stop">[] = [];
  // From here on there may be something in hand.
  endInOrder(async () => {
    stopping.abort();
    const inHand = [...routines.map((routine) => routine.stop()), boss.stop({ timeout: 7_000 })];
    await within(7_500, Promise.allSettled(inHand));
    await within(1_000, sign.end());
    await sql.end({ timeout: 1 });
  });
  const behindPages = isBesidePages ? new BehindPages(sql) : null;
  if (behindPages) routines.push(behindPages);
  const heavily = (work: () => Promise<void>) => behindPages?.during(work) ?? work();
  // What an import changes is reckoned anew right after it; what a new day or a threshold changes, within a minute.
  const figures = every(60_000, "kept figures", () => heavily(() => keepOutdatedFigures(sql)));
  await boss.work<JobPayloads["import"]>("import", concurrency, async ([job]) => {
    if (!job) return;
    await heavily(() => workOnImports(job.data, importHooks, stopping.signal));
    figures.now();
  });

  // A slow mail server is no silent database: a round takes as long as its mails do, one after another.
  const mail = every(
    5_000,
    "mail",
    async (signal) => {
      if (await sendDueMail(signal)) mail.now();
    },
    Infinity,
  );
  // At once, rather than with the next round: the mail should be there before its reader asks. Heard once more when the
  // connection stands again, for what was said while it did not.
  await sql.listen("mail_queued", mail.now, mail.now);

  routines.push(
    mail,
    figures,
    every(10_000, "heartbeat", () => sign.beat()),
    every(60_000, "file store", () => sign.tryStore()),
    every(3_000, "forgotten imports", async () => {
      const forgotten = await forgottenImports(sql);
      // The job of a run that died would keep the next one waiting.
      if (forgotten.length > 0) await boss.supervise("import");
      for (const payload of forgotten) {
        await boss.send("import", payload, { group: { id: payload.organizationId } });
      }
    }),
    every(600_000, "leftover staging", () => dropLeftoverStaging(sql)),
    every(3_600_000, "leftover files", async (signal) => {
      const swept = await sweepFiles(sql, { signal });
      if (Object.values(swept).some((count) => count > 0)) logger.info(swept, "files swept");
    }),
    every(600_000, "alerts that return", async () => {
      await sql`select private.return_due_alerts()`;
    }),
    every(600_000, "sessions that ran out", async () => {
      await sql`select private.sweep_sessions()`;
    }),
    every(3_600_000, "members without an account", () => deactivateMembersWithoutAccount(sql)),
  );
  logger.info({ version }, "worker started");
}

start().catch((error: unknown) => {
  logger.fatal({ err: error }, "the worker could not start");
  process.exit(1);
});
