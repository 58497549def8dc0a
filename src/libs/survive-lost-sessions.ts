import { logger } from "@/libs/logger";
import { isSessionLost } from "@/libs/lost-session";

/**
 * Lets the process live when a database session is lost that nobody waits for: the driver asks each new session for
 * its types and leaves the answer to nobody. Whatever needs a session opens the next one.
 */
export function surviveLostSessions(): void {
  process.on("unhandledRejection", (error) => {
    if (!isSessionLost(error)) throw error;
    logger.warn({ err: error }, "database session lost");
  });
}
