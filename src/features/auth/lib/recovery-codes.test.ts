import { expect, test } from "vitest";
import { newRecoveryCodes, recoveryCodeHash } from "./recovery-codes";

test("there are ten codes, all different, that are easy to copy by hand", () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes)
    expect(code).toMatch(/^[2-9a-hjkmnp-z]{4}-[2-9a-hjkmnp-z]{4}-[2-9a-hjkmnp-z]{4}$/);
  expect(newRecoveryCodes()).not.toEqual(codes);
});

test("how a code is typed does not matter, whose it is does", async () => {
  const kept = await recoveryCodeHash("one", "k7xq-29fm-vd3t");
  expect(await recoveryCodeHash("one", " K7XQ 29FM vd3t")).toEqual(kept);
  expect(await recoveryCodeHash("two", "k7xq-29fm-vd3t")).not.toEqual(kept);
  expect(await recoveryCodeHash("one", "k7xq-29fm-vd3u")).not.toEqual(kept);
});
