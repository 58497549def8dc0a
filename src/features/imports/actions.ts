"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { wakeWorker } from "@/features/imports/receive";
import { chosenColumns } from "@/features/imports/lib/chosen-columns";
import {
  importActionSchema,
  importMappingSchema,
  importMetadata,
  importOptionsSchema,
  importReadingSchema,
  importUndoSchema,
  type ImportType,
} from "@/features/imports/schema";
import { memberAction, type MemberContext } from "@/libs/access/action";
import { Refusal } from "@/libs/access/refusals";
import type { Transaction } from "@/libs/database";
import { paths } from "@/libs/paths";

/**
 * A member accepts the preview that they see; the worker applies it. An answer on their screen that it was not computed
 * with, because nothing has saved it yet, counts: the preview is computed with it, and nothing is applied.
 */
export const confirmImport = memberAction(
  { name: "confirm_import", input: importOptionsSchema },
  (shown, context) =>
    moveOn(shown.importId, context, async (sql) => {
      const { importId, previewVersion, mode, repeatPolicy } = shown;
      const answered = await sql`
        select from public.import_jobs
        where organization_id = ${context.member.organization.id} and id = ${importId}::uuid
          and preview_version = ${previewVersion} and status = 'awaiting_confirmation' and (mode <> ${mode} or repeat_policy <> ${repeatPolicy})`;
      if (answered.length > 0) return answer(sql, shown);
      return sql`
        select public.confirm_import(${importId}::uuid, ${previewVersion}::integer, ${mode}::public.import_mode, ${repeatPolicy}::public.repeat_policy)`;
    }),
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
  { name: "undo_import", input: importUndoSchema },
  async ({ importId, dataVersion }, context) => {
    await moveOn(
      importId,
      context,
      (sql) => sql`select public.request_undo(${importId}::uuid, ${dataVersion}::bigint)`,
    );
    redirect(paths.importJob(importId));
  },
);

/** A member answers what the file is (all rows, or only some) and what repeated numbers mean. */
export const chooseImportOptions = memberAction(
  { name: "choose_import_options", input: importOptionsSchema },
  (answers, context) => moveOn(answers.importId, context, (sql) => answer(sql, answers)),
);

function answer(sql: Transaction, answers: z.output<typeof importOptionsSchema>) {
  const { importId, previewVersion, mode, repeatPolicy } = answers;
  return sql`
    select public.choose_import_options(${importId}::uuid, ${mode}::public.import_mode, ${repeatPolicy}::public.repeat_policy, ${previewVersion}::integer)`;
}

/** A member says what the columns of the file hold and how its dates and amounts are written. */
export const chooseImportMapping = memberAction(
  { name: "choose_import_mapping", input: importMappingSchema },
  async ({ importId, previewVersion, fields, dateOrder, decimal }, context) => {
    await moveOn({ importId, previewVersion }, context, async (sql) => {
      const [job] = await sql<{ type: ImportType | null; metadata: unknown; status: string }[]>`
        select type, metadata, status from public.import_jobs
        where organization_id = ${context.member.organization.id} and id = ${importId}::uuid`;
      const columns = chosenColumns(job!.type, importMetadata(job!.metadata, job!.status).headers, fields);
      if (typeof columns === "string") throw new Refusal(columns);
      await sql`select public.choose_import_mapping(${importId}::uuid, ${sql.json(columns)}, ${dateOrder}, ${decimal})`;
    });
    redirect(paths.importJob(importId));
  },
);

/** A member says which export, sheet or kind of CSV the file is. */
export const chooseImportReading = memberAction(
  { name: "choose_import_reading", input: importReadingSchema },
  async ({ importId, previewVersion, type, sheet, delimiter, encoding }, context) => {
    await moveOn(
      { importId, previewVersion },
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

/**
 * Moves an import of the active organization on, then lets the worker take over and the page show the new state.
 * With a version, only as long as the worker has not read the file again since it was shown.
 */
async function moveOn(
  shown: string | { importId: string; previewVersion: number },
  context: MemberContext,
  step: (sql: Transaction) => PromiseLike<unknown>,
): Promise<void> {
  const organizationId = context.member.organization.id;
  const { importId, previewVersion } = typeof shown === "string" ? { importId: shown } : shown;
  await context.transaction(async (sql) => {
    const [own] = await sql<{ preview_version: number }[]>`
      select preview_version from public.import_jobs where organization_id = ${organizationId} and id = ${importId}::uuid`;
    if (!own) throw new Refusal("There is no such import.");
    if (previewVersion !== undefined && previewVersion !== own.preview_version) {
      throw new Refusal(
        "The file was read again after you opened this page, perhaps with other columns. Reload the page, then answer.",
      );
    }
    await step(sql);
  });
  await wakeWorker(importId, organizationId);
  revalidatePath(paths.importJob(importId));
}
