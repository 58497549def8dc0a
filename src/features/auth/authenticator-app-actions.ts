"use server";

import { revalidatePath } from "next/cache";
import { renderSVG } from "uqr";
import { sessionAction } from "@/libs/access/action";
import { judgePassword } from "@/libs/access/prove-password";
import { Refusal } from "@/libs/access/refusals";
import { addAuthenticatorApp, beginSecondFactor, begunSecondFactor } from "@/libs/access/second-factors";
import { paths } from "@/libs/paths";
import { seal, unseal } from "@/libs/sealing";
import { countSecondFactor } from "./lib/attempts";
import { appSetUp, newAppSecret, stepOfCode } from "./lib/authenticator-app";
import { appSealedFor, newFactorCodes, WrongCode } from "./lib/second-factor";
import { newAppInput, startSecondFactorInput } from "./schema";

/**
 * Begins to set up an authenticator app, after the present password: whoever holds no more than a session could shut
 * its owner out with an app of their own. Shows what the app must learn, this once.
 */
export const startAuthenticatorApp = sessionAction(
  { name: "start-authenticator-app", input: startSecondFactorInput },
  async ({ name, currentPassword }, { session: { user, owes }, request }) => {
    if (owes === "proof") throw new Refusal("Show your second factor first.");
    await judgePassword(user, currentPassword, request);
    const secret = newAppSecret();
    await beginSecondFactor(user, "add_app", seal(secret, appSealedFor(user.id)));
    const { uri, key } = appSetUp(secret, user.email);
    const picture = renderSVG(uri, { ecc: "M", border: 2 });
    return {
      shown: {
        name: name || "Authenticator app",
        key,
        qrCode: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`,
      },
    };
  },
);

/** Takes the first code of a new authenticator app. From then on it is asked for; with the first, shows the recovery codes, this once. */
export const finishAuthenticatorApp = sessionAction(
  { name: "finish-authenticator-app", input: newAppInput },
  async ({ name, code }, { session: { user, secondFactors }, request }) => {
    const attempt = await countSecondFactor(user.id);
    const sealed = await begunSecondFactor(user, "add_app");
    if (!sealed)
      throw new Refusal("This took more than a quarter of an hour. Load the page and start again.");
    const step = stepOfCode(unseal(sealed, appSealedFor(user.id)), code);
    if (step === null) throw new WrongCode();
    const { codes, hashes } = newFactorCodes(user.id, secondFactors);
    const count = await addAuthenticatorApp(user, { name, step, recoveryCodeHashes: hashes }, request);
    if (count === null) throw new Refusal("This app was set up already.");
    await attempt.release();
    revalidatePath(paths.settings.security);
    return count === 1 ? { shown: { codes } } : { message: "The authenticator app is set up." };
  },
);
