import "server-only";
import { isAuthApiError } from "@supabase/supabase-js";
import { recordFailedSignIn } from "@/libs/access/failed-sign-in";
import { Refusal } from "@/libs/access/refusals";
import {
  authenticatorAppsOf,
  noteAuthenticatorCode,
  noteAuthServerFactor,
} from "@/libs/access/second-factors";
import type { OpenSession, SignedInUser } from "@/libs/access/session";
import type { RequestContext } from "@/libs/database";
import { logger } from "@/libs/logger";
import { unseal } from "@/libs/sealing";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import { countSecondFactor } from "./attempts";
import { stepOfCode } from "./authenticator-app";
import { newRecoveryCodes, recoveryCodeHash } from "./recovery-codes";

/** What the secret of an authenticator app is sealed for. */
export const appSealedFor = (userId: string) => `authenticator app of ${userId}`;

/** A code was shown that does not fit, or that was used already. */
export class WrongCode extends Refusal {
  override name = "WrongCode";
  constructor() {
    super("This code is wrong, too old or used already. Enter the one that your app shows now.");
  }
}

/** Whether a session has anything to show, and may: before it opens anything, or once more before a delicate change. */
export const canShowSecondFactor = ({ owes, secondFactors }: OpenSession): boolean =>
  owes === "proof" || (owes === null && secondFactors.kinds.length > 0);

/**
 * Judges a code of an authenticator app, and notes on the session that it was shown. A wrong one counts and is recorded.
 * @throws Refusal for a code that is wrong, too old or used
 */
export async function showCode(session: OpenSession, code: string, request: RequestContext): Promise<void> {
  const { user, secondFactors } = session;
  const attempt = await countSecondFactor(user.id);
  const isRight = secondFactors.atAuthServer
    ? await showAtAuthServer(user, secondFactors.atAuthServer, code)
    : await showOwnCode(user, code);
  if (!isRight) {
    await recordFailedSignIn(user.email, "second_factor", request);
    throw new WrongCode();
  }
  await attempt.release();
}

async function showOwnCode(user: SignedInUser, code: string): Promise<boolean> {
  let isShown = false;
  for (const { factorId, sealedSecret } of await authenticatorAppsOf(user.id)) {
    let step: number | null = null;
    try {
      step = stepOfCode(unseal(sealedSecret, appSealedFor(user.id)), code);
    } catch (error) {
      // The key was replaced without the former one being named; another app or a recovery code still lets them in.
      logger.error({ err: error, factorId }, "the secret of an authenticator app could not be unsealed");
    }
    if (step !== null) isShown = (await noteAuthenticatorCode(user, factorId, step)) || isShown;
  }
  return isShown;
}

/** For whoever set one up at hosted Supabase past us, and has none here. */
async function showAtAuthServer(user: SignedInUser, factorId: string, code: string): Promise<boolean> {
  const supabase = await supabaseServerClient();
  const { error } = await supabase.auth.mfa.challengeAndVerify({ factorId, code });
  if (!error) return noteAuthServerFactor(user);
  if (!isAuthApiError(error) || error.status >= 500) throw error;
  if (error.status === 429) throw new Refusal("Too many attempts. Try again in a few minutes.");
  return false;
}

/** Ten new recovery codes: to show, one a line, and to keep. */
export function recoveryCodesFor(userId: string): { codes: string; hashes: Buffer[] } {
  const codes = newRecoveryCodes();
  const hashes = codes.map((code) => recoveryCodeHash(userId, code));
  return { codes: codes.join("\n"), hashes };
}

/** Recovery codes for a second factor that is being set up: whoever has another has theirs already. */
export function newFactorCodes(
  userId: string,
  { kinds }: OpenSession["secondFactors"],
): { codes: string; hashes: Buffer[] } {
  return kinds.length > 0 ? { codes: "", hashes: [] } : recoveryCodesFor(userId);
}
