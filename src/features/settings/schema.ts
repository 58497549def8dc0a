import { z } from "zod";
import { typedLine } from "@/features/auth/schema";
import { organizationName, personName } from "@/libs/plain-name";
import { isTimeZone, presentTimeZone } from "@/libs/time-zones";

/** A choice of one's own; nothing stands for the organization's. */
const ownOr = (choice: z.ZodType<string, string>) =>
  z
    .union([z.literal("").transform(() => null), choice])
    .optional()
    .default(null);

const timeZone = z.string().max(64).refine(isTimeZone, "Choose a time zone.").transform(presentTimeZone);
const locale = z.string().max(35).refine(isLocale, "Choose a format.");

/** The settings that a page showed, as JSON, by the names of the database's columns. */
const drawnSettings = z
  .string()
  .max(2_000)
  .transform((text, context): Record<string, string | null> => {
    try {
      return z.record(z.string(), z.string().nullable()).parse(JSON.parse(text));
    } catch {
      context.addIssue("Reload the page.");
      return z.NEVER;
    }
  });

export const profileInput = z.object({
  fullName: personName,
  phone: typedLine(40).regex(
    /^[\d\s+()./-]*(?:(?:ext\.?|x)\s*\d+)?$/i,
    "Enter a telephone number, such as +1 555 0100.",
  ),
  timeZone: ownOr(timeZone),
  locale: ownOr(locale),
  drawn: drawnSettings,
});

/** A checkbox posts "on", or nothing. */
const checkbox = z
  .literal("on")
  .optional()
  .transform((box) => box === "on");

export const notificationsInput = z.object({
  /** From which level on alert mail is wanted; "off": none at all. */
  alertMail: z.enum(
    ["off", "warning", "critical", "over_budget"],
    "Choose which alerts you want mail about.",
  ),
  importFailed: checkbox,
});

export const organizationInput = z.object({
  /** The one that the page was drawn for. */
  organizationId: z.uuid(),
  name: organizationName,
  currency: z
    .string()
    .refine((code) => Intl.supportedValuesOf("currency").includes(code), "Choose a currency."),
  locale,
  timeZone,
  drawn: drawnSettings,
});

export const secondFactorRequirementInput = z.object({
  required: z.enum(["yes", "no"]).transform((answer) => answer === "yes"),
});

/** How the money, numbers and times of a new organization are written. */
export const formatsInput = organizationInput.omit({ name: true, drawn: true });

const percent = z
  .string()
  .trim()
  // Whoever writes decimals with a comma means it here, too.
  .transform((text) => text.replace(",", "."))
  .pipe(
    z.string().regex(/^\d{1,3}(\.\d{1,2})?$/, {
      error: "Enter a percentage with at most two decimals, such as 75 or 82.5.",
      // One fault, one sentence.
      abort: true,
    }),
  )
  .refine((text) => Number(text) > 0, "Enter a percentage above 0.");

/** Percentages of the authorised value, as decimal text, in rising order. */
export const thresholdsInput = z
  .object({
    /** The organization that the page was drawn for. */
    organizationId: z.uuid(),
    warning: percent,
    critical: percent,
    overBudget: percent,
    /** The preview that is accepted; nothing: it is to be shown first. */
    preview: z.string().max(64).optional(),
  })
  .refine(({ warning, critical }) => Number(warning) < Number(critical), {
    path: ["critical"],
    message: "Critical must start above warning.",
  })
  .refine(({ critical, overBudget }) => Number(critical) < Number(overBudget), {
    path: ["overBudget"],
    message: "Over budget must start above critical.",
  });

function isLocale(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length === 1;
  } catch {
    return false;
  }
}
