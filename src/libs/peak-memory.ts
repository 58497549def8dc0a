/** Milliseconds between two looks. */
const pause = 50;
const mebibyte = 1024 ** 2;
/** The most that this process ever held, in bytes; the system counts in KiB. */
const highest = () => process.resourceUsage().maxRSS * 1024;

/**
 * Watches how much memory this process holds (resident, its threads included). Where the process reaches a height that
 * it never had, the figure is the system's exact one; otherwise a peak shorter than 50 ms can be missed.
 */
export class PeakMemory {
  readonly #before = highest();
  readonly #timer: NodeJS.Timeout;
  #seen = process.memoryUsage.rss();

  constructor() {
    this.#timer = setInterval(() => this.#look(), pause);
    this.#timer.unref();
  }

  /** The peak since the beginning, in MiB. */
  get mebibytes(): number {
    this.#look();
    const now = highest();
    return Math.ceil(Math.max(this.#seen, now > this.#before ? now : 0) / mebibyte);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    this.#seen = Math.max(this.#seen, process.memoryUsage.rss());
  }
}
