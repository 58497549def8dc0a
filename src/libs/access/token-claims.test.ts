import { expect, test } from "vitest";
import { sessionClaimsOf } from "./token-claims";

const sessionId = "7b8de9b6-0d0f-4f4f-9c5c-3b1f9e4a1c11";
const token = (claims: unknown) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`;

test("a token tells its session", () => {
  expect(sessionClaimsOf(token({ session_id: sessionId }))).toEqual({ sessionId });
});

test.each([
  "",
  "x",
  "a.b.c",
  token(null),
  token({}),
  token({ session_id: 7 }),
  token({ session_id: "" }),
  token({ session_id: `${sessionId}'` }),
  token([sessionId]),
  token({ session_id: sessionId, aud: "another-application" }),
  token({ session_id: sessionId, aud: ["authenticated", "another-application"] }),
  token({ session_id: sessionId, role: "anon" }),
  token({ session_id: sessionId, role: "service_role" }),
])("a token that names no session of a signed-in person lets nobody in: %s", (given) => {
  expect(sessionClaimsOf(given)).toBeNull();
});

test("a session that a mailed code opened, past our pages, lets nobody in", () => {
  const by = (...methods: string[]) =>
    sessionClaimsOf(
      token({ session_id: sessionId, amr: methods.map((method) => ({ method, timestamp: 1 })) }),
    );
  expect(by("password")).not.toBeNull();
  expect(by("password", "totp")).not.toBeNull();
  for (const method of ["otp", "recovery", "magiclink", "oauth"]) expect(by(method), method).toBeNull();
  expect(by()).toBeNull();
  expect(sessionClaimsOf(token({ session_id: sessionId, amr: "password" }))).toBeNull();
});
