"use server";

import { revalidatePath } from "next/cache";
import { memberAction, userAction } from "@/libs/access/action";
import {
  notificationsInput,
  organizationInput,
  profileInput,
  secondFactorRequirementInput,
  thresholdsInput,
} from "./schema";

/** Changes what the signed-in user says of themselves, and how they see times and numbers. */
export const updateProfile = userAction(
  { name: "update-profile", input: profileInput },
  async ({ fullName, phone, timeZone, locale }, { transaction }) => {
    await transaction(
      (sql) => sql`select public.update_profile(${fullName}, ${phone}, ${timeZone}, ${locale})`,
    );
    refresh();
    return { message: "Your profile is saved." };
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
  async ({ name, currency, locale, timeZone }, { member, transaction }) => {
    await transaction(
      (sql) =>
        sql`select public.update_organization(${member.organization.id}, ${name}, ${currency}, ${locale}, ${timeZone})`,
    );
    refresh();
    return { message: "The organization is saved." };
  },
);

/** Changes the thresholds of the active organization; every purchase order is judged anew in the same transaction. */
export const updateThresholds = memberAction(
  { name: "update-thresholds", role: "admin", input: thresholdsInput },
  async ({ warning, critical, overBudget }, { member, transaction }) => {
    await transaction(
      (sql) =>
        sql`select public.update_alert_settings(${member.organization.id}, ${warning}, ${critical}, ${overBudget})`,
    );
    refresh();
    return { message: "The thresholds are saved, and every purchase order is judged by them." };
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

/** Names, counts and levels stand in the frame and on every page. */
function refresh(): void {
  revalidatePath("/", "layout");
}
