"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { sessionAction, userAction } from "@/libs/access/action";
import { recordFailedSignIn } from "@/libs/access/failed-sign-in";
import { provePassword } from "@/libs/access/prove-password";
import { Refusal } from "@/libs/access/refusals";
import { byteLists, spendRecoveryCode } from "@/libs/access/second-factors";
import { paths } from "@/libs/paths";
import { countSecondFactor } from "./lib/attempts";
import { recoveryCodeHash } from "./lib/recovery-codes";
import { safeNext } from "./lib/safe-next";
import { canShowSecondFactor, recoveryCodesFor, showCode } from "./lib/second-factor";
import { recoveryCodeInput, removeSecondFactorInput, secondFactorInput } from "./schema";

/** Shows a code after the password, or once more before a second factor is changed. */
export const verifySecondFactor = sessionAction(
  { name: "verify-second-factor", input: secondFactorInput },
  async ({ code, next }, { session, request, transaction }) => {
    if (!canShowSecondFactor(session)) redirect(safeNext(next));
    await showCode(session, code, request);
    if (session.owes) await transaction((sql) => sql`select public.record_sign_in()`);
    redirect(safeNext(next));
  },
);

/** Takes a recovery code in place of what is lost: removes all second factors, and leads to setting up another. */
export const enterRecoveryCode = sessionAction(
  { name: "enter-recovery-code", input: recoveryCodeInput },
  async ({ recoveryCode }, { session: { user, owes }, request }) => {
    if (owes !== "proof") redirect(paths.secondFactor());
    const attempt = await countSecondFactor(user.id);
    const hash = recoveryCodeHash(user.id, recoveryCode);
    if (!(await spendRecoveryCode(user, hash, request))) {
      await recordFailedSignIn(user.email, "recovery_code", request);
      throw new Refusal("This recovery code is wrong or was used already.");
    }
    await attempt.release();
    redirect(paths.secondFactor());
  },
);

/** Shows ten new recovery codes, this once; the old ones no longer work. The session has just shown a second factor. */
export const replaceRecoveryCodes = userAction(
  { name: "replace-recovery-codes", input: z.object({}) },
  async (_input, { user, transaction }) => {
    const { codes, hashes } = recoveryCodesFor(user.id);
    await transaction((sql) => sql`select public.replace_recovery_codes(${byteLists(sql, hashes)})`);
    revalidatePath(paths.settings.security);
    return { shown: { codes } };
  },
);

/** Removes a second factor, by the present password, in a session that has just shown one. */
export const removeSecondFactor = userAction(
  { name: "remove-second-factor", input: removeSecondFactorInput },
  async ({ factorId, currentPassword }, { user, request, transaction }) => {
    const proof = await provePassword(user, currentPassword, request);
    await transaction((sql) => sql`select public.remove_second_factor(${factorId}, ${proof})`);
    revalidatePath(paths.settings.security);
  },
);
