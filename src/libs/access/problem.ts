import { STATUS_CODES } from "node:http";

/** A refusal to a program: problem details after RFC 9457, whose `detail` is one sentence for the program's owner. */
export function problem(status: number, detail: string, headers: Record<string, string> = {}): Response {
  const body = { type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, detail };
  return Response.json(body, {
    status,
    headers: { "cache-control": "no-store", "content-type": "application/problem+json", ...headers },
  });
}
