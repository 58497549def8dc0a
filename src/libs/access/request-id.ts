import { requestRecords } from "./request-record";

export const requestIdHeader = "x-request-id";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The number under which logs, the audit log and the answer know a request: our web server's, or else the one that
 * proxy.ts wrote into its headers, or a new one. A header of any other shape comes from a client and is not taken.
 */
export function requestIdOf(given: Headers): string {
  const written = given.get(requestIdHeader) ?? "";
  return requestRecords.getStore()?.requestId ?? (uuid.test(written) ? written : crypto.randomUUID());
}
