"use server";

import { revalidatePath } from "next/cache";
import { meanwhileSchema, meanwhileSentence } from "@/features/settings/lib/meanwhile";
import { thresholdPreviewSchema } from "@/features/settings/lib/threshold-preview";
import { memberAction, userAction } from "@/libs/access/action";
import type { Member } from "@/libs/access/membership";
import { Refusal } from "@/libs/access/refusals";
import {
  formatsInput,
  notificationsInput,
  organizationInput,
  profileInput,
  secondFactorRequirementInput,
  thresholdsInput,
} from "./schema";

/** Changes what the signed-in user says of themselves, and how they see times and numbers. */
export const updateProfile = userAction(
  { name: "update-profile", input: profileInput },
  async ({ fullName, phone, timeZone, locale, drawn }, { transaction }) => {
    const [answer] = await transaction(
      (sql) =>
        sql`select public.update_profile(${fullName}, ${phone}, ${timeZone}, ${locale}, ${JSON.stringify(drawn)}::text::jsonb) as moved`,
    );
    refresh();
    if (answer?.moved === null) return { message: "Your profile is saved." };
    return moved(answer?.moved, drawn, {
      full_name: "name",
      phone: "telephone",
      time_zone: "time zone",
      locale: "format",
    });
  },
);

/** Chooses which mail of the active organization the signed-in user receives. */
export const setNotifications = memberAction(
  { name: "set-notifications", input: notificationsInput },
  async ({ alertMail, importFailed }, { member: { organization, mail, role }, transaction }) => {
    const from = alertMail === "off" ? mail.alertsFrom : alertMail;
    // Members see no such box: what they would receive as an admin stays as they left it.
    const failed = role === "admin" ? importFailed : mail.importFailed;
    await transaction(
      (sql) =>
        sql`select public.set_notifications(${organization.id}, ${alertMail !== "off"}, ${from}, ${failed})`,
    );
    refresh();
    return { message: "Your notifications are saved." };
  },
);

/** Changes the active organization's name, and how its money and dates are shown. */
export const updateOrganization = memberAction(
  { name: "update-organization", role: "admin", input: organizationInput },
  async ({ organizationId, name, currency, locale, timeZone, drawn }, { member, transaction }) => {
    requireShown(organizationId, member);
    const [answer] = await transaction(
      (sql) =>
        sql`select public.update_organization(${member.organization.id}, ${name}, ${currency}, ${locale}, ${timeZone}, ${JSON.stringify(drawn)}::text::jsonb) as moved`,
    );
    refresh();
    if (answer?.moved === null) return { message: "The organization is saved." };
    return moved(answer?.moved, drawn, {
      name: "name",
      currency: "currency",
      locale: "format",
      time_zone: "time zone",
    });
  },
);

/** Answers what an organization is asked before its first import: how its money, numbers and times are written. */
export const chooseFormats = memberAction(
  { name: "choose-formats", role: "admin", input: formatsInput },
  async ({ organizationId, currency, locale, timeZone }, { member, transaction }) => {
    requireShown(organizationId, member);
    const { id, name } = member.organization;
    await transaction(
      (sql) => sql`select public.update_organization(${id}, ${name}, ${currency}, ${locale}, ${timeZone})`,
    );
    refresh();
    return { message: "Saved. You can change it in the settings." };
  },
);

/** Shows which alerts new thresholds would move, and saves them once that was seen: exactly that happens, or nothing. */
export const updateThresholds = memberAction(
  { name: "update-thresholds", role: "admin", input: thresholdsInput },
  async ({ organizationId, warning, critical, overBudget, preview: seen }, { member, transaction }) => {
    requireShown(organizationId, member);
    const id = member.organization.id;
    if (!seen) {
      const [shown] = await transaction(
        (sql) =>
          sql`select public.preview_alert_settings(${id}, ${warning}, ${critical}, ${overBudget}) as preview`,
      );
      return { status: "refused", shown: previewOf(shown?.preview, [warning, critical, overBudget]) };
    }
    const [answer] = await transaction(
      (sql) =>
        sql`select public.update_alert_settings(${id}, ${warning}, ${critical}, ${overBudget}, ${seen}) as preview`,
    );
    refresh();
    if (answer?.preview === null) {
      return { message: "The thresholds are saved, and every purchase order is judged by them." };
    }
    return {
      status: "refused",
      message:
        "Alerts or thresholds have moved since you looked. Nothing was saved; this is what would happen now.",
      shown: previewOf(answer?.preview, [warning, critical, overBudget]),
    };
  },
);

/** Requires a second factor of everybody in the active organization, or no longer does. */
export const requireSecondFactors = memberAction(
  { name: "require-second-factors", role: "admin", input: secondFactorRequirementInput },
  async ({ required }, { member, transaction }) => {
    await transaction(
      (sql) => sql`select public.require_second_factors(${member.organization.id}, ${required})`,
    );
    refresh();
    return {
      message: required
        ? "Everybody without a second factor sets one up before anything else opens to them."
        : "A second factor is everybody’s own choice again.",
    };
  },
);

const previewOf = (preview: unknown, percents: readonly string[]) => ({
  preview: JSON.stringify(thresholdPreviewSchema.parse(preview)),
  of: percents.join(" "),
});

/** A form that was drawn for another organization changes nothing in this one. @throws Refusal */
function requireShown(organizationId: string, { organization }: Member): void {
  if (organizationId === organization.id) return;
  throw new Refusal(
    `You have switched to ${organization.name} since this page was drawn. Nothing was changed; reload the page.`,
  );
}

/** What a form shows when its settings stand otherwise by now. */
function moved(
  answer: unknown,
  drawn: Readonly<Record<string, string | null>>,
  names: Readonly<Record<string, string>>,
) {
  const meanwhile = meanwhileSchema.parse(answer);
  return {
    status: "refused" as const,
    message: meanwhileSentence(meanwhile, drawn, names),
    shown: { drawn: JSON.stringify(meanwhile.present) },
  };
}

/** Names, counts and levels stand in the frame and on every page. */
function refresh(): void {
  revalidatePath("/", "layout");
}
