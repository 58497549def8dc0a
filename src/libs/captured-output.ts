import { format } from "node:util";
import { logger } from "@/libs/logger";

/**
 * Turns what others print in this process into lines of the log: React and Next write errors to the console, in which
 * the words of a request stand as they came, and Node its warnings. The log itself goes past these streams.
 */
export function captureOutput(): void {
  const said = (level: "debug" | "info" | "warn" | "error", what: unknown[]) => {
    const text = format(...what).trimEnd();
    if (text) logger[level]({ printed: true }, text);
  };
  const levels = {
    debug: "debug",
    error: "error",
    info: "info",
    log: "info",
    trace: "debug",
    warn: "warn",
  } as const;
  for (const [name, level] of Object.entries(levels))
    Object.assign(console, { [name]: (...what: unknown[]) => said(level, what) });
  for (const [stream, level] of [
    [process.stdout, "info"],
    [process.stderr, "warn"],
  ] as const) {
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      said(level, [typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8")]);
      const done = rest.at(-1);
      if (typeof done === "function") process.nextTick(done);
      return true;
    };
  }
  // Node's own listener prints past the streams.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => logger.warn({ err: warning }, "warning"));
  process.on("uncaughtException", (error) => {
    logger.fatal({ err: error }, "an error that nobody caught");
    process.exit(1);
  });
}
