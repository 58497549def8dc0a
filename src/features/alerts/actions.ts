"use server";

import { revalidatePath } from "next/cache";
import { movedSchema, movedSentence } from "@/features/alerts/lib/moved-words";
import {
  acknowledgeSchema,
  commentSchema,
  reopenSchema,
  resolveSchema,
  snoozeSchema,
} from "@/features/alerts/schema";
import { memberAction, type MemberContext } from "@/libs/access/action";
import type { Transaction } from "@/libs/database";

/** A member says what is being done, and optionally by which day the client should raise the value. */
export const acknowledgeAlert = memberAction(
  { name: "acknowledge_alert", input: acknowledgeSchema },
  async ({ alertId, seen, as, note, raiseExpectedBy }, context) =>
    as === "comment"
      ? comment(context, alertId, note)
      : step(
          context,
          (sql) =>
            sql`select public.acknowledge_alert(${alertId}::bigint, ${note}, ${raiseExpectedBy}::date, ${seen}::bigint) as moved`,
          "Acknowledged. Your note is on the alert.",
        ),
);

/** A member puts an alert aside until a day is over. */
export const snoozeAlert = memberAction(
  { name: "snooze_alert", input: snoozeSchema },
  async ({ alertId, seen, until }, context) =>
    step(
      context,
      (sql) => sql`select public.snooze_alert(${alertId}::bigint, ${until}::date, ${seen}::bigint) as moved`,
      "Snoozed. The alert comes back when that day is over, or when the order gets worse.",
    ),
);

/** An admin closes an alert although its level stands. */
export const resolveAlert = memberAction(
  { name: "resolve_alert", input: resolveSchema, role: "admin" },
  async ({ alertId, seen, as, reason }, context) =>
    as === "comment"
      ? comment(context, alertId, reason)
      : step(
          context,
          (sql) => sql`select public.resolve_alert(${alertId}::bigint, ${reason}, ${seen}::bigint) as moved`,
          "Resolved. It opens again only if the order gets worse.",
        ),
);

/** Takes back an acknowledgment, a snooze or a person's resolution. */
export const reopenAlert = memberAction(
  { name: "reopen_alert", input: reopenSchema },
  async ({ alertId, seen }, context) =>
    step(
      context,
      (sql) => sql`select public.reopen_alert(${alertId}::bigint, ${seen}::bigint) as moved`,
      "The alert is open again.",
    ),
);

/** A member adds a note to the story of an alert, which stays as it is. */
export const commentAlert = memberAction(
  { name: "comment_alert", input: commentSchema },
  async ({ alertId, note }, context) => comment(context, alertId, note),
);

/** Moves an alert on, unless somebody or something else has since the page was drawn: then says what. */
async function step(
  { transaction }: MemberContext,
  act: (sql: Transaction) => PromiseLike<readonly unknown[]>,
  message: string,
) {
  const [answer] = (await transaction(async (sql) => act(sql))) as [{ moved: unknown }];
  showEverywhere();
  if (answer.moved === null) return { message };
  const moved = movedSchema.parse(answer.moved);
  return {
    status: "refused" as const,
    message: `${movedSentence(moved)} Nothing was changed; what you typed is still here.`,
    shown: { seen: moved.seen },
  };
}

async function comment({ transaction }: MemberContext, alertId: string, note: string) {
  await transaction((sql) => sql`select public.comment_alert(${alertId}::bigint, ${note})`);
  showEverywhere();
  return { message: "Your comment is on the alert." };
}

/** The alert's own page, the lists, and the number beside "Alerts" in the navigation. */
function showEverywhere() {
  revalidatePath("/", "layout");
}
