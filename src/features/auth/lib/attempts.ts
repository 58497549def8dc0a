import "server-only";
import { type CountedAttempt, countAttempt } from "@/libs/rate-limit";

const addressOf = (ip: string | null) => ip ?? "unknown";

/**
 * Counts an attempt to log in: 5 per account and 30 per network address in 15 minutes. The caller gives successful
 * ones back, so that only failures use the limit up.
 */
export function countLogIn(email: string, ip: string | null): Promise<CountedAttempt> {
  return countAttempt([
    { scope: "log-in by account", subject: email, max: 5, minutes: 15 },
    { scope: "log-in by address", subject: addressOf(ip), max: 30, minutes: 15 },
  ]);
}

/** Counts a sign-up: 5 per account and 30 per network address in an hour. */
export async function countSignUp(email: string, ip: string | null): Promise<void> {
  await countAttempt([
    { scope: "sign-up by account", subject: email, max: 5, minutes: 60 },
    { scope: "sign-up by address", subject: addressOf(ip), max: 30, minutes: 60 },
  ]);
}

/** Counts a request for a mail with a new link: 5 per account and 30 per network address in an hour. */
export async function countResetRequest(email: string, ip: string | null): Promise<void> {
  await countAttempt([
    { scope: "reset by account", subject: email, max: 5, minutes: 60 },
    { scope: "reset by address", subject: addressOf(ip), max: 30, minutes: 60 },
  ]);
}

/** Counts a code of a second factor, or one in its place: 5 per account in 15 minutes; the caller gives right ones back. */
export function countSecondFactor(userId: string): Promise<CountedAttempt> {
  return countAttempt([{ scope: "second factor by account", subject: userId, max: 5, minutes: 15 }]);
}

/** Counts the use of a mailed link, against guessing its token: 30 per network address in 15 minutes. */
export async function countMailedLink(ip: string | null): Promise<void> {
  await countAttempt([{ scope: "mailed link by address", subject: addressOf(ip), max: 30, minutes: 15 }]);
}
