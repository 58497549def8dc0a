import { expect, test } from "vitest";
import { changesOf } from "@/features/audit/lib/changes";
import type { AuditEntry } from "@/features/audit/lib/entry";
import { actorOf, predicateOf } from "@/features/audit/lib/sentences";

const entry = (changes: Partial<AuditEntry>): AuditEntry => ({
  number: "1",
  actedBy: "a",
  action: "member.role_changed",
  entityType: "member",
  entityId: "b",
  before: null,
  after: null,
  ipAddress: null,
  userAgent: null,
  requestId: null,
  createdAt: "2026-03-31T12:00:00Z",
  ...changes,
});
const names = new Map([
  ["a", "Ann"],
  ["b", "Bob"],
]);
const manner = { locale: "en-GB", timeZone: "Europe/Berlin", currency: "EUR" };

test("an entry reads as a sentence", () => {
  const read = (changes: Partial<AuditEntry>) =>
    `${actorOf(entry(changes), names)} ${predicateOf(entry(changes), names)}`;
  expect(read({})).toBe("Ann changed the role of Bob");
  expect(read({ entityId: "gone", before: { email: "carl@example.com" }, action: "member.removed" })).toBe(
    "Ann removed carl@example.com",
  );
  expect(read({ actedBy: null, action: "import.failed", after: { reason: "No header row." } })).toBe(
    "AESTrak could not finish an import: No header row.",
  );
  expect(read({ actedBy: "5e8f2c9a-0000-4000-8000-000000000001", action: "user.signed_in" })).toBe(
    "Former user 5e8f2c9a signed in",
  );
});

test("an action that nobody has given words to is told by its name", () => {
  expect(predicateOf(entry({ action: "saved_view.created" }), names)).toBe("saved view: created");
});

test("what changed is told with before and after, and what stayed the same is left out", () => {
  const before = { role: "member", email: "b@example.com", money: 1234.5, gone: "x" };
  const after = {
    role: "admin",
    email: "b@example.com",
    money: 2000,
    expires_at: "2026-03-31T22:30:00+00:00",
    open: true,
  };
  expect(changesOf({ before, after }, manner)).toEqual([
    { label: "role", before: "member", after: "admin" },
    { label: "money", before: "€1,234.50", after: "€2,000.00" },
    { label: "gone", before: "x", after: null },
    { label: "expires at", before: null, after: "1 Apr 2026, 00:30 CEST" },
    { label: "open", before: null, after: "yes" },
  ]);
  expect(changesOf({ before: null, after: ["odd"] }, manner)).toEqual([]);
});
