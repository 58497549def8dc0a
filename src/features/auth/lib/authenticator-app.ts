import { Secret, TOTP } from "otpauth";

/** Seconds that a code is shown for. */
const period = 30;
/** As the HMAC of RFC 4226 wants it: 160 bits. */
const secretBytes = 20;
/** How many steps the telephone's clock may differ, either way. */
const drift = 1;

const made = (secret: Buffer, label = "") =>
  new TOTP({
    issuer: "AESTrak",
    label,
    algorithm: "SHA1",
    digits: 6,
    period,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
  });

export function newAppSecret(): Buffer {
  return Buffer.from(new Secret({ size: secretBytes }).bytes);
}

/** What an app must learn: as an address, which it reads from a picture, and as a key to type. */
export function appSetUp(secret: Buffer, account: string): { uri: string; key: string } {
  const totp = made(secret, account);
  return { uri: totp.toString(), key: totp.secret.base32 };
}

/**
 * Which step of 30 seconds since 1970 a code is of: the present one, the one before or the one after. Takes as long
 * for a wrong code as for a right one.
 * @param at milliseconds since 1970
 * @returns null when it is of none of them
 */
export function stepOfCode(secret: Buffer, code: string, at = Date.now()): number | null {
  const delta = made(secret).validate({ token: code, timestamp: at, window: drift });
  return delta === null ? null : TOTP.counter({ period, timestamp: at }) + delta;
}
