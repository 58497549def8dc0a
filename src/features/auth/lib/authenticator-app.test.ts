import { describe, expect, test } from "vitest";
import { appSetUp, newAppSecret, stepOfCode } from "./authenticator-app";

/** RFC 6238, appendix B: its SHA-1 secret, and the last six of its eight digits. */
const secret = Buffer.from("12345678901234567890", "ascii");
const vectors: [seconds: number, code: string][] = [
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
];

describe("a code of an authenticator app", () => {
  test.each(vectors)("at %i s is that of RFC 6238: %s", (seconds, code) => {
    expect(stepOfCode(secret, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  test("may be one step early or late, and no more; its own step is told", () => {
    const [seconds, code] = vectors[4]!;
    const step = Math.floor(seconds / 30);
    const at = (steps: number) => stepOfCode(secret, code, (seconds + steps * 30) * 1000);
    expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, step, step, step, null]);
  });

  test("of another secret, or of another length, is of no step", () => {
    const [seconds, code] = vectors[0]!;
    expect(stepOfCode(newAppSecret(), code, seconds * 1000)).toBeNull();
    for (const typed of ["", "0", "28708", "2870822"])
      expect(stepOfCode(secret, typed, seconds * 1000)).toBeNull();
  });
});

test("a secret has 160 bits and is another each time", () => {
  const secrets = Array.from({ length: 100 }, () => newAppSecret().toString("hex"));
  expect(new Set(secrets).size).toBe(100);
  expect(new Set(secrets.map((hex) => hex.length))).toEqual(new Set([40]));
});

test("an app learns the secret, the name of the account and ours", () => {
  const { uri, key } = appSetUp(secret, "a+b@example.com");
  expect(key).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  expect(uri).toMatch(/^otpauth:\/\/totp\/AESTrak:a%2Bb%40example\.com\?/);
  expect(Object.fromEntries(new URL(uri).searchParams)).toEqual({
    issuer: "AESTrak",
    secret: key,
    algorithm: "SHA1",
    digits: "6",
    period: "30",
  });
});
