import { z } from "zod";

/** What the outbox row of an invitation holds; the token comes apart from it. */
export const invitationPayload = z.object({
  organization: z.object({ name: z.string(), locale: z.string(), timeZone: z.string() }),
  invitationId: z.string(),
  role: z.enum(["admin", "member"]),
  expiresAt: z.coerce.date(),
  /** Name or address of the admin; null when their account is gone. */
  inviter: z.string().nullable(),
});

export type InvitationPayload = z.infer<typeof invitationPayload>;
