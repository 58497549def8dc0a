import { setTimeout as delay } from "node:timers/promises";
import { logger } from "@/libs/logger";

/** Milliseconds that an orderly end may take, whatever hangs; a stop of all parts is over within 15 seconds. */
const mostForAll = 10_000;

/**
 * Ends the process in order when its supervisor asks for it.
 * @param end gives back what is in hand; what it throws only shortens it
 */
export function endInOrder(end: () => Promise<void>): void {
  process.once("SIGTERM", () => {
    void within(mostForAll, end()).finally(() => process.exit(0));
  });
  process.on("SIGINT", () => {
    // Ctrl-C goes to the whole group; the supervisor ends its children in order.
  });
}

/** Waits for a step of an orderly end, but not for long: what fails or hangs must not keep the process. */
export async function within(milliseconds: number, step: PromiseLike<unknown>): Promise<void> {
  const over = new AbortController();
  try {
    await Promise.race([step, delay(milliseconds, undefined, { signal: over.signal })]);
  } catch (error) {
    logger.warn({ err: error }, "a step of the orderly end failed");
  } finally {
    over.abort();
  }
}
