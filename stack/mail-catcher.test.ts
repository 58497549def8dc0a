import { afterAll, beforeAll, expect, it } from "vitest";
import nodemailer from "nodemailer";
import { freePort } from "./installation";
import { startMailCatcher } from "./mail-catcher";

let inbox = "";
let stop: () => Promise<void>;
beforeAll(async () => {
  const ports = { smtp: await freePort(), inbox: await freePort() };
  ({ stop } = await startMailCatcher(ports));
  inbox = `http://127.0.0.1:${ports.inbox}`;
  await nodemailer
    .createTransport({ host: "127.0.0.1", port: ports.smtp })
    .sendMail({ from: "a@example.com", to: "b@example.com", subject: "Hello", text: "Come in." });
});
afterAll(() => stop());

it.each([
  ["/", 200],
  ["/1", 200],
  ["/messages.json", 200],
  ["/none", 404],
])("%s can be framed by no page, kept by no cache and read by no other site", async (path, status) => {
  const answer = await fetch(inbox + path);
  expect(answer.status).toBe(status);
  const headers = Object.fromEntries(answer.headers);
  expect(headers).toMatchObject({
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  });
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
});
