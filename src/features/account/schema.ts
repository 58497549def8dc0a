import { z } from "zod";
import { email } from "@/features/auth/schema";

const presentPassword = z
  .string()
  .min(1, "Enter your present password.")
  .max(1000, "This is too long for a password.");

export const emailChangeInput = z.object({ newEmail: email, currentPassword: presentPassword });

/** As the database issues them: 32 random bytes in hexadecimal. */
export const emailTokenInput = z.object({
  token: z.string().regex(/^[0-9a-f]{64}$/, "This link is incomplete."),
});

export const noInput = z.object({});

/** The address is typed once more, so that nobody deletes an account by habit. */
export const deleteAccountInput = z.object({
  typedEmail: z.string().trim().toLowerCase().min(1, "Enter your e-mail address."),
  currentPassword: presentPassword,
});
