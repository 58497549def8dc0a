"use server";

import { revalidatePath } from "next/cache";
import { wakeWorker } from "@/features/imports/receive";
import { importActionSchema, importOptionsSchema } from "@/features/imports/schema";
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
