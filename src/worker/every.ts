import { logger } from "@/libs/logger";

/**
 * Runs `work` now and then again `pause` milliseconds after each end, so that runs never overlap. A failure is logged,
 * and the next run comes all the same.
 * @returns a function that stops it
 */
export function every(pause: number, name: string, work: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const run = async () => {
    try {
      await work();
    } catch (error) {
      if (!stopped) logger.error({ err: error, task: name }, "periodic task failed");
    }
    if (!stopped) timer = setTimeout(() => void run(), pause);
  };
  void run();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
