"use server";

import { revalidatePath } from "next/cache";
import { memberAction, userAction } from "@/libs/access/action";
import { notificationsInput, organizationInput, profileInput, thresholdsInput } from "./schema";

/** Changes the signed-in user's own name and telephone number. */
export const updateProfile = userAction(
  { name: "update-profile", input: profileInput },
  async ({ fullName, phone }, { user, transaction }) => {
    await transaction(
      (sql) =>
        sql`update public.user_profiles set full_name = ${fullName}, phone = ${phone} where user_id = ${user.id}`,
    );
    refresh();
    return { message: "Your profile is saved." };
  },
);

/** Turns the signed-in user's own alert mail of the active organization on or off. */
export const setAlertEmails = memberAction(
  { name: "set-alert-emails", input: notificationsInput },
  async ({ wanted }, { member, transaction }) => {
    await transaction((sql) => sql`select public.set_alert_emails(${member.organization.id}, ${wanted})`);
    refresh();
    return {
      message: wanted ? "You will receive alert mail." : "You will not receive alert mail any more.",
    };
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

/** Names, counts and levels stand in the frame and on every page. */
function refresh(): void {
  revalidatePath("/", "layout");
}
