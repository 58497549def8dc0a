import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

/** A mail that a server has taken: what its recipient would find in the inbox. */
interface Delivered {
  to: string;
  subject: string;
  html: string;
  text: string;
  messageId: string;
}

/** How the server meets the next request: a status or reply code, or as if the line broke after it took the mail. */
export type Answer = number | "take, then hang up" | "hang up";

export interface ResendServer {
  url: string;
  delivered: Delivered[];
  /** The idempotency key of every request, in order. */
  keys: string[];
  /** Used up one by one; afterwards every mail is taken. */
  answers: Answer[];
  stop(): Promise<void>;
}

/** Speaks Resend's protocol for POST /emails, idempotency keys included. */
export async function startResend(): Promise<ResendServer> {
  const delivered: Delivered[] = [];
  const keys: string[] = [];
  const answers: Answer[] = [];
  const known = new Map<string, { body: string; id: string }>();

  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => meet(request, response, body));
  });
  const meet = (request: IncomingMessage, response: ServerResponse, body: string) => {
    const reply = (status: number, content: object) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(content));
    };
    const refuse = (statusCode: number, name: string) =>
      reply(statusCode, { statusCode, name, message: `refused as ${name}` });

    if (request.method !== "POST" || request.url !== "/emails") return refuse(404, "not_found");
    if (request.headers.authorization !== "Bearer re_test") return refuse(403, "invalid_api_key");
    const key = String(request.headers["idempotency-key"]);
    keys.push(key);
    const answer = answers.shift();
    if (answer === "hang up") return request.socket.destroy();
    if (typeof answer === "number") return refuse(answer, errorNames[answer] ?? "application_error");

    const earlier = known.get(key);
    if (earlier && earlier.body !== body) return refuse(409, "invalid_idempotent_request");
    const id = earlier?.id ?? `resend-${known.size + 1}`;
    if (!earlier) {
      known.set(key, { body, id });
      const mail = JSON.parse(body) as Omit<Delivered, "messageId">;
      delivered.push({ ...mail, messageId: id });
    }
    if (answer === "take, then hang up") return request.socket.destroy();
    reply(200, { id });
  };
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${port}`,
    delivered,
    keys,
    answers,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const errorNames: Readonly<Record<number, string>> = { 422: "validation_error", 429: "rate_limit_exceeded" };

export interface SmtpServer {
  url: string;
  delivered: Delivered[];
  /** For each message: how it is met, and where: at the recipient or after its content. */
  answers: { at: "recipient" | "content"; answer: Answer }[];
  stop(): Promise<void>;
}

export async function startSmtp(): Promise<SmtpServer> {
  const delivered: Delivered[] = [];
  const answers: SmtpServer["answers"] = [];
  const sockets = new Set<Socket>();
  const refusal = (responseCode: number) => Object.assign(new Error("refused"), { responseCode });
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo(_address, _session, done) {
      if (answers[0]?.at !== "recipient") return done();
      const answer = answers.shift()?.answer;
      if (typeof answer === "number") done(refusal(answer));
      else hangUp();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const answer = answers.shift()?.answer;
        if (typeof answer === "number") return done(refusal(answer));
        const to = session.envelope.rcptTo.map(({ address }) => address).join(", ");
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          const { subject = "", html = "", text = "", messageId = "" } = mail;
          delivered.push({ to, subject, html, text, messageId });
          if (answer === undefined) done();
          else hangUp();
        });
      });
    },
  });
  server.on("error", () => {});
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    delivered,
    answers,
    stop: () => new Promise<void>((done) => server.close(done)),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return (server.address() as AddressInfo).port;
}
