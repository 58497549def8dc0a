"use server";

import { isAuthApiError, isAuthRetryableFetchError } from "@supabase/supabase-js";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { setTimeout as delay } from "node:timers/promises";
import { publicAction, sessionAction, userAction } from "@/libs/access/action";
import { recordFailedSignIn } from "@/libs/access/failed-sign-in";
import { invitationByToken, rememberInvitation } from "@/libs/access/invitation";
import { ownProfile } from "@/libs/access/membership";
import { provePassword } from "@/libs/access/prove-password";
import { Refusal } from "@/libs/access/refusals";
import { hasSecondFactor } from "@/libs/access/second-factors";
import { isOwnCookie, withdrawn } from "@/libs/access/session-cookie";
import { logger } from "@/libs/logger";
import { paths } from "@/libs/paths";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import { z } from "zod";
import { countLogIn, countMailedLink, countResetRequest } from "./lib/attempts";
import { evenPace } from "./lib/even-pace";
import { setUpOnFirstVisit } from "./lib/first-visit";
import { forgetCodeVerifiers } from "./lib/forget-code-verifiers";
import { joinRememberedInvitation } from "./lib/join-remembered";
import { makeAccount } from "./lib/make-account";
import { replacePassword } from "./lib/replace-password";
import { safeNext } from "./lib/safe-next";
import {
  changePasswordInput,
  invitedSignUpInput,
  logInInput,
  mailedLink,
  newPasswordInput,
  resetRequestInput,
  signUpInput,
} from "./schema";

/** Makes an account and mails a link to confirm it. The answer is the same when there is an account already. */
export const signUp = publicAction(
  { name: "sign-up", input: signUpInput },
  async ({ email, newPassword, fullName, organizationName }, { request }) => {
    const wishes = { full_name: fullName, organization_name: organizationName };
    await makeAccount({ email, password: newPassword }, wishes, request.ip);
    redirect(paths.signupSent);
  },
);

/** The same for the address of an invitation; confirming it in this browser accepts the invitation. */
export const signUpInvited = publicAction(
  { name: "sign-up-invited", input: invitedSignUpInput },
  async ({ token, newPassword, fullName }, { request }) => {
    const invitation = await invitationByToken(token);
    if (invitation?.standing !== "open") {
      throw new Refusal("This invitation does not work any more. Ask for a new one.");
    }
    await makeAccount(
      { email: invitation.email, password: newPassword },
      { full_name: fullName },
      request.ip,
    );
    await rememberInvitation(token);
    redirect(paths.signupSent);
  },
);

/** Starts a session. One sentence answers an unknown account, a wrong password and an unconfirmed address. */
export const logIn = publicAction(
  { name: "log-in", input: logInInput },
  async ({ email, password, next }, { request, transactionOf }) => {
    const attempt = await countLogIn(email, request.ip);
    const pace = delay(evenPace);
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
    // With a second factor, they have signed in once they have shown it.
    const atAuthServer = data.user.factors?.some(({ status }) => status === "verified") ?? false;
    if (atAuthServer || (await hasSecondFactor(data.user.id))) redirect(paths.secondFactor(safeNext(next)));
    await transactionOf(data.user.id, (sql) => sql`select public.record_sign_in()`);
    redirect(safeNext(next));
  },
);

const endSession = sessionAction(
  { name: "log-out", input: z.object({}) },
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
    const pace = delay(evenPace);
    const supabase = await supabaseServerClient();
    const { error } = await supabase.auth.resetPasswordForEmail(email);
    await forgetCodeVerifiers();
    await pace;
    if (isAuthRetryableFetchError(error)) throw error;
    if (error) logger.warn({ code: error.code, status: error.status }, "no password reset was mailed");
    redirect(paths.resetPasswordSent);
  },
);

/**
 * Uses a mailed link up. It signs its owner in: after signing up, to the dashboard of the organization that invited
 * them or that they named; to reset a password, to the page that asks for the new one and lets them nowhere else before.
 */
export const followMailedLink = publicAction(
  { name: "follow-mailed-link", input: mailedLink },
  async ({ token_hash, type }, { request, transactionOf }) => {
    await countMailedLink(request.ip);
    const supabase = await supabaseServerClient();
    const { data, error } = await supabase.auth.verifyOtp({ token_hash, type });
    if (error && (!isAuthApiError(error) || error.status >= 500)) throw error;
    const { user } = data;
    if (!user) throw new Refusal("This link was used already, or it is more than an hour old.");
    await joinRememberedInvitation((work) => transactionOf(user.id, work));
    await transactionOf(user.id, async (sql) => {
      await setUpOnFirstVisit(sql, user);
      if (type === "recovery") await sql`select public.require_password_change()`;
      else await sql`select public.record_sign_in()`;
    });
    redirect(type === "recovery" ? paths.newPassword : paths.dashboard);
  },
);

/** Sets the password of somebody who came by a mailed link or with a one-time password; others must give theirs. */
export const chooseNewPassword = userAction(
  { name: "choose-new-password", input: newPasswordInput },
  async ({ newPassword }, { transaction }) => {
    const profile = await ownProfile();
    if (!profile?.mustChangePassword) throw new Refusal("Change your password in your profile.");
    await replacePassword(await supabaseServerClient(), newPassword);
    await transaction((sql) => sql`select public.record_password_change()`);
    redirect(paths.dashboard);
  },
);

/** Changes the password of somebody who knows the present one, and logs their other devices out. */
export const changePassword = userAction(
  { name: "change-password", input: changePasswordInput },
  async ({ currentPassword, newPassword }, { user, request, transaction }) => {
    await provePassword(user, currentPassword, request);
    await replacePassword(await supabaseServerClient(), newPassword);
    await transaction((sql) => sql`select public.record_password_change()`);
    return { message: "Your password is changed, and your other devices are logged out." };
  },
);
