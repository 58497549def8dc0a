import type { Transaction } from "@/libs/database";
import type { MovedAlert } from "./apply";
import type { ImportJob } from "./lease";

/** What other features do in the apply transaction, or after an import failed. */
export interface ImportHooks {
  /** In the transaction that applies: queue the mail about alerts that moved. */
  applied(sql: Transaction, job: ImportJob, moved: MovedAlert[]): Promise<void>;
  /** In the transaction that undoes, after the alerts stand as they did: correct the mail that told otherwise. */
  undone(sql: Transaction, job: ImportJob): Promise<void>;
  /** In the transaction that marks the failure. */
  failed(sql: Transaction, job: ImportJob, reason: string): Promise<void>;
}
