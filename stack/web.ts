// The web server: Next behind a plain HTTP server that says truthfully where each request comes from.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import next from "next";
import { projectDirectory } from "./migrations";

const [port, host] = process.argv.slice(2);
/** How many reverse proxies of ours stand in front and append to X-Forwarded-For. */
const trustedProxies = Number(process.env.AESTRAK_TRUSTED_PROXIES || 0);

const app = next({ dev: false, dir: projectDirectory, hostname: host, port: Number(port) });
const handle = app.getRequestHandler();
await app.prepare();

const server = createServer((request, response) => {
  // What a client writes there itself would evade limits per address and forge the audit log.
  const written = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((hop) => hop.trim());
  const trusted = trustedProxies > 0 ? written.at(-trustedProxies) : undefined;
  request.headers["x-forwarded-for"] = trusted || request.socket.remoteAddress;
  request.headers["x-request-id"] = randomUUID();
  void handle(request, response);
});
// Uploads take as long as they take; a client that sends nothing is cut off.
server.requestTimeout = 0;
server.headersTimeout = 20_000;
server.listen(Number(port), host);

process.on("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 5_000).unref();
});
process.on("SIGINT", () => {
  // Ctrl-C goes to the whole group; the supervisor ends its children in order.
});
