"use server";

import { isAuthApiError } from "@supabase/supabase-js";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { setTimeout as delay } from "node:timers/promises";
import { publicAction, sessionAction, userAction } from "@/libs/access/action";
import { recordFailedSignIn } from "@/libs/access/failed-sign-in";
import { heldSession } from "@/libs/access/held-session";
import { invitationByToken, invitationHash } from "@/libs/access/invitation";
import { mailedLinkByToken, mailPasswordReset, mailSignUp } from "@/libs/access/mailed-link";
import { choosePasswordByInvitation, choosePasswordByLink } from "@/libs/access/prove-mailbox";
import { provePassword } from "@/libs/access/prove-password";
import { Refusal } from "@/libs/access/refusals";
import { isOwnCookie, withdrawn } from "@/libs/access/session-cookie";
import { logger } from "@/libs/logger";
import { paths } from "@/libs/paths";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import { z } from "zod";
import { countLogIn, countMailedLink, countResetRequest, countSignUp } from "./lib/attempts";
import { beginSession, owesSecondFactor } from "./lib/begin-session";
import { evenMailPace, evenPace } from "./lib/even-pace";
import { replacePassword } from "./lib/replace-password";
import { safeNext } from "./lib/safe-next";
import {
  changePasswordInput,
  invitedSignUpInput,
  logInInput,
  mailedLinkInput,
  resetRequestInput,
  signUpInput,
} from "./schema";

/** Mails a link to set an account up. The answer is the same when there is one already. */
export const signUp = publicAction(
  { name: "sign-up", input: signUpInput },
  async ({ email, fullName, organizationName }, { request }) => {
    await countSignUp(email, request.ip);
    const wishes = { full_name: fullName, organization_name: organizationName };
    await Promise.all([mailSignUp(email, wishes), delay(evenMailPace)]);
    redirect(paths.signupSent);
  },
);

/** Makes the account of somebody who was invited: the link proved their mailbox, so that nothing else is mailed. */
export const signUpInvited = publicAction(
  { name: "sign-up-invited", input: invitedSignUpInput },
  async ({ token, newPassword, fullName }, { request, transactionOf }) => {
    await countMailedLink(request.ip);
    const invitation = await invitationByToken(token);
    if (invitation?.standing !== "open") {
      throw new Refusal("This invitation does not work any more. Ask for a new one.");
    }
    if (invitation.hasAccount) throw new Refusal("This address has an account already. Log in to join.");
    const { email } = invitation;
    const userId = await choosePasswordByInvitation(token, fullName, {
      email,
      password: newPassword,
      request,
    });
    await beginSession(email, newPassword, request);
    await transactionOf(userId, async (sql) => {
      await sql`select public.record_sign_in()`;
      await sql`select public.accept_invitation(${invitationHash(token)}::bytea)`;
    });
    redirect(paths.dashboard);
  },
);

/** Starts a session, and ends the one that the browser held. One sentence answers an unknown account, a wrong password and an unconfirmed address. */
export const logIn = publicAction(
  { name: "log-in", input: logInInput },
  async ({ email, password, next }, { request, transactionOf }) => {
    const attempt = await countLogIn(email, request.ip);
    const pace = delay(evenPace);
    const endHeldSession = await heldSession(request);
    const supabase = await supabaseServerClient();
    const { data, error } = await supabase.auth.signInWithPassword({ email, password });
    if (error) {
      const isJudged = isAuthApiError(error) && error.status < 500 && error.status !== 429;
      if (isJudged) await recordFailedSignIn(email, error.code ?? "refused", request);
      await pace;
      if (!isAuthApiError(error) || error.status >= 500) throw error;
      if (error.status === 429) throw new Refusal("Too many attempts. Try again in a few minutes.");
      throw new Refusal("The e-mail address or the password is wrong, or the account is not confirmed yet.");
    }
    await attempt.release();
    await endHeldSession();
    // With a second factor, they have signed in once they have shown it.
    if (await owesSecondFactor(data.user)) redirect(paths.secondFactor(safeNext(next)));
    await transactionOf(data.user.id, (sql) => sql`select public.record_sign_in()`);
    redirect(safeNext(next));
  },
);

const endSession = sessionAction(
  { name: "log-out", input: z.object({}), isButton: true },
  async (_input, { transaction }) => {
    await transaction((sql) => sql`select public.record_sign_out()`);
    const supabase = await supabaseServerClient();
    const { error } = await supabase.auth.signOut({ scope: "local" });
    if (error) logger.warn({ err: error }, "the Auth server did not end a session");
    const jar = await cookies();
    for (const { name } of jar.getAll()) {
      if (isOwnCookie(name)) jar.delete(withdrawn(name));
    }
    redirect(paths.login);
  },
);

/**
 * Ends this session; the browser forgets it even when the Auth server does not answer in time.
 * @throws when the sign-out could not be recorded, so that nobody walks away believing to be logged out
 */
export async function logOut(form: FormData): Promise<void> {
  const { message } = await endSession({ status: "idle" }, form);
  throw new Error(message);
}

/** Mails a link to choose a new password, if there is such an account. */
export const requestPasswordReset = publicAction(
  { name: "request-password-reset", input: resetRequestInput },
  async ({ email }, { request }) => {
    await countResetRequest(email, request.ip);
    await Promise.all([mailPasswordReset(email), delay(evenMailPace)]);
    redirect(paths.resetPasswordSent);
  },
);

/**
 * Uses a mailed link up: with it comes the password that counts from then on. It signs its owner in; after signing up,
 * to the dashboard of the organization that they named.
 */
export const followMailedLink = publicAction(
  { name: "follow-mailed-link", input: mailedLinkInput },
  async ({ token, newPassword }, { request, transactionOf }) => {
    await countMailedLink(request.ip);
    const link = await mailedLinkByToken(token);
    if (!link) throw new Refusal("This link was used already, or it is more than an hour old.");
    const userId = await choosePasswordByLink(token, { email: link.email, password: newPassword, request });
    const user = await beginSession(link.email, newPassword, request);
    if (await owesSecondFactor(user)) redirect(paths.secondFactor());
    await transactionOf(userId, async (sql) => {
      await sql`select public.record_sign_in()`;
      if (link.purpose === "sign_up")
        await sql`select public.create_organization(${link.wishes.organization_name})`;
    });
    redirect(paths.dashboard);
  },
);

/** Changes the password of somebody who knows the present one, and logs their other devices out. */
export const changePassword = userAction(
  { name: "change-password", input: changePasswordInput },
  async ({ currentPassword, newPassword }, { user, request, transaction }) => {
    const proof = await provePassword(user, currentPassword, request);
    await replacePassword(await supabaseServerClient(), newPassword);
    await transaction((sql) => sql`select public.record_password_change(${proof})`);
    return { message: "Your password is changed, and your other devices are logged out." };
  },
);
