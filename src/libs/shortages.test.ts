import { expect, it } from "vitest";
import { shortageOf, shortageSentence, throwNamed } from "./shortages";

const failed = (code: string, cause?: unknown) => Object.assign(new Error("raw words", { cause }), { code });

it.each([
  ["ENOSPC", "disk", 507],
  ["EDQUOT", "disk", 507],
  ["53100", "disk", 507],
  ["53300", "connections", 503],
  ["EMFILE", "connections", 503],
  ["53200", "memory", 503],
])("%s says that the %s is what is lacking", (code, kind, status) => {
  expect(shortageOf(failed(code))).toMatchObject({ kind, status });
  expect(shortageOf(new Error("around it", { cause: failed(code) }))).toMatchObject({ kind });
});

it("takes no other error for one", () => {
  for (const error of [failed("42501"), failed("constructor"), new Error("ENOSPC"), null, undefined, "53100"])
    expect(shortageOf(error)).toBeNull();
});

it("travels to an error page by the digest alone", () => {
  const error = failed("53100") as Error & { digest?: string };
  expect(() => throwNamed(error)).toThrow(error);
  expect(shortageSentence({ digest: error.digest })).toMatch(/^The disk of AESTrak's machine is full/);
  expect(shortageSentence({ digest: "1234567" })).toBeNull();
  expect(shortageSentence({ digest: "shortage-constructor" })).toBeNull();
  expect(shortageSentence(null)).toBeNull();
});
