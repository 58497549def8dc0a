import { isAuthError } from "@supabase/supabase-js";
import { Refusal } from "./refusals";

/** What the Auth server says against a password, in words for its reader; other errors as they are. */
export function authRefusal(error: Error): Error {
  if (!isAuthError(error)) return error;
  if (error.code === "same_password")
    return new Refusal("Choose a password that differs from your present one.");
  if (error.code === "weak_password") {
    return new Refusal("This password is too easy to guess. Choose a longer or less common one.");
  }
  return error;
}
