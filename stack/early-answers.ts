// Answers that our web server gives by itself: they carry what every answer does.
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { requestIdHeader } from "../src/libs/access/request-id";
import { dataSecurityPolicy, securityHeaders, transportHeaders } from "../src/libs/access/security-headers";
import type { EarlyAnswer } from "./request-target";

const everywhere = { ...securityHeaders, ...transportHeaders(process.env.AESTRAK_SITE_URL) };

/**
 * Begins every answer with our headers, before the framework may forget them: its own redirects, files and errors lack
 * them. What it sets itself under the same name counts.
 */
export function beginAnswer(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  for (const [name, value] of Object.entries(everywhere)) response.setHeader(name, value);
  if (request.url?.startsWith("/api/")) response.setHeader("Content-Security-Policy", dataSecurityPolicy);
  response.setHeader(requestIdHeader, requestId);
}

/** What a program at /api/v1 reads, what our pages' scripts read, or what a person reads. */
function contentOf(url: string, { status, sentence }: EarlyAnswer): { type: string; body: string } {
  if (url.startsWith("/api/v1/")) {
    const problem = { type: "about:blank", title: STATUS_CODES[status], status, detail: sentence };
    return { type: "application/problem+json", body: JSON.stringify(problem) };
  }
  if (url.startsWith("/api/")) return { type: "application/json", body: JSON.stringify({ error: sentence }) };
  return { type: "text/plain; charset=utf-8", body: `${sentence}\n` };
}

/** What of a refused body is read away, so that its sender gets to read the answer: more ends the connection. */
const mostReadAway = 1024 * 1024;

/** Answers without the application. What it won't read of the body would be the next request of the connection, so that ends. */
export function answerEarly(request: IncomingMessage, response: ServerResponse, answer: EarlyAnswer): void {
  const { type, body } = contentOf(request.url ?? "", answer);
  const { "transfer-encoding": coding, "content-length": length = "0" } = request.headers;
  const isReadAway = !coding && Number(length) <= mostReadAway;
  if (isReadAway) request.resume();
  response.writeHead(answer.status, {
    "cache-control": "no-store",
    "content-security-policy": dataSecurityPolicy,
    ...(answer.location ? { location: answer.location } : { "content-type": type }),
    ...(answer.status === 405 ? { allow: "GET, HEAD, POST" } : {}),
    ...(isReadAway ? {} : { connection: "close" }),
  });
  response.end(answer.location ? undefined : body);
}

/** The same where the request can't be answered as such: it is no HTTP, or its body never ends. */
export function answerRaw(socket: Duplex, url: string, answer: EarlyAnswer, requestId?: string): void {
  if (!socket.writable) return void socket.destroy();
  const { type, body } = contentOf(url, answer);
  const headers = {
    ...everywhere,
    "Content-Security-Policy": dataSecurityPolicy,
    ...(requestId ? { [requestIdHeader]: requestId } : {}),
    "cache-control": "no-store",
    "content-type": type,
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const status = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`;
  // A moment for the answer to arrive, before what is still unread resets the connection.
  socket.end([status, ...lines, "", body].join("\r\n"), () =>
    setTimeout(() => socket.destroy(), 500).unref(),
  );
}
