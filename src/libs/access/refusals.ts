import { logger } from "@/libs/logger";
import { shortageOf } from "@/libs/shortages";

/** A refusal that its reader can do something about; its message is shown as it is. */
export class Refusal extends Error {
  override name = "Refusal";
  /** With what a route answers. */
  readonly status: number = 409;
  /** What a route's answer says beside the sentence, by header. */
  readonly headers: Readonly<Record<string, string>> = {};
}

/**
 * The class of SQLSTATE that our database functions raise, always with a sentence for the reader: AE and the status that
 * a route answers with (403 no right, 404 not there, 409 not now, 422 not like that, 429 a limit). PostgreSQL raises no
 * code of it, so that no text of its own reaches anybody.
 */
const refusalCode = /^AE(403|404|409|422|429)$/;

/** @returns the status of a refusal that the database raised on purpose; null for any other error */
function statusOfRefusal(error: unknown): number | null {
  const [, status] = refusalCode.exec((error as { code?: unknown } | null)?.code?.toString() ?? "") ?? [];
  return error instanceof Error && status !== undefined ? Number(status) : null;
}

/** Whether the database raised this error on purpose, with a sentence for the reader. */
export function isMeantForReaders(error: unknown): error is Error {
  return statusOfRefusal(error) !== null;
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

/** What to say of a failure, and the status of a route that says it. */
export interface Answer {
  status: number;
  sentence: string;
  headers?: Readonly<Record<string, string>>;
}

/**
 * The answer to a failed action. Anything unexpected is logged whole and shown as a number to quote; a missing right and
 * a limit that is reached are logged by name.
 */
export function answerTo(error: unknown, where: Where): Answer {
  if (error instanceof Refusal) {
    if (error.name !== "Refusal") logRefusal(error.name, where);
    return { status: error.status, sentence: error.message, headers: error.headers };
  }
  const status = statusOfRefusal(error);
  if (status !== null) {
    if (status === 403) logRefusal("no right", where);
    return { status, sentence: (error as Error).message };
  }
  logger.error({ ...where, err: error }, "action failed");
  const shortage = shortageOf(error);
  if (shortage) {
    const headers: Record<string, string> = shortage.status === 503 ? { "retry-after": "60" } : {};
    return { status: shortage.status, sentence: shortage.sentence, headers };
  }
  return {
    status: 500,
    sentence: `That did not work, and nothing was changed. Try again; if it stays so, quote ${where.requestId.slice(0, 8)} to your operator.`,
  };
}

/** The sentence to show for a failed action; see answerTo. */
export const sentenceFor = (error: unknown, where: Where): string => answerTo(error, where).sentence;
