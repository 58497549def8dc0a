import { serve } from "@hono/node-server";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { securityHeaders } from "../src/libs/access/security-headers";
import { inboxPage, messagePage } from "./inbox-pages";

export interface CaughtMessage {
  id: number;
  receivedAt: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
}

/** The inbox is for looking at, not for keeping: the oldest go first. */
const kept = 500;

/**
 * Takes every mail that AESTrak sends while no mail provider is configured, and shows it on a page.
 * Both ports are on loopback: mail holds links that sign people in.
 */
export async function startMailCatcher(ports: {
  smtp: number;
  inbox: number;
}): Promise<{ stop(): Promise<void> }> {
  const messages: CaughtMessage[] = [];
  let lastId = 0;

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    size: 5_000_000,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          messages.unshift({
            id: ++lastId,
            receivedAt: new Date().toISOString(),
            from: mail.from?.address ?? "",
            to: session.envelope.rcptTo.map((recipient) => recipient.address),
            subject: mail.subject ?? "",
            text: mail.text ?? "",
            html: mail.html ?? "",
          });
          messages.splice(kept);
          done();
        }, done);
      });
    },
  });
  await new Promise<void>((ready, fail) => {
    smtp.once("error", fail);
    smtp.listen(ports.smtp, "127.0.0.1", ready);
  });
  // Later errors are a client's broken connection, not ours to die of.
  smtp.on("error", () => {});

  const inbox = await new Promise<ReturnType<typeof serve>>((ready, fail) => {
    const server = serve(
      { port: ports.inbox, hostname: "127.0.0.1", fetch: (request) => answer(request, messages) },
      () => ready(server),
    );
    server.once("error", fail);
  });
  return {
    async stop() {
      await new Promise<void>((done) => smtp.close(done));
      await new Promise<void>((done) => {
        inbox.close(() => done());
        if ("closeAllConnections" in inbox) inbox.closeAllConnections();
      });
    },
  };
}

/** Mail holds links that sign people in: no page may frame it, no cache keep it, and no address tell where one was read. */
const headers = {
  ...securityHeaders,
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};

const notFound = () => new Response("Not found", { status: 404, headers });

function answer(request: Request, messages: CaughtMessage[]): Response {
  const { pathname } = new URL(request.url);
  // A page of the web that renames itself to this address must not read the mail.
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(request.headers.get("host") ?? "")) {
    return notFound();
  }
  if (pathname === "/messages.json") return Response.json(messages, { headers });
  if (pathname === "/") return page(inboxPage(messages));
  const message = messages.find(({ id }) => pathname === `/${id}`);
  return message ? page(messagePage(message)) : notFound();
}

function page(html: string): Response {
  return new Response(html, {
    headers: { ...headers, "Content-Type": "text/html; charset=utf-8" },
  });
}
