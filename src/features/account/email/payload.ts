import { z } from "zod";

/** What the outbox row of the mail to a wished address holds; the token comes apart from it. */
export const emailChangePayload = z.object({ oldEmail: z.string(), newEmail: z.string() });

/** What an account's owner is told without having anything to open. */
export const accountNoticePayload = z.discriminatedUnion("notice", [
  z.object({
    notice: z.enum(["email_change_requested", "email_changed", "email_taken"]),
    newEmail: z.string(),
  }),
  z.object({
    notice: z.enum([
      "password_changed",
      "sign_up_again",
      "account_deleted",
      "second_factor_added",
      "second_factor_removed",
      "second_factor_reset",
      "second_factors_reset",
    ]),
  }),
]);

export type EmailChangePayload = z.infer<typeof emailChangePayload>;
export type AccountNoticePayload = z.infer<typeof accountNoticePayload>;
