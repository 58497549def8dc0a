import { randomUUID } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { questionSentences } from "@/features/imports/lib/reading-words";
import { receiveImport, wakeWorker } from "@/features/imports/receive";
import { importMetadata } from "@/features/imports/schema";
import { database, type RequestContext } from "@/libs/database";
import { isSessionLost } from "@/libs/lost-session";
import { CommandEnd } from "./ends";
import { follow } from "./follow";
import type { ImportedJob } from "./import-report";
import { showProgress } from "./output";

export interface ImportOptions {
  org: string;
  kind?: "purchase-orders" | "quantity-surveys";
  snapshot?: boolean;
  yes?: boolean;
}

/** An import that waits for the answer of a person. */
export class Unanswered extends CommandEnd {
  readonly job: ImportedJob;

  constructor(job: ImportedJob, message: string) {
    super("unanswered", message);
    this.job = job;
  }
}

const goesOn =
  "The import is not lost: it goes on as soon as AESTrak runs again (npm start, or the next command).";
const unconfirmed = "It was not confirmed yet: to apply it, import the file again with --yes.";

/**
 * Sends one file, waits for its preview, and has it applied when told to.
 * @returns its import, previewed or applied
 * @throws with a sentence when it is neither; Unanswered when a person has to say something first
 */
export async function importFile(
  organizationId: string,
  file: string,
  options: ImportOptions,
): Promise<ImportedJob> {
  if (!isFile(file)) throw new Error(`There is no file ${file}.`);
  const name = basename(file);
  const request = { ip: null, userAgent: "aestrak command line", requestId: randomUUID() };
  const importId = await sent(organizationId, file, options, request);
  let job = await follow(importId, name, options.yes ? `${goesOn} ${unconfirmed}` : goesOn);
  for (let isConfirmed = false; options.yes && job.status === "awaiting_confirmation" && !isConfirmed;) {
    refuseRepeats(job, name);
    isConfirmed = await confirm(organizationId, job, request);
    job = await follow(importId, name, isConfirmed ? goesOn : `${goesOn} ${unconfirmed}`);
  }
  if (job.status === "failed") throw new Error(`${name}: ${job.failure_reason}`);
  if (job.status === "awaiting_mapping") {
    const { question } = importMetadata(job.metadata, job.status);
    const sentences = job.type && question ? questionSentences(job.type, question) : [];
    const open = `Open the import in the browser to answer; the answer is remembered (import ${job.id}).`;
    throw new Unanswered(job, `${name}: ${[...sentences, open].join(" ")}`);
  }
  return job;
}

async function sent(
  organizationId: string,
  file: string,
  options: ImportOptions,
  request: RequestContext,
): Promise<string> {
  const name = basename(file);
  showProgress(`${name}: sending`);
  try {
    const { importId } = await receiveImport({
      organizationId,
      userId: null,
      request,
      fileName: name,
      content: createReadStream(file),
      source: "command_line",
      mode: options.snapshot ? "snapshot" : "incremental",
      kind: options.kind && (options.kind.replace("-", "_") as "purchase_orders" | "quantity_surveys"),
    });
    return importId;
  } catch (error) {
    if (!isSessionLost(error)) throw error;
    throw new CommandEnd(
      "unreachable",
      `${name}: The database went away while the file was sent. Import it again: rows that did arrive are not counted twice.`,
      { cause: error },
    );
  }
}

/** Keys that repeat with other values stop an import with --yes until somebody has said what that means. */
function refuseRepeats(job: ImportedJob, name: string): void {
  const [conflict] = importMetadata(job.metadata, job.status).conflicts;
  if (!conflict || job.repeat_policy !== "fault") return;
  throw new Unanswered(
    job,
    `${name}: ${job.conflict_count} keys repeat with different values (${conflict.purchase_order_no} ${conflict.qs_number ?? ""}, rows ${conflict.rows.join(", ")}). ` +
      "Open the import in the browser and say whether they are parts or corrections; the answer is remembered.",
  );
}

/** @returns false when the database went away meanwhile, so that it is unknown whether it took the confirmation */
async function confirm(organizationId: string, job: ImportedJob, request: RequestContext): Promise<boolean> {
  const context = JSON.stringify({ user_agent: request.userAgent, request_id: request.requestId });
  try {
    await database().begin(async (sql) => {
      await sql`select set_config('aestrak.request', ${context}, true)`;
      await sql`select private.begin_apply(${job.id}, null, ${job.preview_version}, ${job.mode}, ${job.repeat_policy})`;
    });
  } catch (error) {
    if (isSessionLost(error)) return false;
    throw error;
  }
  await wakeWorker(job.id, organizationId);
  return true;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
