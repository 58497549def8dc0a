import "server-only";
import { countAttempt } from "@/libs/rate-limit";

/**
 * Counts a wish for another address: 5 an hour per account, and 3 a day for one new address, whoever wishes for it, so
 * that nobody's mailbox is filled.
 */
export async function countEmailChange(userId: string, newEmail: string): Promise<void> {
  await countAttempt([
    { scope: "email change by account", subject: userId, max: 5, minutes: 60 },
    { scope: "email change by new address", subject: newEmail, max: 3, minutes: 24 * 60 },
  ]);
}

/** Counts the use of a link to confirm an address, against guessing its token: 10 per account in 15 minutes. */
export async function countEmailConfirmation(userId: string): Promise<void> {
  await countAttempt([{ scope: "email confirmation by account", subject: userId, max: 10, minutes: 15 }]);
}

/** Counts an export of one's own data: 5 per account in an hour. */
export async function countDataExport(userId: string): Promise<void> {
  await countAttempt([{ scope: "own data export by account", subject: userId, max: 5, minutes: 60 }]);
}
