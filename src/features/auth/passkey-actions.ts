"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { sessionAction } from "@/libs/access/action";
import { recordFailedSignIn } from "@/libs/access/failed-sign-in";
import { addPasskey, notePasskey, passkeysOf, takeChallenge } from "@/libs/access/passkeys";
import { judgePassword } from "@/libs/access/prove-password";
import { Refusal } from "@/libs/access/refusals";
import { beginSecondFactor } from "@/libs/access/second-factors";
import { paths } from "@/libs/paths";
import { countSecondFactor } from "./lib/attempts";
import { deviceOf } from "./lib/device";
import {
  arePasskeysOffered,
  authenticationOptions,
  registeredPasskey,
  registrationOptions,
  shownPasskey,
} from "./lib/passkeys";
import { safeNext } from "./lib/safe-next";
import { canShowSecondFactor, newFactorCodes } from "./lib/second-factor";
import { newPasskeyInput, shownPasskeyInput, startSecondFactorInput } from "./schema";

/** Begins to set up a passkey, after the present password. Shows what the browser is to make it by. */
export const startPasskey = sessionAction(
  { name: "start-passkey", input: startSecondFactorInput },
  async ({ name, currentPassword }, { session: { user, owes }, request }) => {
    if (owes === "proof") throw new Refusal("Show your second factor first.");
    if (!arePasskeysOffered()) throw new Refusal("Passkeys need an installation that is opened by a name.");
    await judgePassword(user, currentPassword, request);
    const options = await registrationOptions(user);
    await beginSecondFactor(user, "add_passkey", Buffer.from(options.challenge, "base64url"));
    return {
      shown: {
        name: name || `Passkey of ${deviceOf(request.userAgent)}`.slice(0, 60),
        options: JSON.stringify(options),
      },
    };
  },
);

/** Takes a new passkey. From then on it can be shown; with the first second factor, shows the recovery codes, this once. */
export const finishPasskey = sessionAction(
  { name: "finish-passkey", input: newPasskeyInput },
  async ({ name, response }, { session: { user, secondFactors }, request }) => {
    const challenge = await takeChallenge(user, "add_passkey");
    const passkey = challenge && (await registeredPasskey(response, challenge));
    if (!passkey) throw new Refusal("This passkey could not be set up. Start again.");
    const { codes, hashes } = newFactorCodes(user.id, secondFactors);
    const count = await addPasskey(user, { ...passkey, name, recoveryCodeHashes: hashes }, request);
    revalidatePath(paths.settings.security);
    return count === 1 ? { shown: { codes } } : { message: "The passkey is set up." };
  },
);

/** Shows what the browser is to sign by a passkey. */
export const askPasskey = sessionAction(
  { name: "ask-passkey", input: z.object({}) },
  async (_input, { session }) => {
    if (!canShowSecondFactor(session))
      throw new Refusal("Your account asks for no passkey now. Load the page again.");
    const options = await authenticationOptions(session.user);
    await beginSecondFactor(session.user, "show_passkey", Buffer.from(options.challenge, "base64url"));
    return { shown: { options: JSON.stringify(options) } };
  },
);

/** Shows a passkey after the password, or once more before a second factor is changed. */
export const verifyPasskey = sessionAction(
  { name: "verify-passkey", input: shownPasskeyInput },
  async ({ response, next }, { session, request, transaction }) => {
    if (!canShowSecondFactor(session)) redirect(safeNext(next));
    const { user } = session;
    const attempt = await countSecondFactor(user.id);
    const challenge = await takeChallenge(user, "show_passkey");
    const shown = challenge && (await shownPasskey(response, challenge, await passkeysOf(user.id)));
    if (!shown || !(await notePasskey(user, shown.credentialId, shown.signCount))) {
      await recordFailedSignIn(user.email, "passkey", request);
      throw new Refusal("This passkey was not accepted. Try again, or use another way.");
    }
    await attempt.release();
    if (session.owes) await transaction((sql) => sql`select public.record_sign_in()`);
    redirect(safeNext(next));
  },
);
