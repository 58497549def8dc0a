import type { Writable } from "node:stream";
import type { PendingQuery, Row } from "postgres";

/**
 * Begins a `copy … from stdin`.
 * @returns the stream that takes its text; it finishes when the server has taken all of it, and is destroyed with the
 *   error when the server refuses a row or the session is lost, at whatever moment
 */
export async function copyStream(copy: PendingQuery<Row[]>): Promise<Writable> {
  const stream = await copy.writable();
  // The driver tells a failure to the stream only until the last row is sent. Of one between that and the server's
  // answer it tells the query, which was settled when the server began to listen; the stream would then wait for ever,
  // or take the end of the next session's first statement for its own.
  (copy as unknown as { reject: (error: Error) => void }).reject = (error) => stream.destroy(error);
  // Whoever writes hears of it from their own listener; without any, an error would end the process.
  stream.on("error", () => {});
  return stream;
}
