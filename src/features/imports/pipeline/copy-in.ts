import { pipeline } from "node:stream/promises";
import { copyStream } from "@/libs/copy-stream";
import { ownConnection } from "@/libs/database";
import { hangsAfter, silentSession } from "@/libs/lost-session";

/**
 * Copies COPY text into a table. On a connection of its own: the driver would put another statement behind a COPY when
 * all others are taken, and fail it. Ends the COPY when the lines fail or the signal is aborted, and the lines when the
 * COPY does, also because its connection hangs.
 * @param lines whole lines; the next is asked for when the one before is on its way
 * @param patience milliseconds within which the server takes a piece of some hundred kilobytes
 */
export async function copyIn(
  table: string,
  columns: readonly string[],
  lines: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  patience = hangsAfter,
): Promise<void> {
  const own = ownConnection();
  const silence = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expectAnswer = () => {
    timer = setTimeout(() => silence.abort(silentSession()), patience);
  };
  async function* watched() {
    clearTimeout(timer);
    for await (const line of lines) {
      expectAnswer();
      yield line;
      clearTimeout(timer);
    }
    expectAnswer();
  }
  try {
    expectAnswer();
    const stream = await copyStream(own`copy ${own(table)} (${own([...columns])}) from stdin`);
    await pipeline(watched, stream, { signal: AbortSignal.any([signal, silence.signal]) });
    await own.end({ timeout: 1 });
  } catch (error) {
    void own.end({ timeout: 0 });
    silence.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
