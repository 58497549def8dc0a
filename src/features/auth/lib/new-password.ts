// The list of common passwords is half a megabyte, and no business of the browser.
import "server-only";
import { dictionary } from "@zxcvbn-ts/language-common";
import { z } from "zod";

const common: ReadonlySet<unknown> = new Set(dictionary.passwords);

/** Ways along the digits, the alphabet and a keyboard. */
const runs = [
  "01234567890123456789",
  "98765432109876543210",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
];

/** What somebody would try first: known passwords, the product's name, a sign or a few of them repeated, and runs. */
function isEasilyGuessed(password: string): boolean {
  const plain = password.toLowerCase();
  return (
    common.has(plain) ||
    plain.includes("aestrak") ||
    /^(.{1,5})\1+$/u.test(plain) ||
    runs.some((run) => run.includes(plain))
  );
}

/** A password that somebody chooses. The Auth server hashes the first 72 bytes only, so it refuses what is longer. */
export const newPassword = z
  .string()
  .min(10, "Use at least 10 characters.")
  .refine((text) => !isEasilyGuessed(text), "This password is too easy to guess. Choose another.")
  .refine((text) => new TextEncoder().encode(text).length <= 72, "Use at most 72 characters.");
