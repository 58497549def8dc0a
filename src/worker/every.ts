import { logger } from "@/libs/logger";
import { answerWithin, hangsAfter } from "@/libs/lost-session";

/** What is done again and again. */
export interface Routine {
  /** Does it at once, or, where it is being done, once more right after. */
  now(): void;
  stop(): void;
}

/**
 * Runs `work` now and then again `pause` milliseconds after each end, so that runs never overlap, unless one takes
 * longer than a minute. A failure is logged, and the next run comes all the same.
 */
export function every(pause: number, name: string, work: () => Promise<void>): Routine {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running = false;
  let wanted = false;
  const run = async () => {
    clearTimeout(timer);
    running = true;
    wanted = false;
    try {
      // No longer waited for then: its connection may hang.
      await answerWithin(hangsAfter, work());
    } catch (error) {
      if (!stopped) logger.error({ err: error, task: name }, "periodic task failed");
    }
    running = false;
    if (!stopped) timer = setTimeout(() => void run(), wanted ? 0 : pause);
  };
  void run();
  return {
    now() {
      wanted = true;
      if (!running && !stopped) void run();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
