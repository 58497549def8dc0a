// A process of its own between the supervisor and PostgreSQL: it ends the server in order when the supervisor
// asks or is killed, and Ctrl-C in a terminal, which goes to the whole process group, doesn't reach the server
// before the parts that still use it.
import { once } from "node:events";
import { type PostgresOptions, startPostgres } from "./postgres";

/** Milliseconds that an orderly end of the server may take when the supervisor is gone. */
let patience = 10_000;
const stopping = new AbortController();

process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("disconnect", () => stopping.abort());
process.on("message", (message: PostgresOptions | { stopWithin: number }) => {
  if ("stopWithin" in message) {
    patience = message.stopWithin;
    stopping.abort();
    ended?.(patience);
  } else void keep(message);
});

/** Ends the server that runs; told again, with less patience. */
let ended: ((patience: number) => void) | undefined;

async function keep(options: PostgresOptions): Promise<void> {
  const { signal } = stopping;
  try {
    const server = await startPostgres(options, signal);
    tell({ ready: true });
    ended = (within) => void server.stop(within);
    if (!signal.aborted) await Promise.race([once(signal, "abort"), server.gone]);
    await server.stop(patience);
    process.exit(signal.aborted ? 0 : 1);
  } catch (error) {
    tell({ error: (error as Error).message });
    process.exitCode = 1;
    if (process.connected) process.disconnect();
  }
}

function tell(message: object): void {
  if (process.connected) process.send?.(message);
}
