import { z } from "zod";

/** What can't be seen, or turns the text around it: controls, direction marks, joiners, fillers, private signs. */
const unseen =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- these are what is looked for
  /[\u0000-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u2800\u3164\uE000-\uF8FF\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}\u{F0000}-\u{10FFFF}]/u;
const lineBreaks = /[\n\r\t]/;
const address = /@|\/\/|www\./i;
/** A dot within a word: mail programs make a link of it. */
const domain = /[^ .。][.。][^ .。,;:)0-9]{2}/u;

/**
 * Why a text can't be the name of a person or an organization; null when it can. Such names stand in mail to people
 * who never heard of whoever chose them, so they hold no address and nothing that can't be seen. The database has the
 * same rule: private.is_plain_name.
 */
export function nameFault(text: string): string | null {
  if (lineBreaks.test(text)) return "Leave out line breaks and other control characters.";
  if (unseen.test(text)) return "Leave out characters that can’t be seen.";
  const plain = text.normalize("NFKC");
  if (address.test(plain)) return "Leave out web and e-mail addresses.";
  if (domain.test(plain)) return "Leave out web addresses, and put a space after a full stop.";
  return null;
}

const plainName = (missing: string) =>
  z
    .string()
    .trim()
    .min(1, missing)
    .max(120, "Use at most 120 characters.")
    .superRefine((text, context) => {
      const fault = nameFault(text);
      if (fault) context.addIssue({ code: "custom", message: fault });
    });

export const organizationName = plainName("Enter the name of your organization.");

export const personName = plainName("Enter your name.");
