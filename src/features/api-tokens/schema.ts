import { z } from "zod";
import type { ApiScope } from "@/libs/access/token-route";

/** What a token may be made for, with the words of the form. */
export const scopeChoices = [
  {
    scope: "imports:write",
    field: "write",
    label: "Send files",
    hint: "Upload exports, and have them applied.",
  },
  {
    scope: "imports:read",
    field: "read",
    label: "Read imports",
    hint: "See what became of them: state, counts, money.",
  },
] as const satisfies readonly { scope: ApiScope; field: string; label: string; hint: string }[];

/** How long a new token works; days, or for ever. */
export const lifetimeChoices = [
  { value: "90", label: "90 days" },
  { value: "365", label: "One year" },
  { value: "never", label: "Until it is revoked" },
] as const;

const box = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

export const createTokenInput = z
  .object({
    name: z
      .string()
      .trim()
      .min(1, "Say what the token is for.")
      .max(80, "Use at most 80 characters.")
      .regex(/^\P{Cc}*$/u, "Use letters, digits and signs only."),
    write: box,
    read: box,
    lifetime: z.enum(["90", "365", "never"], "Choose how long it works."),
  })
  .refine(({ write, read }) => write || read, { path: ["write"], message: "Choose at least one." });

export const revokeTokenInput = z.object({ tokenId: z.uuid("This names no token.") });
