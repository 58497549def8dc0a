import { requestIdHeader } from "./request-id";

/** An answer with data of one organization: no cache may keep it, and it carries the number of its request. */
export function sealed(response: Response, requestId: string): Response {
  const headers = new Headers(response.headers);
  headers.set("cache-control", "private, no-store");
  headers.set(requestIdHeader, requestId);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
