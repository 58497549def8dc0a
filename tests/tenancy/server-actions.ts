import { examineActions } from "../access/doors";
import { applicationModules } from "../access/syntax";
import { site } from "./application";
import type { Holding } from "./holding";
import { arrive } from "./request";
import type { Tally } from "./tally";
import { load, type Visitor, watch } from "./visitor";

type Fields = Record<string, string>;

/** What a form may name of an organization, and what else the forms hold: each action takes of it what it knows. */
function fieldsOf({ id, imports, alerts, invitation, apiToken, member, accounts }: Holding): {
  ids: Fields;
  rest: Fields;
} {
  return {
    ids: {
      organizationId: id,
      importId: imports.previewed,
      alertId: alerts.open,
      userId: member.userId,
      tokenId: apiToken,
      invitationId: invitation.id,
      sessionId: accounts.member.session,
      factorId: accounts.admin.secondFactor,
    },
    rest: {
      token: "0".repeat(64),
      note: "Taken over",
      reason: "Taken over",
      raiseExpectedBy: "",
      // A year ahead at most.
      until: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
      seen: "0",
      drawn: "{}",
      mode: "snapshot",
      repeatPolicy: "parts",
      previewVersion: "0",
      dataVersion: "0",
      type: "purchase_orders",
      step: "deactivate",
      warning: "10",
      critical: "20",
      overBudget: "30",
      name: "Taken over",
      currency: "EUR",
      locale: "en-GB",
      timeZone: "Europe/Berlin",
      fullName: "Taken over",
      phone: "",
      wanted: "false",
      alertMail: "off",
      emails: "guest@example.com",
      role: "member",
      lifetime: "90",
      read: "on",
      write: "on",
      newEmail: "new@example.com",
      typedEmail: "wrong@example.com",
      currentPassword: "a-wrong-password",
      newPassword: "another-horse-battery",
      code: "123456",
      recoveryCode: "aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa",
      response: JSON.stringify({ id: "aaaa", rawId: "aaaa", type: "public-key", response: {} }),
      required: "yes",
    },
  };
}

const unknownOf = (ids: Fields): Fields =>
  Object.fromEntries(
    Object.entries(ids).map(([name, id]) => [name, /^\d+$/.test(id) ? "987654321" : crypto.randomUUID()]),
  );

/**
 * Every server action, sent the ids of another organization by an admin who also wishes to be shown that one.
 * @param belongsToBoth the admin is one there too, and is shown their own: only actions of the active organization
 */
export async function tryServerActions(
  visitor: Visitor,
  tally: Tally,
  { belongsToBoth = false } = {},
): Promise<void> {
  const { world } = visitor;
  const shownOrganization = belongsToBoth ? world.attacker : world.victim;
  const { ids, rest } = fieldsOf(world.victim);
  const watched = watch(visitor);
  const marks = await watched.marks();
  const { doors } = examineActions(applicationModules());
  let cookie = await visitor.logIn();

  const send = async (action: (...given: unknown[]) => Promise<unknown>, takes: number, fields: Fields) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    arrive({
      host: "localhost:3000",
      origin: site,
      cookie: `${cookie}; aestrak-organization=${shownOrganization.id}`,
    });
    // Wrong passwords and codes count against the caller's own account, whatever was tried before this.
    await visitor.sql`delete from private.rate_limits`;
    try {
      const state = await (takes === 1 ? action(form) : action({ status: "idle" }, form));
      return {
        text: JSON.stringify(state ?? null),
        state: (state ?? {}) as { status?: string; message?: string; fieldErrors?: object },
      };
    } catch (error) {
      const said = (error as { digest?: string }).digest ?? String(error);
      return { text: said, state: { message: said } };
    }
  };

  for (const { path, name, takes, for: whom } of doors.filter(
    (door) => door.for !== "anybody" && (!belongsToBoth || ["member", "admin"].includes(door.for)),
  )) {
    const action = (await load(path))[name] as (...given: unknown[]) => Promise<unknown>;
    if (whom === "person") cookie = await visitor.logIn();
    const before = await watched.prints();
    const answer = await send(action, takes, { ...ids, ...rest });
    const control =
      answer.state.status === "done" ? answer : await send(action, takes, { ...unknownOf(ids), ...rest });
    const wrong = answer.state.fieldErrors;
    if (wrong)
      tally.uncovered(
        `The action ${name} wants other fields (${JSON.stringify(wrong)}): add them to tests/tenancy/server-actions.ts.`,
      );
    // What was typed is sent back, the foreign ids with it.
    const message = answer.state.message ?? answer.text;
    const shown = marks.find((mark) => !Object.values(ids).includes(mark) && answer.text.includes(mark));
    const alike =
      answer.state.status === "done" || bare(message) === bare(control.state.message ?? control.text);
    const leak =
      (await watched.changes(before)) ??
      (shown ? `told ${shown}` : null) ??
      (alike ? null : `told a foreign id (${message}) from an unknown one (${control.state.message})`);
    const who = belongsToBoth ? "an admin of both, active in the other" : "an admin of another organization";
    tally.case(who, `action ${name}`, "foreign ids", leak);
  }
}

const bare = (text: string) =>
  text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b\d{9}\b|\bquote [0-9a-f]{8}\b/g, "…");
