import fc from "fast-check";
import { expect, test } from "vitest";

import { safeNext } from "@/features/auth/lib/safe-next";

test.each([
  ["/purchase-orders", "/purchase-orders"],
  ["/purchase-orders?q=50%25%20%2F%2F&level=critical", "/purchase-orders?q=50%25%20%2F%2F&level=critical"],
  ["/alerts/12?from=https://portal.example", "/alerts/12?from=https://portal.example"],
])("a path of our own is kept: %s", (wished, kept) => {
  expect(safeNext(wished)).toBe(kept);
});

test.each([
  undefined,
  null,
  ["/alerts", "/imports"],
  "",
  "/",
  "alerts",
  "https://evil.example/",
  "javascript:alert(1)",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/%2Fevil.example",
  "/%5Cevil.example",
  "/%252Fevil.example",
  "%2F%2Fevil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  " //evil.example",
  "/%09/evil.example",
  "/%zz",
  "/" + "a".repeat(2000),
])("anything else leads to the dashboard: %j", (wished) => {
  expect(safeNext(wished)).toBe("/dashboard");
});

test.each(["/login", "/login?next=/login", "/signup", "/auth/confirm?token_hash=x", "/reset-password/new"])(
  "logging in doesn't lead back to where one logs in: %s",
  (wished) => {
    expect(safeNext(wished)).toBe("/dashboard");
  },
);

test("whatever is wished, a browser stays on our site", () => {
  const hostile = fc.array(
    fc.constantFrom(
      "/",
      "\\",
      "%2f",
      "%5c",
      ".",
      "..",
      "\t",
      "\n",
      "@",
      ":",
      "evil.example",
      "a",
      "?",
      "#",
      "%",
    ),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        hostile.map((parts) => parts.join("")),
        fc.string(),
        fc.webUrl(),
      ),
      (wished) => {
        const next = safeNext(wished);
        expect(next).toMatch(/^\/[^/\\]/);
        expect(new URL(next, "https://aestrak.example/login").origin).toBe("https://aestrak.example");
      },
    ),
  );
});
