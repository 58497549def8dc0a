import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** How long a body may take, in all and between two looks at it. */
export interface BodyDeadline {
  /** For all of it. */
  seconds: number;
  /** Within which at least `leastBytes` must arrive, while we wait for more. */
  windowSeconds: number;
  leastBytes: number;
}

/** A small form. */
export const formDeadline: BodyDeadline = { seconds: 60, windowSeconds: 20, leastBytes: 1024 };
/** An export of 200 MB over 2 Mbit/s takes a quarter of an hour; the slowest line that is waited for has 16 kbit/s. */
export const uploadDeadline: BodyDeadline = { seconds: 3600, windowSeconds: 30, leastBytes: 60 * 1024 };

/**
 * Calls `late` once a request's body takes too long in all, or hardly arrives although we are ready to take it. A body
 * holds a connection, memory and a file; without a deadline, a few hundred callers who send a byte a minute hold them all.
 */
export function watchBody(
  request: IncomingMessage,
  { seconds, windowSeconds, leastBytes }: BodyDeadline,
  late: () => void,
): void {
  if (!request.headers["transfer-encoding"] && !Number(request.headers["content-length"] ?? 0)) return;
  const socket: Socket = request.socket;
  const startedAt = performance.now();
  let windowFrom = startedAt;
  let bytes = socket.bytesRead;
  const timer = setInterval(
    () => {
      if (request.complete) return stop();
      const now = performance.now();
      // While it lies in our buffers, it is we who are slow.
      if (request.readableLength >= request.readableHighWaterMark || socket.bytesRead - bytes >= leastBytes) {
        windowFrom = now;
        bytes = socket.bytesRead;
      }
      if (now - startedAt < seconds * 1000 && now - windowFrom < windowSeconds * 1000) return;
      stop();
      late();
    },
    Math.min(1000, windowSeconds * 250),
  );
  timer.unref();
  const stop = () => clearInterval(timer);
  request.once("end", stop).once("close", stop);
}
