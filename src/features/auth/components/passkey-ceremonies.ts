import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { askPasskey, finishPasskey, startPasskey, verifyPasskey } from "@/features/auth/passkey-actions";
import type { FormAction } from "@/libs/access/action";

/** Asks our server what is to be signed, the browser for the signature, and hands that to our server. */
function ceremony(
  ask: FormAction,
  sign: (options: never) => Promise<unknown>,
  answer: FormAction,
): FormAction {
  return async (previous, form) => {
    const asked = await ask(previous, form);
    const options = asked.shown?.["options"];
    if (!options) return asked;
    const answered = new FormData();
    for (const [name, value] of Object.entries(asked.shown ?? {}))
      if (name === "name") answered.set(name, value);
    const next = form.get("next");
    if (next !== null) answered.set("next", next);
    try {
      answered.set("response", JSON.stringify(await sign(JSON.parse(options) as never)));
    } catch (error) {
      return { status: "refused", message: trouble(error), values: asked.values ?? {} };
    }
    return answer(asked, answered);
  };
}

/** Browsers tell neither a refusal by a person from a timeout nor from a device without the passkey, on purpose. */
function trouble(error: unknown): string {
  const { name } = error as Error;
  if (name === "InvalidStateError") return "This device has a passkey of your account already.";
  if (name === "NotSupportedError" || name === "SecurityError")
    return "This browser can’t use passkeys here. Use an authenticator app instead.";
  return "The browser got no passkey: it was canceled, took too long, or this device has none of your account.";
}

/** Sets a passkey up. */
export const createPasskey = ceremony(
  startPasskey,
  (optionsJSON) => startRegistration({ optionsJSON }),
  finishPasskey,
);

/** Shows a passkey. */
export const showPasskey = ceremony(
  askPasskey,
  (optionsJSON) => startAuthentication({ optionsJSON }),
  verifyPasskey,
);
