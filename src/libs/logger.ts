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
    hooks: {
      // JSON escapes those below a space. These move the cursor of a terminal, or the text around them, as well.
      streamWrite: (line) =>
        line.replace(
          /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
          (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
        ),
    },
    redact: { paths: ["*.password", "*.token", "*.authorization", "*.cookie"], censor: "(hidden)" },
  },
  pino.destination(2),
);
