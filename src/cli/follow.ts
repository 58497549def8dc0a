import { setTimeout as delay } from "node:timers/promises";
import { counted } from "@/libs/formatters";
import { database } from "@/libs/database";
import { answerWithin, hangsAfter, isSessionLost } from "@/libs/lost-session";
import { CommandEnd } from "./ends";
import type { ImportedJob } from "./import-report";
import { complain, showProgress } from "./output";

/** Milliseconds for which a database that went away is waited for: a restart takes a few seconds. */
const patience = 15_000;
/** Milliseconds after which an import that nobody takes is remarked on. */
const lonely = 60_000;

/**
 * Waits until the worker is done with an import, for now or for good, showing how far it is.
 * @param name of its file, for people
 * @param then what a person should know when the database goes away, in a sentence
 * @throws CommandEnd when the database goes away and doesn't come back soon
 */
export async function follow(importId: string, name: string, then: string): Promise<ImportedJob> {
  const startedAt = Date.now();
  let answeredAt = Date.now();
  let isLonely = false;
  for (;;) {
    try {
      const [job] = await answerWithin(
        hangsAfter,
        database()<ImportedJob[]>`select * from public.import_jobs where id = ${importId}`,
      );
      if (!job) throw new Error(`${name}: The import is gone: its organization was removed.`);
      if (!["pending", "processing"].includes(job.status)) return job;
      answeredAt = Date.now();
      showProgress(`${name}: ${doing(job)}`);
      if (!isLonely && job.status === "pending" && answeredAt - startedAt > lonely) {
        isLonely = true;
        complain("No worker has taken the import for a minute. Is AESTrak's worker running? Still waiting.");
      }
    } catch (error) {
      if (!isSessionLost(error)) throw error;
      if (Date.now() - answeredAt > patience) throw databaseLost(importId, name, then, error);
      showProgress(`${name}: the database does not answer; still trying`);
      await delay(400);
    }
    await delay(100);
  }
}

/** What the worker does, with what it knows of the numbers so far. */
function doing(job: ImportedJob): string {
  const rows = job.row_count === null ? "rows" : counted(job.row_count, "row", "rows");
  const share = Number(job.progress) > 0 ? `, ${Math.floor(Number(job.progress) * 100)} %` : "";
  switch (job.phase) {
    case "queued":
      return "waiting for the worker";
    case "inspecting":
      return "reading the headings";
    case "staging":
      return `staging rows${share}`;
    case "comparing":
      return `comparing ${rows}${share}`;
    case "applying":
      return job.new_count === null
        ? "applying"
        : `applying ${job.new_count} new, ${job.changed_count ?? 0} changed, ${job.withdrawn_count ?? 0} withdrawn${share}`;
    case "undoing":
      return `undoing${share}`;
    default:
      return "working";
  }
}

function databaseLost(importId: string, name: string, then: string, cause: unknown): CommandEnd {
  return new CommandEnd("unreachable", `${name}: The database went away. ${then} (import ${importId})`, {
    cause,
  });
}
