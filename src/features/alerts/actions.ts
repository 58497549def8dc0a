"use server";

import { revalidatePath } from "next/cache";
import { todayIn } from "@/features/alerts/lib/today";
import { acknowledgeSchema, reopenSchema, resolveSchema, snoozeSchema } from "@/features/alerts/schema";
import { memberAction } from "@/libs/access/action";
import { Refusal } from "@/libs/access/refusals";

/** A member says what is being done, and optionally by which day the client should raise the value. */
export const acknowledgeAlert = memberAction(
  { name: "acknowledge_alert", input: acknowledgeSchema },
  async ({ alertId, note, raiseExpectedBy }, context) => {
    if (raiseExpectedBy !== null && raiseExpectedBy < todayIn(context.member.organization.timeZone)) {
      throw new Refusal(
        "The day by which the client should raise the value has passed. Choose today or later.",
      );
    }
    await context.transaction(
      (sql) => sql`select public.acknowledge_alert(${alertId}::bigint, ${note}, ${raiseExpectedBy}::date)`,
    );
    showEverywhere();
    return { message: "Acknowledged. Your note is on the alert." };
  },
);

/** A member puts an alert aside until a day. */
export const snoozeAlert = memberAction(
  { name: "snooze_alert", input: snoozeSchema },
  async ({ alertId, until }, context) => {
    await context.transaction((sql) => sql`select public.snooze_alert(${alertId}::bigint, ${until}::date)`);
    showEverywhere();
    return { message: "Snoozed. The alert comes back on that day, or when the order gets worse." };
  },
);

/** An admin closes an alert although its level stands. */
export const resolveAlert = memberAction(
  { name: "resolve_alert", input: resolveSchema, role: "admin" },
  async ({ alertId, reason }, context) => {
    await context.transaction((sql) => sql`select public.resolve_alert(${alertId}::bigint, ${reason})`);
    showEverywhere();
    return { message: "Resolved. It opens again only if the order gets worse." };
  },
);

/** Takes back an acknowledgement, a snooze or a person's resolution. */
export const reopenAlert = memberAction(
  { name: "reopen_alert", input: reopenSchema },
  async ({ alertId }, context) => {
    await context.transaction((sql) => sql`select public.reopen_alert(${alertId}::bigint)`);
    showEverywhere();
    return { message: "The alert is open again." };
  },
);

/** The alert's own page, the lists, and the number beside "Alerts" in the navigation. */
function showEverywhere() {
  revalidatePath("/", "layout");
}
