import pino from "pino";

/** Structured log of this process. Secrets and mail addresses don't belong in it. */
export const logger = pino({
  level: process.env.LOG_LEVEL || "info",
  base: { pid: process.pid },
  redact: { paths: ["*.password", "*.token", "*.authorization", "*.cookie"], censor: "(hidden)" },
});
