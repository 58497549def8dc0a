// The web server: Next behind a plain HTTP server that says truthfully where each request comes from.
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import next from "next";
import { requestIdHeader } from "../src/libs/access/request-id";
import { requestRecords } from "../src/libs/access/request-record";
import { transportHeaders } from "../src/libs/access/security-headers";
import { surviveLostSessions } from "../src/libs/survive-lost-sessions";
import { logAnswer } from "./access-log";
import { projectDirectory } from "./migrations";

const [port, host] = process.argv.slice(2);
/** How many reverse proxies of ours stand in front and append to X-Forwarded-For. */
const trustedProxies = Number(process.env.AESTRAK_TRUSTED_PROXIES || 0);
/** As serverActions.bodySizeLimit in next.config.ts. */
const maxFormBytes = 1024 * 1024;
const transport = transportHeaders(process.env.AESTRAK_SITE_URL);

surviveLostSessions();
const app = next({ dev: false, dir: projectDirectory, hostname: host, port: Number(port) });
const handle = app.getRequestHandler();
await app.prepare();

/** What proxy.ts tells the pages; from a client it would be a nonce of the client's choice. */
const ours = ["content-security-policy", "content-security-policy-report-only", "x-nonce"];

const server = createServer((request, response) => {
  // What a client writes there itself would evade limits per address and forge the audit log.
  const written = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((hop) => hop.trim());
  const trusted = trustedProxies > 0 ? written.at(-trustedProxies) : undefined;
  request.headers["x-forwarded-for"] = trusted || request.socket.remoteAddress;
  for (const name of ours) delete request.headers[name];

  const record = { requestId: randomUUID(), userId: null };
  request.headers[requestIdHeader] = record.requestId;
  response.setHeader(requestIdHeader, record.requestId);
  for (const [name, value] of Object.entries(transport)) response.setHeader(name, value);
  logAnswer(request, response, record);
  const refusal = pageBodyRefusal(request);
  if (refusal) {
    // What was not read would be taken for the next request of this connection.
    response.writeHead(refusal, { connection: "close" }).end();
    return;
  }
  requestRecords.run(record, () => void handle(request, response));
});

/**
 * Pages and their actions take small forms only. Without this, Next would hold up to 10 MB of each in memory before it
 * looks. Route handlers, below /api, have limits of their own.
 * @returns the status that refuses, or null
 */
function pageBodyRefusal({ url, headers }: IncomingMessage): number | null {
  if (url?.startsWith("/api/")) return null;
  if (headers["transfer-encoding"]) return 411;
  return Number(headers["content-length"] ?? 0) > maxFormBytes ? 413 : null;
}

// Uploads take as long as they take; a client that sends nothing is cut off.
server.requestTimeout = 0;
server.headersTimeout = 20_000;
// Longer than reverse proxies keep idle connections (a minute as a rule): one that is closed here while a proxy sends on
// it would be the proxy's 502.
server.keepAliveTimeout = 75_000;
server.listen(Number(port), host);

process.on("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 5_000).unref();
});
process.on("SIGINT", () => {
  // Ctrl-C goes to the whole group; the supervisor ends its children in order.
});
