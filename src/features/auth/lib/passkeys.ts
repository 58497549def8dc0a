import "server-only";
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { isIP } from "node:net";
import { type Passkey, passkeysOf } from "@/libs/access/passkeys";
import type { SignedInUser } from "@/libs/access/session";
import { environment } from "@/libs/environment";

/**
 * Whom passkeys are made for: the exact name and origin of AESTRAK_SITE_URL, never what a request says. The password
 * has been shown before, so having the passkey is enough, and a security key needs no PIN of its own; authenticators
 * that can ask for a finger or a PIN are told to.
 */
const party = () => {
  const { hostname, origin } = new URL(environment().AESTRAK_SITE_URL);
  return { rpID: hostname, origin };
};
const verification = "preferred";
const requireUserVerification = false;

/** Browsers make passkeys for names, and for no bare IP address. */
export const arePasskeysOffered = (): boolean => isIP(party().rpID.replaceAll(/[[\]]/g, "")) === 0;

const described = ({ credentialId, transports }: Passkey) => ({
  id: credentialId.toString("base64url"),
  transports,
});

/** What a browser is to make a new passkey by. */
export async function registrationOptions(user: SignedInUser) {
  return generateRegistrationOptions({
    rpName: "AESTrak",
    rpID: party().rpID,
    userName: user.email,
    userID: Uint8Array.from(Buffer.from(user.id.replaceAll("-", ""), "hex")),
    timeout: 5 * 60_000,
    attestationType: "none",
    excludeCredentials: (await passkeysOf(user.id)).map(described),
    // It is never asked for without the account being known, so it needs no place of its own on a security key.
    authenticatorSelection: { residentKey: "discouraged", userVerification: verification },
  });
}

/** What a browser is to sign by one of the user's passkeys. */
export async function authenticationOptions(user: SignedInUser) {
  return generateAuthenticationOptions({
    rpID: party().rpID,
    timeout: 5 * 60_000,
    allowCredentials: (await passkeysOf(user.id)).map(described),
    userVerification: verification,
  });
}

/** @returns the new passkey, or null when the answer is not one to this challenge, from our own pages */
export async function registeredPasskey(response: unknown, challenge: Buffer): Promise<Passkey | null> {
  const { rpID, origin } = party();
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: challenge.toString("base64url"),
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification,
    });
    if (!verified) return null;
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    return {
      credentialId: Buffer.from(id, "base64url"),
      publicKey: Buffer.from(publicKey),
      signCount: counter,
      transports: transports.filter((each) => /^[a-z-]{1,20}$/.test(each)).slice(0, 8),
    };
  } catch {
    // The library throws for every way in which an answer can be wrong.
    return null;
  }
}

/** @returns the passkey that signed this challenge and its new count, or null when none of these did */
export async function shownPasskey(
  response: unknown,
  challenge: Buffer,
  passkeys: readonly Passkey[],
): Promise<{ credentialId: Buffer; signCount: number } | null> {
  const { rpID, origin } = party();
  const id = (response as { id?: unknown } | null)?.id;
  const passkey = passkeys.find(({ credentialId }) => credentialId.toString("base64url") === id);
  if (!passkey) return null;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: challenge.toString("base64url"),
      expectedOrigin: origin,
      expectedRPID: rpID,
      credential: {
        id: passkey.credentialId.toString("base64url"),
        publicKey: Uint8Array.from(passkey.publicKey),
        counter: passkey.signCount,
      },
      requireUserVerification,
    });
    return verified ? { credentialId: passkey.credentialId, signCount: authenticationInfo.newCounter } : null;
  } catch {
    return null;
  }
}
