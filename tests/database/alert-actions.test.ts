import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Transaction, useDatabase } from "./support/database";
import { anonymous, createTeam, type Team } from "./support/people";
import { createAlert } from "./support/records";
import { auditOf, expectAlike, refusalOf } from "./support/refusals";

const db = useDatabase();
let team: Team;
let others: Team;
let alertId: string;
beforeAll(async () => {
  team = await createTeam(db.owner, "team");
  others = await createTeam(db.owner, "others");
});
beforeEach(async () => {
  alertId = await createAlert(db.owner, team.id);
});

type Call = (sql: Transaction, id: string) => Promise<unknown>;
const acknowledge: Call = (sql, id) =>
  sql`select public.acknowledge_alert(${id}, ' The client knows. ', '2026-12-31')`;
const snooze: Call = (sql, id) => sql`select public.snooze_alert(${id}, current_date + 7)`;
const resolve: Call = (sql, id) => sql`select public.resolve_alert(${id}, 'Settled by phone.')`;
const reopen: Call = (sql, id) => sql`select public.reopen_alert(${id})`;

const alertNow = async () => {
  const [alert] = await db.owner`select * from public.alerts where id = ${alertId}`;
  return alert!;
};
const story = async () => {
  const events = await db.owner<{ event: string; acted_by: string | null; note: string | null }[]>`
    select event, acted_by, note from public.alert_events where alert_id = ${alertId} order by id`;
  return [...events];
};
const lastEntry = async () => (await auditOf(db.owner, team.id)).at(-1);

describe.each([
  { name: "acknowledging", call: acknowledge, members: true, status: "open" },
  { name: "snoozing", call: snooze, members: true, status: "open" },
  { name: "resolving", call: resolve, members: false, status: "open" },
  { name: "reopening", call: reopen, members: true, status: "acknowledged" },
])("$name an alert", ({ call, members, status }) => {
  beforeEach(() =>
    db.owner`update public.alerts set status = ${status} where id = ${alertId}`.then(() => {}),
  );

  it("is for an admin", async () => {
    await db.as(team.admin, (sql) => call(sql, alertId));
    expect((await alertNow()).status).not.toBe(status);
    expect(await lastEntry()).toMatchObject({
      acted_by: team.admin.userId,
      entity_type: "alert",
      entity_id: alertId,
    });
  });

  it(`is ${members ? "" : "not "}for a member`, async () => {
    if (members) {
      await db.as(team.member, (sql) => call(sql, alertId));
      expect((await alertNow()).status).not.toBe(status);
    } else {
      const refusal = await refusalOf(db, team.member, (sql) => call(sql, alertId));
      expect(refusal).toEqual({ code: "AE403", message: "Only an admin of the organization may do this." });
      expect((await alertNow()).status).toBe(status);
    }
  });

  it("is not for people of other organizations, who can't tell whether it exists", async () => {
    for (const caller of [others.admin, team.former]) {
      const refusal = await expectAlike(db, caller, call, { foreign: alertId, unknown: "999999999" });
      expect(refusal).toEqual({ code: "AE404", message: "There is no such alert." });
    }
    expect((await alertNow()).status).toBe(status);
    expect(await story()).toEqual([]);
  });

  it("is not for people who are not signed in", async () => {
    expect(await refusalOf(db, anonymous, (sql) => call(sql, alertId))).toMatchObject({ code: "42501" });
  });
});

describe("acknowledging", () => {
  it("keeps the note and the promised day, on the timeline and in the audit log too", async () => {
    await db.as(team.member, (sql) => acknowledge(sql, alertId));
    expect(await alertNow()).toMatchObject({
      status: "acknowledged",
      acknowledged_by: team.member.userId,
      acknowledgement_note: "The client knows.",
    });
    expect(await story()).toEqual([
      { event: "acknowledged", acted_by: team.member.userId, note: "The client knows." },
    ]);
    expect(await lastEntry()).toMatchObject({
      action: "alert.acknowledged",
      before: { status: "open", level: "critical" },
      after: { status: "acknowledged", note: "The client knows.", raise_expected_by: "2026-12-31" },
    });
  });

  it("needs a note", async () => {
    const refusal = await refusalOf(
      db,
      team.member,
      (sql) => sql`select public.acknowledge_alert(${alertId}, '  ')`,
    );
    expect(refusal.code).toBe("AE422");
  });
});

describe("snoozing", () => {
  it.each(["current_date", "current_date - 1", "current_date + 367", "null"])(
    "refuses the day %s",
    async (day) => {
      const refusal = await refusalOf(
        db,
        team.member,
        (sql) => sql`select public.snooze_alert(${alertId}, ${sql.unsafe(day)})`,
      );
      expect(refusal.code).toBe("AE422");
    },
  );
});

describe("a resolved alert", () => {
  beforeEach(() => db.as(team.admin, (sql) => resolve(sql, alertId)).then(() => {}));

  it("remembers who closed it, and why", async () => {
    expect(await alertNow()).toMatchObject({
      status: "resolved",
      resolved_by: team.admin.userId,
      resolved_reason: "Settled by phone.",
      suppressed_level: "critical",
    });
  });

  it("can't be acknowledged, snoozed or resolved again", async () => {
    for (const call of [acknowledge, snooze, resolve])
      expect((await refusalOf(db, team.admin, (sql) => call(sql, alertId))).code).toBe("AE409");
  });

  it("can be reopened by a member, once", async () => {
    await db.as(team.member, (sql) => reopen(sql, alertId));
    expect(await alertNow()).toMatchObject({
      status: "open",
      resolved_by: null,
      resolved_reason: null,
      suppressed_level: null,
    });
    expect((await story()).map(({ event }) => event)).toEqual(["resolved", "reopened"]);
    expect((await refusalOf(db, team.member, (sql) => reopen(sql, alertId))).code).toBe("AE409");
  });

  it("stays closed when it had resolved itself", async () => {
    await db.owner`update public.alerts set suppressed_level = null, resolved_by = null where id = ${alertId}`;
    expect((await refusalOf(db, team.admin, (sql) => reopen(sql, alertId))).code).toBe("AE409");
  });
});

describe("alerts that are due", () => {
  const due = async (columns: Record<string, string>) => {
    await db.owner`update public.alerts set ${db.owner(columns)} where id = ${alertId}`;
    const [answer] = await db.owner<{ count: number }[]>`select private.return_due_alerts() as count`;
    return answer!.count;
  };
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

  it("come back when the promised day has passed, and not before", async () => {
    expect(await due({ status: "acknowledged", raise_expected_by: day(0) })).toBe(0);
    expect((await alertNow()).status).toBe("acknowledged");
    expect(await due({ raise_expected_by: day(-1) })).toBe(1);
    expect(await alertNow()).toMatchObject({ status: "open", raise_expected_by: null });
    const [event] = await story();
    expect(event?.event).toBe("returned");
    expect(event?.note).toContain(day(-1));
  });

  it("come back when the snooze ends, and not before", async () => {
    expect(await due({ status: "snoozed", snoozed_until: day(1) })).toBe(0);
    expect(await due({ snoozed_until: day(0) })).toBe(1);
    expect(await alertNow()).toMatchObject({ status: "open", snoozed_until: null });
  });

  it("come back by the organization's own calendar", async () => {
    // Kiritimati is fourteen hours ahead of UTC: most of the time, tomorrow has begun there.
    const [here] = await db.owner<
      { today: string }[]
    >`select (now() at time zone 'Pacific/Kiritimati')::date::text as today`;
    await db.owner`update public.organizations set time_zone = 'Pacific/Kiritimati' where id = ${team.id}`;
    expect(await due({ status: "snoozed", snoozed_until: here!.today })).toBe(1);
    await db.owner`update public.organizations set time_zone = 'UTC' where id = ${team.id}`;
  });

  it("come back once", async () => {
    expect(await due({ status: "snoozed", snoozed_until: day(0) })).toBe(1);
    expect(await due({ level: "critical" })).toBe(0);
  });
});
