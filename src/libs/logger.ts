import pino from "pino";

/** Structured log of this process, on stderr: stdout belongs to what the command line answers. Secrets and mail addresses don't belong in it. */
export const logger = pino(
  {
    level: process.env.LOG_LEVEL || "info",
    base: { pid: process.pid },
    // Only what tells: the database driver's errors carry their whole connection.
    serializers: {
      err: (error: unknown) =>
        error instanceof Error
          ? { message: error.message, code: (error as { code?: string }).code, stack: error.stack }
          : error,
    },
    redact: { paths: ["*.password", "*.token", "*.authorization", "*.cookie"], censor: "(hidden)" },
  },
  pino.destination(2),
);
