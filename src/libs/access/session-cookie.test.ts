import { NextResponse } from "next/server";
import { expect, test } from "vitest";
import { isOwnCookie, ownCookie, sessionCookie, withdrawn } from "./session-cookie";

test("over TLS a cookie says in its name that only this host set it, and is kept as browsers then ask", () => {
  expect(sessionCookie(true)).toEqual({
    name: "__Host-aestrak-session",
    httpOnly: true,
    sameSite: "lax",
    secure: true,
    path: "/",
  });
  expect(sessionCookie(false)).toMatchObject({ name: "aestrak-session", secure: false, httpOnly: true });
});

test("our cookies are known by both names, and others are not", () => {
  for (const https of [true, false]) {
    const { name } = ownCookie("session", https);
    expect(isOwnCookie(`${name}.0`, "session")).toBe(true);
    expect(isOwnCookie(ownCookie("organization", https).name, "session")).toBe(false);
    expect(isOwnCookie(ownCookie("organization", https).name)).toBe(true);
  }
  expect(isOwnCookie("theme")).toBe(false);
  expect(isOwnCookie("not-aestrak-session")).toBe(false);
});

test("a cookie is withdrawn in words that a browser takes for it", () => {
  const answer = new NextResponse();
  answer.cookies.delete(withdrawn("__Host-aestrak-session.0"));
  expect(answer.headers.get("set-cookie")).toMatch(
    /^__Host-aestrak-session\.0=; Path=\/; Expires=Thu, 01 Jan 1970 .*; Secure$/,
  );
});
