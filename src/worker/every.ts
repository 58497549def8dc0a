import { logger } from "@/libs/logger";
import { answerWithin, hangsAfter } from "@/libs/lost-session";

/** What is done again and again. */
export interface Routine {
  /** Does it at once, or, where it is being done, once more right after. */
  now(): void;
  /** No run begins any more. @returns when the one in hand is over */
  stop(): Promise<void>;
}

/**
 * Runs `work` now and then again `pause` milliseconds after each end, so that runs never overlap, unless one takes
 * longer than `patience`. A failure is logged, and the next run comes all the same.
 * @param work is given a signal that tells it to come to its end: the routine is being stopped
 * @param patience milliseconds after which a run is no longer waited for: its connection may hang. Infinity for work
 *   that looks after that itself, and may rightly take long.
 */
export function every(
  pause: number,
  name: string,
  work: (signal: AbortSignal) => Promise<void>,
  patience: number = hangsAfter,
): Routine {
  let timer: NodeJS.Timeout | undefined;
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> | undefined;
  let wanted = false;
  const run = async () => {
    wanted = false;
    try {
      await (patience === Infinity ? work(signal) : answerWithin(patience, work(signal)));
    } catch (error) {
      if (!signal.aborted) logger.error({ err: error, task: name }, "periodic task failed");
    }
    running = undefined;
    if (!signal.aborted) timer = setTimeout(begin, wanted ? 0 : pause);
  };
  const begin = () => {
    clearTimeout(timer);
    running = run();
  };
  begin();
  return {
    now() {
      wanted = true;
      if (!running && !signal.aborted) begin();
    },
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
