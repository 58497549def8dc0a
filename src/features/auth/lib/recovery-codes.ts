import { randomInt, scrypt as scryptWithCallback } from "node:crypto";
import { promisify } from "node:util";

const scrypt = promisify<string, string, number, Buffer>(scryptWithCallback);

/** Letters and digits that can't be taken for one another. */
const signs = "23456789abcdefghjkmnpqrstuvwxyz";
const length = 12;
const count = 10;

/** Ten codes of three groups of four signs, such as "k7xq-29fm-vd3t". */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: count }, () => {
    const text = Array.from({ length }, () => signs[randomInt(signs.length)]).join("");
    return text.match(/.{4}/g)?.join("-") ?? text;
  });
}

/**
 * What is kept of a code: slow to compute, as 58 random bits could be guessed by a fast hash. Salted with its owner's
 * id, so that it can be looked up, and the same code of two people is not seen to be the same.
 * @param code as it was typed: case, spaces and hyphens don't matter
 */
export function recoveryCodeHash(userId: string, code: string): Promise<Buffer> {
  return scrypt(code.toLowerCase().replaceAll(/[\s-]/g, ""), `recovery code of ${userId}`, 32);
}
