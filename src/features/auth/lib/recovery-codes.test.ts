import { expect, test } from "vitest";
import { newRecoveryCodes, recoveryCodeHash } from "./recovery-codes";

test("there are ten codes of 128 bits at least, all different, that are easy to copy by hand", () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^[2-9a-hjkmnp-z]{4}(?:-[2-9a-hjkmnp-z]{4}){6}$/);
    expect(code.replaceAll("-", "").length * Math.log2(31)).toBeGreaterThanOrEqual(128);
  }
  expect(newRecoveryCodes()).not.toEqual(codes);
});

test("how a code is typed does not matter, whose it is does", () => {
  const kept = recoveryCodeHash("one", "k7xq-29fm-vd3t");
  expect(recoveryCodeHash("one", " K7XQ 29FM vd3t")).toEqual(kept);
  expect(recoveryCodeHash("two", "k7xq-29fm-vd3t")).not.toEqual(kept);
  expect(recoveryCodeHash("one", "k7xq-29fm-vd3u")).not.toEqual(kept);
});
