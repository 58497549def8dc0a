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

/**
 * The sentence to show for a failed action. Anything unexpected is logged whole and shown as a number to quote.
 */
export function sentenceFor(error: unknown, where: { action: string; requestId: string }): string {
  if (error instanceof Refusal) return error.message;
  if (isMeantForReaders(error)) return error.message;
  logger.error({ ...where, err: error }, "action failed");
  return `That did not work, and nothing was changed. Try again; if it stays so, quote ${where.requestId.slice(0, 8)} to your operator.`;
}
