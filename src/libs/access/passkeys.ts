import "server-only";
import { database, type RequestContext } from "@/libs/database";
import { byteLists, recorded, type ShowingSession } from "./second-factors";

export interface Passkey {
  credentialId: Buffer;
  /** COSE */
  publicKey: Buffer;
  /** As the authenticator said last; 0 when it doesn't count. */
  signCount: number;
  transports: string[];
}

export function passkeysOf(userId: string): Promise<Passkey[]> {
  return database()<Passkey[]>`
    select p.credential_id as "credentialId", p.public_key as "publicKey", p.sign_count::float8 as "signCount", p.transports
    from public.second_factors f join private.passkeys p on p.factor_id = f.id where f.user_id = ${userId} order by f.created_at`;
}

/** What this session was to sign, which is over by this; null when there is nothing. */
export async function takeChallenge(
  { sessionId }: ShowingSession,
  purpose: "add_passkey" | "show_passkey",
): Promise<Buffer | null> {
  const [row] = await database()<{ challenge: Buffer | null }[]>`
    select private.take_second_factor_beginning(${sessionId}, ${purpose}) as challenge`;
  return row?.challenge ?? null;
}

/**
 * Adds a passkey that has just signed.
 * @param recoveryCodeHashes count when it is the first second factor
 * @returns how many second factors there are now
 */
export function addPasskey(
  { id, sessionId }: ShowingSession,
  { name, recoveryCodeHashes, ...key }: Passkey & { name: string; recoveryCodeHashes: readonly Buffer[] },
  request: RequestContext,
): Promise<number> {
  return recorded(request, async (sql) => {
    const [row] = await sql<{ count: number }[]>`
      select private.add_passkey(${id}, ${sessionId}, ${name}, ${key.credentialId}, ${key.publicKey}, ${key.signCount},
        ${key.transports}::text[], ${byteLists(sql, recoveryCodeHashes)}) as count`;
    if (!row) throw new Error("The passkey was not added.");
    return row.count;
  });
}

/** Notes that a session showed a passkey. @returns false when it is not theirs, or its count did not rise */
export async function notePasskey(
  { id, sessionId }: ShowingSession,
  credentialId: Buffer,
  signCount: number,
): Promise<boolean> {
  const [row] = await database()<{ shown: boolean }[]>`
    select private.show_passkey(${id}, ${sessionId}, ${credentialId}, ${signCount}) as shown`;
  return row?.shown === true;
}
