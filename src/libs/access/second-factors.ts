import "server-only";
import { database, type RequestContext, requestSetting, type Transaction } from "@/libs/database";

/** A session that may still owe its second factor, so that it can do nothing by itself. */
export interface ShowingSession {
  /** Of its owner. */
  id: string;
  sessionId: string;
}

export type Beginning = "add_app" | "add_passkey" | "show_passkey";

/** Runs `work` with the server's own rights, recorded under this request. */
export async function recorded<T>(
  request: RequestContext,
  work: (sql: Transaction) => Promise<T>,
): Promise<T> {
  const done = await database().begin(async (sql) => {
    await sql`select set_config('aestrak.request', ${requestSetting(request)}, true)`;
    return { value: await work(sql) };
  });
  return (done as { value: T }).value;
}

/** Whether somebody has an authenticator app or a passkey here. */
export async function hasSecondFactor(userId: string): Promise<boolean> {
  const [row] = await database()<{ has: boolean }[]>`
    select exists (select from public.second_factors f where f.user_id = ${userId}) as has`;
  return row?.has === true;
}

/** Keeps what a session is to answer, in place of what it had begun of the same kind. */
export async function beginSecondFactor(
  { id, sessionId }: ShowingSession,
  purpose: Beginning,
  challenge: Buffer,
): Promise<void> {
  await database()`select private.begin_second_factor(${id}, ${sessionId}, ${purpose}, ${challenge})`;
}

/** What a session has begun and not finished, or null. */
export async function begunSecondFactor(
  { id, sessionId }: ShowingSession,
  purpose: Beginning,
): Promise<Buffer | null> {
  const [row] = await database()<{ challenge: Buffer | null }[]>`
    select private.begun_second_factor(${id}, ${sessionId}, ${purpose}) as challenge`;
  return row?.challenge ?? null;
}

/**
 * Adds the app that this session began.
 * @param app its name, the step of its first code, and recovery codes, which count when it is the first second factor
 * @returns how many there are now; null when the session had begun none
 */
export function addAuthenticatorApp(
  { id, sessionId }: ShowingSession,
  app: { name: string; step: number; recoveryCodeHashes: readonly Buffer[] },
  request: RequestContext,
): Promise<number | null> {
  return recorded(request, async (sql) => {
    const [row] = await sql<{ count: number | null }[]>`
      select private.add_authenticator_app(${id}, ${sessionId}, ${app.name}, ${app.step},
        ${byteLists(sql, app.recoveryCodeHashes)}) as count`;
    return row?.count ?? null;
  });
}

/** The authenticator apps of a person, with their sealed secrets. */
export async function authenticatorAppsOf(
  userId: string,
): Promise<{ factorId: string; sealedSecret: Buffer }[]> {
  return database()<{ factorId: string; sealedSecret: Buffer }[]>`
    select f.id as "factorId", a.sealed_secret as "sealedSecret"
    from public.second_factors f join private.authenticator_apps a on a.factor_id = f.id where f.user_id = ${userId}`;
}

/** Notes that a session showed a code of this step. @returns false when the step was used already */
export async function noteAuthenticatorCode(
  { id, sessionId }: ShowingSession,
  factorId: string,
  step: number,
): Promise<boolean> {
  const [row] = await database()<{ shown: boolean }[]>`
    select private.show_authenticator_code(${id}, ${sessionId}, ${factorId}, ${step}) as shown`;
  return row?.shown === true;
}

/** Notes that a session showed a factor that hosted Supabase keeps. @returns false for people who have one here */
export async function noteAuthServerFactor({ id, sessionId }: ShowingSession): Promise<boolean> {
  const [row] = await database()<{ shown: boolean }[]>`
    select private.show_auth_server_factor(${id}, ${sessionId}) as shown`;
  return row?.shown === true;
}

/**
 * Uses a recovery code up.
 * @param hash of the code and its owner
 * @returns whether the code worked; then all second factors of its owner are removed
 */
export function spendRecoveryCode(
  { id, sessionId }: ShowingSession,
  hash: Buffer,
  request: RequestContext,
): Promise<boolean> {
  return recorded(request, async (sql) => {
    const [row] = await sql<{ works: boolean }[]>`
      select private.use_recovery_code(${id}, ${sessionId}, ${hash}) as works`;
    return row?.works === true;
  });
}

/** A list of bytes; the driver sends lists of texts only. */
export function byteLists(sql: Transaction, bytes: readonly Buffer[]) {
  const hex = bytes.map((each) => each.toString("hex"));
  return sql`array(select decode(h, 'hex') from unnest(${hex}::text[]) h)`;
}
