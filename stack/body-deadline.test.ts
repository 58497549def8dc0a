import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { type BodyDeadline, watchBody } from "./body-deadline";
import { answerRaw } from "./early-answers";

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A server that takes bodies under a deadline, and counts what it took. */
async function listen(
  deadline: BodyDeadline,
  take: (body: IncomingMessage) => void = (body) => body.resume(),
) {
  server = createServer((asked, response) => {
    watchBody(asked, deadline, () =>
      answerRaw(asked.socket, "/api/x", { status: 408, sentence: "The content arrived too slowly." }),
    );
    take(asked);
    asked.once("end", () => response.end("taken"));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return () => request({ port, host: "127.0.0.1", method: "POST", headers: { "content-length": "100000" } });
}

async function answerTo(asked: ReturnType<typeof request>) {
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  const body = Buffer.concat((await answer.toArray()) as Buffer[]).toString();
  return { status: answer.statusCode, headers: answer.headers, body };
}

it("cuts a body off that comes in drops, and says so in a sentence", async () => {
  const send = await listen({ seconds: 60, windowSeconds: 0.4, leastBytes: 5000 });
  const asked = send();
  const drops = setInterval(() => asked.write("x"), 20);
  const answer = await answerTo(asked).finally(() => clearInterval(drops));
  expect(answer).toMatchObject({ status: 408, headers: { "x-content-type-options": "nosniff" } });
  expect(JSON.parse(answer.body)).toEqual({ error: "The content arrived too slowly." });
});

it("cuts a body off that takes too long in all, however evenly it comes", async () => {
  const send = await listen({ seconds: 0.6, windowSeconds: 0.2, leastBytes: 1 });
  const asked = send();
  const drops = setInterval(() => asked.write("x".repeat(50)), 20);
  const answer = await answerTo(asked).finally(() => clearInterval(drops));
  expect(answer.status).toBe(408);
});

it("waits as long as it is the server that does not read", async () => {
  let body: IncomingMessage | undefined;
  const send = await listen(
    { seconds: 60, windowSeconds: 0.2, leastBytes: 5000 },
    (given) => void (body = given),
  );
  const asked = send();
  asked.end("x".repeat(100_000));
  // Longer than several windows; what is read then is whole.
  const late = setTimeout(() => body?.resume(), 1200);
  expect(await answerTo(asked).finally(() => clearTimeout(late))).toMatchObject({
    status: 200,
    body: "taken",
  });
});
