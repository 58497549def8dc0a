"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { wakeWorker } from "@/features/imports/receive";
import { chosenColumns } from "@/features/imports/lib/chosen-columns";
import {
  importActionSchema,
  importMappingSchema,
  importOptionsSchema,
  importReadingSchema,
  type ImportType,
} from "@/features/imports/schema";
import { memberAction, type MemberContext } from "@/libs/access/action";
import { Refusal } from "@/libs/access/refusals";
import type { Transaction } from "@/libs/database";
import { paths } from "@/libs/paths";

/** A member accepts the preview; the worker applies it. */
export const confirmImport = memberAction(
  { name: "confirm_import", input: importActionSchema },
  ({ importId }, context) =>
    moveOn(importId, context, (sql) => sql`select public.confirm_import(${importId}::uuid)`),
);

/** A member drops an import that is not applied. */
export const cancelImport = memberAction(
  { name: "cancel_import", input: importActionSchema },
  ({ importId }, context) =>
    moveOn(importId, context, (sql) => sql`select public.cancel_import(${importId}::uuid)`),
);

/** A member asks for another try at a failed import. */
export const retryImport = memberAction(
  { name: "retry_import", input: importActionSchema },
  ({ importId }, context) =>
    moveOn(importId, context, (sql) => sql`select public.retry_import(${importId}::uuid)`),
);

/** A member takes an applied import back as a whole; the worker does it. */
export const undoImport = memberAction(
  { name: "undo_import", input: importActionSchema },
  async ({ importId }, context) => {
    await moveOn(importId, context, (sql) => sql`select public.request_undo(${importId}::uuid)`);
    redirect(paths.importJob(importId));
  },
);

/** A member answers what the file is (all rows, or only some) and what repeated numbers mean. */
export const chooseImportOptions = memberAction(
  { name: "choose_import_options", input: importOptionsSchema },
  ({ importId, mode, repeatPolicy }, context) =>
    moveOn(
      importId,
      context,
      (sql) =>
        sql`select public.choose_import_options(${importId}::uuid, ${mode}::public.import_mode, ${repeatPolicy}::public.repeat_policy)`,
    ),
);

/** A member says what the columns of the file hold and how its dates and amounts are written. */
export const chooseImportMapping = memberAction(
  { name: "choose_import_mapping", input: importMappingSchema },
  async ({ importId, fields, dateOrder, decimal }, context) => {
    await moveOn(importId, context, async (sql) => {
      const [job] = await sql<{ type: ImportType | null; headers: string[] }[]>`
        select type, coalesce(metadata -> 'headers', '[]') as headers from public.import_jobs
        where organization_id = ${context.member.organization.id} and id = ${importId}::uuid`;
      const columns = chosenColumns(job?.type ?? null, job?.headers ?? [], fields);
      if (typeof columns === "string") throw new Refusal(columns);
      await sql`select public.choose_import_mapping(${importId}::uuid, ${sql.json(columns)}, ${dateOrder}, ${decimal})`;
    });
    redirect(paths.importJob(importId));
  },
);

/** A member says which export, sheet or kind of CSV the file is. */
export const chooseImportReading = memberAction(
  { name: "choose_import_reading", input: importReadingSchema },
  async ({ importId, type, sheet, delimiter, encoding }, context) => {
    await moveOn(
      importId,
      context,
      (sql) =>
        sql`select public.choose_import_reading(${importId}::uuid, ${type}::public.import_type, ${sheet}, ${delimiter}, ${encoding})`,
    );
    redirect(paths.importJob(importId));
  },
);

/** A member drops what is remembered about this kind of export. */
export const forgetImportMapping = memberAction(
  { name: "forget_import_mapping", input: importActionSchema },
  async ({ importId }, context) => {
    await moveOn(importId, context, (sql) => sql`select public.forget_import_mapping(${importId}::uuid)`);
    redirect(paths.importJob(importId));
  },
);

/** Moves an import of the active organization on, then lets the worker take over and the page show the new state. */
async function moveOn(
  importId: string,
  context: MemberContext,
  step: (sql: Transaction) => PromiseLike<unknown>,
): Promise<void> {
  const organizationId = context.member.organization.id;
  await context.transaction(async (sql) => {
    const own = await sql`
      select 1 from public.import_jobs where organization_id = ${organizationId} and id = ${importId}::uuid`;
    if (own.length === 0) throw new Refusal("There is no such import.");
    await step(sql);
  });
  await wakeWorker(importId, organizationId);
  revalidatePath(paths.importJob(importId));
}
