import { afterEach, expect, test, vi } from "vitest";
import { logger } from "@/libs/logger";
import { answerTo, isMeantForReaders, Refusal, sentenceFor } from "./refusals";

const where = { action: "delete-account", requestId: "0c4be7f2-1d2e-4f39-9d1a-6a1c3f0e8b57" };
const warned = vi.spyOn(logger, "warn");
const failed = vi.spyOn(logger, "error");
afterEach(() => vi.clearAllMocks());

const raised = (code: string, message: string) => Object.assign(new Error(message), { code });

test("a missing right and a limit that is reached are logged by name, without the sentence", () => {
  class TooManyAttempts extends Refusal {
    override name = "TooManyAttempts";
  }
  expect(sentenceFor(raised("AE403", "That is for admins of a@b.example."), where)).toContain("admins");
  expect(sentenceFor(new TooManyAttempts("Wait."), where)).toBe("Wait.");
  expect(warned.mock.calls).toEqual([
    [{ ...where, reason: "no right" }, "refused"],
    [{ ...where, reason: "TooManyAttempts" }, "refused"],
  ]);
});

test("an ordinary refusal is no event", () => {
  sentenceFor(new Refusal("Choose another name."), where);
  sentenceFor(raised("AE404", "There is no such alert."), where);
  expect(warned).not.toHaveBeenCalled();
  expect(failed).not.toHaveBeenCalled();
});

test("what nobody expected is logged whole, and its reader is told a number and nothing else", () => {
  const error = raised("23505", 'duplicate key value violates unique constraint "alerts_pkey"');
  expect(sentenceFor(error, where)).toMatch(/quote 0c4be7f2 to your operator\.$/);
  expect(sentenceFor(raised("42501", "permission denied for table alerts"), where)).not.toContain("alerts");
  // PostgreSQL's own, under the codes that our functions once borrowed.
  for (const code of ["P0002", "55000", "22023", "54000", "AE500", "AE4030"]) {
    expect(isMeantForReaders(raised(code, "relation 17 of alerts"))).toBe(false);
    expect(sentenceFor(raised(code, "relation 17 of alerts"), where)).not.toContain("alerts");
  }
  expect(failed).toHaveBeenCalledWith({ ...where, err: error }, "action failed");
});

test("a route answers with the status that the refusal names", () => {
  for (const status of [403, 404, 409, 422, 429])
    expect(answerTo(raised(`AE${status}`, "Not now."), where)).toEqual({ status, sentence: "Not now." });
  expect(answerTo(raised("XX000", "cache lookup failed"), where).status).toBe(500);
});
