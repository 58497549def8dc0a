import "server-only";
import { createClient, isAuthApiError } from "@supabase/supabase-js";
import { Refusal } from "@/libs/access/refusals";
import { environment } from "@/libs/environment";
import type { Supabase } from "@/libs/supabaseServerClient";

export interface NewSecondFactor {
  id: string;
  /** The address of a picture that authenticator apps read. */
  qrCode: string;
  /** What the picture says, to type. */
  secret: string;
}

/**
 * Begins to set up an authenticator app. It counts once a code of it was shown; beginnings before it are forgotten.
 * @throws Refusal when this Auth server takes no new ones
 */
export async function beginSecondFactor(supabase: Supabase): Promise<NewSecondFactor> {
  const { data: known, error: unread } = await supabase.auth.mfa.listFactors();
  if (unread) throw unread;
  for (const { id, status } of known.all) {
    if (status !== "unverified") continue;
    const { error } = await supabase.auth.mfa.unenroll({ factorId: id });
    if (error) throw error;
  }
  const { data, error } = await supabase.auth.mfa.enroll({
    factorType: "totp",
    issuer: "AESTrak",
    friendlyName: "Authenticator app",
  });
  if (error?.code === "mfa_totp_enroll_not_enabled")
    throw new Refusal("The sign-in server of this installation takes no new authenticator apps.");
  if (error) throw error;
  const { id, totp } = data;
  return { id, qrCode: pictureAddress(totp.qr_code), secret: totp.secret };
}

/** The picture comes as SVG after an address's beginning, or alone, and not escaped: a colour's "#" would end it. */
function pictureAddress(picture: string): string {
  const svg = picture.slice(Math.max(picture.indexOf("<"), 0));
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

/**
 * Shows a code of an authenticator app: the session's next token says so (aal2).
 * @throws Refusal for a code that is wrong or too old
 */
export async function showSecondFactor(supabase: Supabase, factorId: string, code: string): Promise<void> {
  const { error } = await supabase.auth.mfa.challengeAndVerify({ factorId, code });
  if (!error) return;
  if (!isAuthApiError(error) || error.status >= 500) throw error;
  if (error.status === 429) throw new Refusal("Too many attempts. Try again in a few minutes.");
  throw new WrongCode();
}

/** A code was shown that does not fit. */
export class WrongCode extends Refusal {
  override name = "WrongCode";
  constructor() {
    super("This code is wrong or too old. Enter the one that your app shows now.");
  }
}

/** Removes somebody's second factors past them: for who has used a recovery code. */
export async function removeSecondFactors(userId: string, factorIds: readonly string[]): Promise<void> {
  const env = environment();
  const admin = createClient(env.NEXT_PUBLIC_SUPABASE_URL, env.SUPABASE_SERVICE_ROLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  }).auth.admin;
  for (const id of factorIds) {
    const { error } = await admin.mfa.deleteFactor({ userId, id });
    if (error && !(isAuthApiError(error) && error.status === 404)) throw error;
  }
}
