"use server";

import { createHash } from "node:crypto";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { userAction } from "@/libs/access/action";
import { provePassword } from "@/libs/access/prove-password";
import { Refusal } from "@/libs/access/refusals";
import { paths } from "@/libs/paths";
import { countEmailChange, countEmailConfirmation } from "./lib/attempts";
import { forgetBrowser } from "./lib/forget-browser";
import { deleteAccountInput, emailChangeInput, emailTokenInput, noInput } from "./schema";

/** Mails a link to the address that the signed-in user wishes to have. The answer is the same when it is taken. */
export const requestEmailChange = userAction(
  { name: "request-email-change", input: emailChangeInput },
  async ({ newEmail, currentPassword }, { user, request, transaction }) => {
    await countEmailChange(user.id, newEmail);
    const proof = await provePassword(user, currentPassword, request);
    await transaction((sql) => sql`select public.request_email_change(${newEmail}, ${proof})`);
    revalidatePath(paths.settings.account);
    return { message: `A mail to ${newEmail} is on the way. Open its link within an hour, on this device.` };
  },
);

/** Keeps the present address; the link that was mailed no longer works. */
export const cancelEmailChange = userAction(
  { name: "cancel-email-change", input: noInput },
  async (_input, { transaction }) => {
    await transaction((sql) => sql`select public.cancel_email_change()`);
    revalidatePath(paths.settings.account);
    return { message: "Your address stays as it is." };
  },
);

/** Makes the new address count, by the token that was mailed there, and logs the other devices out. */
export const confirmEmailChange = userAction(
  { name: "confirm-email-change", input: emailTokenInput },
  async ({ token }, { user, transaction }) => {
    await countEmailConfirmation(user.id);
    const hash = createHash("sha256").update(token).digest();
    await transaction((sql) => sql`select public.confirm_email_change(${hash}::bytea)`);
    revalidatePath("/", "layout");
    redirect(paths.settings.account);
  },
);

/** Ends the signed-in user's account for good. */
export const deleteAccount = userAction(
  { name: "delete-account", input: deleteAccountInput },
  async ({ typedEmail, currentPassword }, { user, request, transaction }) => {
    if (typedEmail !== user.email.toLowerCase())
      throw new Refusal(`This is not the address of your account, which is ${user.email}.`);
    const proof = await provePassword(user, currentPassword, request);
    await transaction((sql) => sql`select public.delete_account(${proof})`);
    await forgetBrowser();
    redirect(paths.accountDeleted);
  },
);
