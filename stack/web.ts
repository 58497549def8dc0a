// The web server: Next behind a plain HTTP server that says truthfully where each request comes from.
import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { requestIdHeader } from "../src/libs/access/request-id";
import { type requestRecords as records, requestRecords } from "../src/libs/access/request-record";
import { captureOutput } from "../src/libs/captured-output";
import { logger } from "../src/libs/logger";
import { surviveLostSessions } from "../src/libs/survive-lost-sessions";
import { logAnswer } from "./access-log";
import { formDeadline, uploadDeadline, watchBody } from "./body-deadline";
import { answerEarly, answerRaw, beginAnswer } from "./early-answers";
import { projectDirectory } from "./migrations";
import { refuseOddForms } from "./odd-forms";
import { type EarlyAnswer, judgeTarget, senderOf } from "./request-target";

const [port, host] = process.argv.slice(2);
/** How many reverse proxies of ours stand in front and append to X-Forwarded-For. */
const trustedProxies = Number(process.env.AESTRAK_TRUSTED_PROXIES || 0);
const siteUrl = process.env.AESTRAK_SITE_URL || `http://localhost:${port}`;
const site = new URL(siteUrl);
/** As serverActions.bodySizeLimit in next.config.ts. */
const maxFormBytes = 1024 * 1024;

/**
 * Next asks itself for the page that a form's action leads to, with the headers of the form's request and the cookies of
 * its answer. It is asked where it listens, over the address that no proxy stands in front of, and known by this mark.
 */
const ownMark = { header: "x-aestrak-own-request", value: randomBytes(24).toString("base64url") };
const ownHost = host === "0.0.0.0" || !host ? "127.0.0.1" : host === "::" ? "::1" : host;
process.env["__NEXT_PRIVATE_ORIGIN"] = `http://${ownHost.includes(":") ? `[${ownHost}]` : ownHost}:${port}`;

captureOutput();
surviveLostSessions();
// Only now, so that it finds our console.
const { default: next } = await import("next");
const app = next({ dev: false, dir: projectDirectory, hostname: host, port: Number(port) });
const handle = app.getRequestHandler();
await app.prepare();

/** What proxy.ts tells the pages, and what proxies tell; from a client it would be of the client's choice. */
const ours = [
  "content-security-policy",
  "content-security-policy-report-only",
  "forwarded",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-nonce",
];

const server = createServer((request, response) => {
  // Where a form came from was judged with it. What a client writes there itself would evade limits per address and
  // forge the audit log.
  if (request.headers[ownMark.header] === ownMark.value) request.headers.host = site.host;
  else request.headers["x-forwarded-for"] = senderOf(request, trustedProxies);

  const record: NonNullable<ReturnType<typeof records.getStore>> = {
    requestId: randomUUID(),
    userId: null,
  };
  beginAnswer(request, response, record.requestId);
  logAnswer(request, response, record);
  const refusal = pageBodyRefusal(request) ?? judgeTarget(request, siteUrl, trustedProxies > 0);
  if (refusal) {
    watchBody(request, formDeadline, () => request.destroy());
    return answerEarly(request, response, refusal);
  }

  for (const name of ours) delete request.headers[name];
  request.headers.host = site.host;
  request.headers["x-forwarded-proto"] = site.protocol.slice(0, -1);
  request.headers[requestIdHeader] = record.requestId;
  request.headers[ownMark.header] = ownMark.value;
  refuseOddForms(request, response, record);
  watchBody(request, request.url?.startsWith("/api/") ? uploadDeadline : formDeadline, () => {
    response.statusCode = 408;
    if (response.headersSent) request.destroy();
    else answerRaw(request.socket, request.url ?? "", tooSlow, record.requestId);
  });
  requestRecords.run(record, () => {
    handle(request, response).catch((error: unknown) => {
      logger.error({ err: error, requestId: record.requestId }, "a request failed");
      if (response.headersSent) response.destroy();
      else answerEarly(request, response, { status: 500, sentence: "That did not work. Try again." });
    });
  });
});

const tooSlow: EarlyAnswer = {
  status: 408,
  sentence: "The content arrived too slowly, or not at all, and was not taken. Try again over a better line.",
};

/**
 * Pages and their actions take small forms only. Without this, Next would hold up to 10 MB of each in memory before it
 * looks. Route handlers, below /api, have limits of their own.
 * @returns what refuses, or null
 */
function pageBodyRefusal({ url, headers }: IncomingMessage): EarlyAnswer | null {
  if (url?.startsWith("/api/")) return null;
  if (headers["transfer-encoding"]) return { status: 411, sentence: "Send the length of the content along." };
  if (Number(headers["content-length"] ?? 0) > maxFormBytes)
    return { status: 413, sentence: "This is more than is taken here." };
  return null;
}

const unreadable: Readonly<Record<string, EarlyAnswer>> = {
  HPE_HEADER_OVERFLOW: { status: 431, sentence: "The headers of this request are too long." },
  ERR_HTTP_REQUEST_TIMEOUT: tooSlow,
};
server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
  const answer = unreadable[error.code ?? ""] ?? {
    status: 400,
    sentence: "This is no request that can be read.",
  };
  if (error.code === "ECONNRESET") return void socket.destroy();
  logger.info({ reason: error.code, status: answer.status }, "unreadable");
  answerRaw(socket, "", answer);
});

// How long a body may take, watchBody says; a client that sends nothing is cut off.
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
