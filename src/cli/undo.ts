import { setTimeout as delay } from "node:timers/promises";
import { undoSentence } from "@/features/imports/lib/undo-words";
import { wakeWorker } from "@/features/imports/receive";
import { importIdSchema } from "@/features/imports/schema";
import { database } from "@/libs/database";

type Print = (json: object, lines: string[]) => void;

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
  refusal: null;
}

type Preview = Effect | { refusal: { sentence: string; import_id?: string } };

interface Job {
  id: string;
  organization_id: string;
  status: string;
  failure_reason: string | null;
  file_name: string;
}

/** Of the purchase orders that move, the command line names this many. */
const namedOrders = 10;

/**
 * Prints what undoing an import would do, and undoes it when told to.
 * @throws with a sentence when it is refused or fails
 */
export async function undoImport(id: string, options: { yes?: boolean }, print: Print): Promise<void> {
  const job = await jobOf(id);
  const preview = await previewOf(job);
  if (preview.refusal) {
    const { sentence, import_id: first } = preview.refusal;
    throw new Error(first ? `${sentence} (aestrak undo ${first})` : sentence);
  }
  const { status } = options.yes ? await undone(job) : job;
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

async function undone({ id, organization_id }: Job): Promise<Job> {
  await database()`select private.begin_undo(${id}, null)`;
  await wakeWorker(id, organization_id);
  for (;;) {
    const job = await jobOf(id);
    if (job.status === "undone") return job;
    if (job.status === "succeeded") throw new Error(`It was not undone: ${job.failure_reason}`);
    await delay(100);
  }
}

async function jobOf(given: string): Promise<Job> {
  const id = importIdSchema.safeParse(given.trim()).data;
  if (!id) throw new Error(`"${given}" is no id of an import.`);
  const [job] = await database()<Job[]>`
    select j.id, j.organization_id, j.status, j.failure_reason, f.file_name
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
