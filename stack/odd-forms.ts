import type { IncomingMessage, ServerResponse } from "node:http";
import type { requestRecords } from "../src/libs/access/request-record";

type RequestRecord = NonNullable<ReturnType<typeof requestRecords.getStore>>;

/**
 * Lets a form that Next itself can't take apart (arguments of another kind, a body that is none) answer 400: Next takes
 * it for a fault of the server's. What goes wrong in an action, once one was reached, stays one.
 */
export function refuseOddForms(
  request: IncomingMessage,
  response: ServerResponse,
  record: RequestRecord,
): void {
  if (request.method !== "POST" || request.url?.startsWith("/api/")) return;
  const { writeHead } = response;
  response.writeHead = (status: number, ...rest: unknown[]) =>
    Reflect.apply(writeHead, response, [
      status >= 500 && !record.hasReachedAction ? 400 : status,
      ...rest,
    ]) as ServerResponse;
}
