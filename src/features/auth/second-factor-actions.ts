"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { sessionAction, userAction } from "@/libs/access/action";
import { recordFailedSignIn } from "@/libs/access/failed-sign-in";
import { judgePassword } from "@/libs/access/prove-password";
import { spendRecoveryCode } from "@/libs/access/recovery-code";
import { Refusal } from "@/libs/access/refusals";
import type { RequestContext, Transaction } from "@/libs/database";
import { logger } from "@/libs/logger";
import { requireSession, type SignedInUser } from "@/libs/access/session";
import { paths } from "@/libs/paths";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import { countSecondFactor } from "./lib/attempts";
import { newRecoveryCodes, recoveryCodeHash } from "./lib/recovery-codes";
import { safeNext } from "./lib/safe-next";
import { beginSecondFactor, removeSecondFactors, showSecondFactor, WrongCode } from "./lib/second-factor";
import {
  newSecondFactorInput,
  recoveryCodeInput,
  secondFactorInput,
  shownCodeInput,
  startSecondFactorInput,
} from "./schema";

/**
 * Begins to set up an authenticator app, after the present password: whoever holds no more than a session could shut
 * its owner out with an app of their own. Shows what the app must learn, this once.
 */
export const startSecondFactor = sessionAction(
  { name: "start-second-factor", input: startSecondFactorInput },
  async ({ currentPassword }, { session, request }) => {
    if (!session.isSecondFactorOffered)
      throw new Refusal("The sign-in server of this installation has no second factor.");
    if (session.secondFactors.length > 0) throw new Refusal("Remove the present authenticator app first.");
    await judgePassword(session.user, currentPassword, request);
    const { id, qrCode, secret } = await beginSecondFactor(await supabaseServerClient());
    return { shown: { factorId: id, qrCode, secret } };
  },
);

/** Takes the first code of a new authenticator app. From then on it is asked for; shows the recovery codes, this once. */
export const finishSecondFactor = sessionAction(
  { name: "finish-second-factor", input: newSecondFactorInput },
  async ({ factorId, code }, { session, transaction }) => {
    if (session.secondFactors.length > 0) throw new Refusal("Remove the present authenticator app first.");
    const attempt = await countSecondFactor(session.user.id);
    await showSecondFactor(await supabaseServerClient(), factorId, code);
    await attempt.release();
    const { codes, hashes } = await recoveryCodesFor(session.user.id);
    await transaction((sql) => sql`select public.record_second_factor(${hashes(sql)})`, "aal2");
    revalidatePath(paths.settings.security);
    return { shown: { codes } };
  },
);

/** Shows the second factor after the password. */
export const verifySecondFactor = sessionAction(
  { name: "verify-second-factor", input: secondFactorInput },
  async ({ code, next }, { session, request, transaction }) => {
    const [factorId] = session.secondFactors;
    if (session.owes !== "code" || !factorId) redirect(safeNext(next));
    await judgeCode(session.user, factorId, code, request);
    await transaction((sql) => sql`select public.record_sign_in()`, "aal2");
    redirect(safeNext(next));
  },
);

/** Takes a recovery code in place of the lost factor: removes that, and leads to setting up another. */
export const enterRecoveryCode = sessionAction(
  { name: "enter-recovery-code", input: recoveryCodeInput },
  async ({ recoveryCode }, { session: { user, owes, secondFactors }, request }) => {
    if (owes !== "code") redirect(paths.secondFactor());
    const attempt = await countSecondFactor(user.id);
    const hash = await recoveryCodeHash(user.id, recoveryCode);
    const worked = await spendRecoveryCode(user, hash, request, () =>
      removeSecondFactors(user.id, secondFactors),
    );
    if (!worked) {
      await recordFailedSignIn(user.email, "recovery_code", request);
      throw new Refusal("This recovery code is wrong or was used already.");
    }
    await attempt.release();
    redirect(paths.secondFactor());
  },
);

/** Shows ten new recovery codes, this once; the old ones no longer work. */
export const replaceRecoveryCodes = userAction(
  { name: "replace-recovery-codes", input: z.object({}) },
  async (_input, { user, transaction }) => {
    const { codes, hashes } = await recoveryCodesFor(user.id);
    await transaction((sql) => sql`select public.replace_recovery_codes(${hashes(sql)})`);
    revalidatePath(paths.settings.security);
    return { shown: { codes } };
  },
);

/** Removes the authenticator app of somebody who has shown it in this session, and shows it once more. */
export const removeSecondFactor = userAction(
  { name: "remove-second-factor", input: shownCodeInput },
  async ({ code }, { user, request, transaction }) => {
    const { secondFactors } = await requireSession();
    const [shown] = secondFactors;
    if (!shown || user.assurance !== "aal2") throw new Refusal("Log in with your authenticator app first.");
    await judgeCode(user, shown, code, request);
    const supabase = await supabaseServerClient();
    for (const factorId of secondFactors) {
      const { error } = await supabase.auth.mfa.unenroll({ factorId });
      if (error) throw error;
    }
    await transaction((sql) => sql`select public.record_second_factor_removal()`);
    // The token in the cookies says aal2 until it runs out: an admin whose plan asks would be asked only then.
    const { error } = await supabase.auth.refreshSession();
    if (error) logger.warn({ err: error }, "a session whose second factor was removed got no new token");
    revalidatePath(paths.settings.security);
  },
);

/** Has the Auth server judge a code; a wrong one counts and is recorded. @throws Refusal */
async function judgeCode(
  { id, email }: SignedInUser,
  factorId: string,
  code: string,
  request: RequestContext,
): Promise<void> {
  const attempt = await countSecondFactor(id);
  try {
    await showSecondFactor(await supabaseServerClient(), factorId, code);
  } catch (error) {
    if (error instanceof WrongCode) await recordFailedSignIn(email, "second_factor", request);
    throw error;
  }
  await attempt.release();
}

async function recoveryCodesFor(userId: string) {
  const codes = newRecoveryCodes();
  const kept = await Promise.all(codes.map((code) => recoveryCodeHash(userId, code)));
  const hex = kept.map((hash) => hash.toString("hex"));
  // The driver sends a list of texts, and no list of bytes.
  const hashes = (sql: Transaction) => sql`array(select decode(h, 'hex') from unnest(${hex}::text[]) h)`;
  return { codes: codes.join("\n"), hashes };
}
