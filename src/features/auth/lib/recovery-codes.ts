import { createHash, randomInt } from "node:crypto";

/** Letters and digits that can't be taken for one another. */
const signs = "23456789abcdefghjkmnpqrstuvwxyz";
/** 138 random bits. */
const length = 28;
const count = 10;

/** Ten codes of seven groups of four signs, such as "k7xq-29fm-vd3t-…". */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: count }, () => {
    const text = Array.from({ length }, () => signs[randomInt(signs.length)]).join("");
    return text.match(/.{4}/g)?.join("-") ?? text;
  });
}

/**
 * What is kept of a code, which nobody can guess. With its owner's id, so that it can be looked up, and the same code of
 * two people is not seen to be the same.
 * @param code as it was typed: case, spaces and hyphens don't matter
 */
export function recoveryCodeHash(userId: string, code: string): Buffer {
  const plain = code.toLowerCase().replaceAll(/[\s-]/g, "");
  return createHash("sha256").update(`recovery code of ${userId}\n${plain}`).digest();
}
