import "server-only";
import { isAuthRetryableFetchError, isAuthWeakPasswordError } from "@supabase/supabase-js";
import { setTimeout as delay } from "node:timers/promises";
import { logger } from "@/libs/logger";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import { countSignUp } from "./attempts";
import { evenPace } from "./even-pace";
import { forgetCodeVerifiers } from "./forget-code-verifiers";
import { refusalOf } from "./replace-password";

/**
 * Makes an account at the Auth server, which mails a link to confirm its address. Tells nobody whether there was one
 * already, neither by its answer nor by its time.
 * @param wishes what the person says of themselves; kept with the account and never trusted
 * @throws Refusal when there were too many attempts, or the password is too weak
 */
export async function makeAccount(
  { email, password }: { email: string; password: string },
  wishes: { full_name: string; organization_name?: string },
  ip: string | null,
): Promise<void> {
  await countSignUp(email, ip);
  const pace = delay(evenPace);
  const supabase = await supabaseServerClient();
  const { error } = await supabase.auth.signUp({ email, password, options: { data: wishes } });
  await forgetCodeVerifiers();
  await pace;
  // The strength of a password is judged before the account is looked up, so saying so reveals nothing.
  if (isAuthRetryableFetchError(error)) throw error;
  if (isAuthWeakPasswordError(error)) throw refusalOf(error);
  if (error) logger.info({ code: error.code, status: error.status }, "sign-up made no account");
}
