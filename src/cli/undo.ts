import { undoSentence } from "@/features/imports/lib/undo-words";
import { wakeWorker } from "@/features/imports/receive";
import { importIdSchema } from "@/features/imports/schema";
import { database } from "@/libs/database";
import { isSessionLost } from "@/libs/lost-session";
import { CommandEnd } from "./ends";
import { follow } from "./follow";
import { organizationBySlug } from "./organization";
import type { Print } from "./output";

interface Effect {
  type: "purchase_orders" | "quantity_surveys";
  removed: number;
  restored: number;
  unlinked: number;
  money_before: string;
  money_after: string;
  order_count: number;
  orders: {
    purchase_order_no: string;
    is_removed: boolean;
    spent_before: string;
    spent_after: string;
    level_before: string;
    level_after: string | null;
  }[];
  alerts_removed: number;
  alerts_restored: number;
  /** What the organization's data was when this was computed. */
  data_version: number;
  refusal: null;
}

type Preview = Effect | { refusal: { sentence: string; import_id?: string } };

interface Job {
  id: string;
  organization_id: string;
  status: string;
  file_name: string;
}

const goesOn =
  "The undo is not lost: it goes on as soon as AESTrak runs again (npm start, or the next command).";
/** Of the purchase orders that move, the command line names this many. */
const namedOrders = 10;

/**
 * Prints what undoing an import would do, and undoes it when told to.
 * @throws with a sentence when it is refused or fails
 */
export async function undoImport(
  id: string,
  options: { org?: string; yes?: boolean },
  print: Print,
): Promise<void> {
  const organization = options.org === undefined ? null : await organizationBySlug(options.org);
  const job = await jobOf(id);
  if (organization && organization.id !== job.organization_id) {
    throw new Error(`${organization.name} has no import ${job.id}.`);
  }
  const preview = await previewOf(job);
  if (preview.refusal) {
    const { sentence, import_id: first } = preview.refusal;
    throw new Error(first ? `${sentence} (aestrak undo ${first})` : sentence);
  }
  const { status } = options.yes ? await undone(job, preview.data_version) : job;
  const { removed, restored, unlinked, alerts_removed, alerts_restored, money_before, money_after } = preview;
  print(
    {
      job_id: job.id,
      status,
      removed,
      restored,
      unlinked,
      alerts_removed,
      alerts_restored,
      money_before,
      money_after,
    },
    asLines(job, preview, status),
  );
}

async function undone(
  { id, organization_id, file_name }: Job,
  shownVersion: number,
): Promise<{ status: string }> {
  try {
    await database()`select private.begin_undo(${id}, null, ${shownVersion})`;
    await wakeWorker(id, organization_id);
  } catch (error) {
    // Whether it was taken, its state tells once the database is back.
    if (!isSessionLost(error)) throw error;
  }
  const job = await follow(id, file_name, goesOn);
  if (job.status === "succeeded") {
    throw new Error(`It was not undone: ${job.failure_reason ?? "the database went away. Try again."}`);
  }
  return job;
}

async function jobOf(given: string): Promise<Job> {
  const id = importIdSchema.safeParse(given.trim()).data;
  if (!id) throw new CommandEnd("misused", `"${given}" is no id of an import.`);
  const [job] = await database()<Job[]>`
    select j.id, j.organization_id, j.status, f.file_name
    from public.import_jobs j join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
    where j.id = ${id}`;
  if (!job) throw new Error(`There is no import ${id}.`);
  return job;
}

async function previewOf({ id }: Job): Promise<Preview> {
  const [row] = await database()<{ preview: Preview }[]>`
    select private.preview_undo(j) as preview from public.import_jobs j where j.id = ${id}`;
  return row!.preview;
}

function asLines(job: Job, preview: Effect, status: string): string[] {
  const words = preview.type === "purchase_orders" ? "authorised" : "spent";
  const orders = preview.orders.slice(0, namedOrders);
  const more = preview.order_count - orders.length;
  return [
    `${job.file_name}: ${undoSentence(preview)}`,
    `  ${words} ${preview.money_before} → ${preview.money_after}`,
    `  ${preview.alerts_removed} alerts removed, ${preview.alerts_restored} put back`,
    ...orders.map(
      (order) =>
        `  ${order.purchase_order_no}: spent ${order.spent_before} → ${order.spent_after}, ` +
        `${order.level_before.replace("_", " ")} → ${order.is_removed ? "removed" : order.level_after?.replace("_", " ")}`,
    ),
    ...(more > 0 ? [`  and ${more} more purchase order lines`] : []),
    status === "undone" ? "  Undone." : "  Not undone. Undo it with --yes.",
  ];
}
