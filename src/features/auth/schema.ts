import { z } from "zod";
import { organizationName, personName } from "@/libs/plain-name";
import { newPassword } from "./lib/new-password";

/** One line of text that a person typed: trimmed, without control characters, at most `max` characters. */
export const typedLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Use at most ${max} characters.`)
    .refine((text) => !/\p{Cc}/u.test(text), "Leave out line breaks and other control characters.");

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "This address is too long.")
  .pipe(z.email("Enter an e-mail address, such as you@example.com."));

const presentPassword = z
  .string()
  .min(1, "Enter your password.")
  .max(1000, "This is too long for a password.");

export const signUpInput = z.object({
  organizationName,
  fullName: personName,
  email,
});

/** The address comes from the invitation. */
export const invitedSignUpInput = z.object({
  token: z.string().max(200),
  fullName: personName,
  newPassword,
});

export const logInInput = z.object({ email, password: presentPassword, next: z.string().optional() });

export const resetRequestInput = z.object({ email });

export const changePasswordInput = z.object({ currentPassword: presentPassword, newPassword });

/** As an app shows it: six digits, in one group or two. */
const code = z
  .string()
  .transform((typed) => typed.replaceAll(/\s/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, "Enter the six digits that your app shows."));

export const secondFactorInput = z.object({ code, next: z.string().optional() });

/** By which its owner tells a second factor from their others. */
const factorName = typedLine(60);

export const startSecondFactorInput = z.object({
  name: factorName.optional().default(""),
  currentPassword: presentPassword,
});

export const newAppInput = z.object({ name: factorName.min(1), code });

/** What a browser answers for a passkey, as JSON; the library that judges it looks at every part. */
const passkeyResponse = z
  .string()
  .max(20_000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue("This is no answer of a passkey.");
      return z.NEVER;
    }
  });

export const newPasskeyInput = z.object({ name: factorName.min(1), response: passkeyResponse });

export const shownPasskeyInput = z.object({ response: passkeyResponse, next: z.string().optional() });

export const removeSecondFactorInput = z.object({ factorId: z.uuid(), currentPassword: presentPassword });

export const recoveryCodeInput = z.object({
  recoveryCode: z
    .string()
    .max(100)
    .regex(/^[\s-]*(?:[0-9a-z][\s-]*){28}$/i, "A recovery code has seven groups of four letters and digits."),
});

export const endSessionInput = z.object({ sessionId: z.uuid() });

/** The address comes from the link. */
export const mailedLinkInput = z.object({ token: z.string().max(200), newPassword });
