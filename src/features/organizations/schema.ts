import { z } from "zod";
import { email } from "@/features/auth/schema";
import { organizationName } from "@/libs/plain-name";

export const newOrganizationInput = z.object({ name: organizationName });

export const switchInput = z.object({ organizationId: z.uuid() });

const role = z.enum(["admin", "member"], "Choose a role.");
const mostAtOnce = 50;

/** Addresses as people paste them: one per line, or between commas, semicolons or spaces; repeated ones count once. */
export const inviteInput = z.object({
  emails: z
    .string()
    .max(mostAtOnce * 300, "This is too much at once.")
    .transform((text) => [
      ...new Set(
        text
          .toLowerCase()
          .split(/[\s,;]+/u)
          .filter((part) => part !== ""),
      ),
    ])
    .superRefine((addresses, context) => {
      if (addresses.length === 0) context.addIssue("Enter at least one e-mail address.");
      if (addresses.length > mostAtOnce) context.addIssue(`Invite at most ${mostAtOnce} people at once.`);
      const wrong = addresses.filter((address) => !email.safeParse(address).success);
      if (wrong.length > 0) {
        context.addIssue(
          `${wrong.slice(0, 3).join(", ")} ${wrong.length === 1 ? "is no e-mail address" : "are no e-mail addresses"}.`,
        );
      }
    }),
  role,
});

export const invitationInput = z.object({ invitationId: z.uuid() });

export const tokenInput = z.object({ token: z.string().max(200) });

/** What an admin can do to a person. */
export const personSteps = ["make_admin", "make_member", "deactivate", "reactivate", "remove"] as const;
export type PersonStep = (typeof personSteps)[number];

export const personInput = z.object({ userId: z.uuid(), step: z.enum(personSteps) });

export const leaveInput = z.object({});
