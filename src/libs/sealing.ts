import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { environment } from "@/libs/environment";

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** One key of the installation for each purpose, so that what was sealed for one is nothing for another. */
function keyFor(purpose: string): Buffer {
  const env = environment();
  const secret = env.AESTRAK_SEALING_KEY ?? env.SUPABASE_SERVICE_ROLE_KEY;
  return Buffer.from(hkdfSync("sha256", secret, "AESTrak", purpose, 32));
}

/**
 * Seals a secret for the database, which can then be read, or copied, without telling it.
 * @param purpose what it is and whose: the same is needed to open it
 */
export function seal(secret: Buffer, purpose: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, keyFor(purpose), nonce);
  const sealed = Buffer.concat([sealing.update(secret), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), sealed]);
}

/** @throws when it was sealed with another key or for another purpose, or was changed */
export function unseal(sealed: Buffer, purpose: string): Buffer {
  const opening = createDecipheriv(cipher, keyFor(purpose), sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  opening.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([opening.update(sealed.subarray(nonceBytes + tagBytes)), opening.final()]);
}
