import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { smtpSender } from "./smtp-sender";

const taken: string[] = [];
const server = new SMTPServer({
  authOptional: true,
  allowInsecureAuth: true,
  disabledCommands: ["STARTTLS"],
  onAuth: (auth, _session, done) => {
    taken.push(`password ${auth.password}`);
    done(null, { user: auth.username });
  },
  onData: (stream, _session, done) => {
    taken.push("a mail");
    stream.resume().once("end", () => done());
  },
});
server.on("error", () => {});
let port: number;
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  port = (server.server.address() as AddressInfo).port;
});
afterAll(() => new Promise<void>((closed) => server.close(closed)));

const mail = { id: "1", to: "one@example.com", subject: "s", html: "<p>h</p>", text: "t" };
const send = (host: string) =>
  smtpSender({ url: `smtp://user:secret@${host}:${port}`, from: "a@example.com" }).send(mail);

it("a server elsewhere that offers no encryption is told neither password nor mail", async () => {
  // This machine as well, by an address that doesn't say so.
  await expect(send("0.0.0.0")).rejects.toThrow(/STARTTLS/);
  expect(taken).toEqual([]);
  await send("127.0.0.1");
  expect(taken).toEqual(["password secret", "a mail"]);
});
