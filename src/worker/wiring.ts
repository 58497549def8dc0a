import { database } from "@/libs/database";
import { environment } from "@/libs/environment";
import type { ImportHooks } from "@/features/imports/jobs";

/** What an import sets off in other features, within its own transaction. */
export const importHooks: ImportHooks = {
  async applied() {},
  async failed() {},
};

export async function sendDueMail(): Promise<void> {}
