import { logger } from "@/libs/logger";

/** A refusal that its reader can do something about; its message is shown as it is. */
export class Refusal extends Error {
  override name = "Refusal";
}

/** Errors that our database functions raise on purpose, with a sentence for the reader. */
const meantForReaders = new Set(["42501", "P0002", "55000", "22023", "54000"]);

/** Whether the database raised this error on purpose, with a sentence for the reader. */
export function isMeantForReaders(error: unknown): error is Error {
  const code = (error as { code?: string }).code;
  return (
    error instanceof Error &&
    code !== undefined &&
    meantForReaders.has(code) &&
    !error.message.startsWith("permission denied")
  );
}

interface Where {
  action: string;
  requestId: string;
}

/**
 * Logs that somebody was kept from something, for whoever looks for attempts to get past a check. Not its sentence,
 * which may name people; who it was stands in the access log under the same number.
 */
export function logRefusal(reason: string, where: Where): void {
  logger.warn({ ...where, reason }, "refused");
}

/**
 * The sentence to show for a failed action. Anything unexpected is logged whole and shown as a number to quote; a
 * missing right and a limit that is reached are logged by name.
 */
export function sentenceFor(error: unknown, where: Where): string {
  if (error instanceof Refusal) {
    if (error.name !== "Refusal") logRefusal(error.name, where);
    return error.message;
  }
  if (isMeantForReaders(error)) {
    if ((error as { code?: string }).code === "42501") logRefusal("no right", where);
    return error.message;
  }
  logger.error({ ...where, err: error }, "action failed");
  return `That did not work, and nothing was changed. Try again; if it stays so, quote ${where.requestId.slice(0, 8)} to your operator.`;
}
