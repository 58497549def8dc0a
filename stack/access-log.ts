import type { IncomingMessage, ServerResponse } from "node:http";
import { logger } from "../src/libs/logger";
import type { requestRecords } from "../src/libs/access/request-record";

type RequestRecord = NonNullable<ReturnType<typeof requestRecords.getStore>>;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The part of an address that a log may hold: no query, and no segment that could be a secret of its own, such as an
 * invitation's token. Ids stay.
 * @param url as the request line has it
 */
export function pathForLog(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? "";
  return path
    .split("/")
    .map((part) => (part.length > 24 && !uuid.test(part) ? "(hidden)" : part))
    .join("/")
    .slice(0, 200);
}

/** Writes one line once the answer is sent, or the client is gone. Static files are worth one only when debugging. */
export function logAnswer(request: IncomingMessage, response: ServerResponse, record: RequestRecord): void {
  const started = performance.now();
  const { method } = request;
  const url = request.url ?? "/";
  response.once("close", () => {
    const line = {
      method,
      path: pathForLog(url),
      status: response.statusCode,
      ms: Math.round(performance.now() - started),
      requestId: record.requestId,
      userId: record.userId,
      ...(response.writableFinished ? {} : { brokenOff: true }),
    };
    if (url.startsWith("/_next/static/")) logger.debug(line, "answered");
    else logger.info(line, "answered");
  });
}
