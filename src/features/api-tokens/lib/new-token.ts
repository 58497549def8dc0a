import { createHash, randomBytes } from "node:crypto";

/** Signs of the random part by which people recognise a token. The rest keeps more than 200 random bits. */
const shownSigns = 6;

/** Makes up a token: 32 random bytes behind a word that secret scanners find; its SHA-256; how it begins. */
export function newToken(): { token: string; hash: Buffer; prefix: string } {
  const token = `aestrak_${randomBytes(32).toString("base64url")}`;
  return {
    token,
    hash: createHash("sha256").update(token).digest(),
    prefix: token.slice(0, "aestrak_".length + shownSigns),
  };
}
