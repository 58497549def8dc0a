import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addDays } from "../../src/libs/calendar-date";
import { todayIn } from "../../src/libs/today";
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
  sql`select public.acknowledge_alert(${id}, ' The client knows. ', '2100-12-31')`;
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
const lastStep = async () => {
  const [step] = await db.owner`
    select event, cause, facts from public.alert_events where alert_id = ${alertId} order by id desc limit 1`;
  return step;
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
      after: { status: "acknowledged", note: "The client knows.", raise_expected_by: "2100-12-31" },
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
  it.each(["-1", "366", "null"])(
    "refuses the day that is %s days from the organization's today",
    async (days) => {
      const refusal = await refusalOf(
        db,
        team.member,
        (sql) =>
          sql`select public.snooze_alert(${alertId}, (now() at time zone 'UTC')::date + ${sql.unsafe(days)}::integer)`,
      );
      expect(refusal.code).toBe("AE422");
    },
  );
});

describe.each(["Pacific/Kiritimati", "Pacific/Honolulu"])(
  "days in %s, wherever the database stands",
  (zone) => {
    // One of the two is always on another day than UTC.
    const today = () => todayIn(zone);
    beforeEach(() =>
      db.owner`update public.organizations set time_zone = ${zone} where id = ${team.id}`.then(() => {}),
    );
    afterEach(() =>
      db.owner`update public.organizations set time_zone = 'UTC' where id = ${team.id}`.then(() => {}),
    );

    const snoozeUntil = (day: string) => (sql: Transaction) =>
      sql`select public.snooze_alert(${alertId}, ${day}::date)`;
    const promise = (day: string) => (sql: Transaction) =>
      sql`select public.acknowledge_alert(${alertId}, 'Asked.', ${day}::date)`;

    it("today can be chosen, yesterday can't", async () => {
      for (const choose of [snoozeUntil, promise]) {
        expect((await refusalOf(db, team.member, choose(addDays(today(), -1)))).code).toBe("AE422");
        await db.as(team.member, choose(today()));
      }
      expect((await refusalOf(db, team.member, snoozeUntil(addDays(today(), 366)))).code).toBe("AE422");
      await db.as(team.member, snoozeUntil(addDays(today(), 365)));
    });

    it.each([
      ["snoozed", "snoozed_until"],
      ["acknowledged", "raise_expected_by"],
    ])(
      "an alert that is %s comes back at the midnight that ends its day, not a minute before",
      async (status, column) => {
        await db.owner`update public.alerts set ${db.owner({ status, [column]: "2026-03-01" })} where id = ${alertId}`;
        const midnight = zone === "Pacific/Kiritimati" ? "2026-03-01T10:00:00Z" : "2026-03-02T10:00:00Z";
        const returnedAt = async (instant: Date) => {
          const [answer] = await db.owner<{ count: number }[]>`
        select private.return_due_alerts(${instant}) as count`;
          return answer!.count;
        };
        expect(await returnedAt(new Date(Date.parse(midnight) - 60_000))).toBe(0);
        expect(await returnedAt(new Date(midnight))).toBe(1);
      },
    );
  },
);

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

  it("come back when the promised day is over, and not before", async () => {
    expect(await due({ status: "acknowledged", raise_expected_by: day(0) })).toBe(0);
    expect((await alertNow()).status).toBe("acknowledged");
    expect(await due({ raise_expected_by: day(-1) })).toBe(1);
    expect(await alertNow()).toMatchObject({ status: "open", raise_expected_by: null });
    expect(await lastStep()).toEqual({
      event: "returned",
      cause: "promise_passed",
      facts: { promised: day(-1) },
    });
    expect(await lastEntry()).toMatchObject({ action: "alert.returned", acted_by: null });
  });

  it("come back when the day of the snooze is over, and not before", async () => {
    expect(await due({ status: "snoozed", snoozed_until: day(0) })).toBe(0);
    expect(await due({ snoozed_until: day(-1) })).toBe(1);
    expect(await alertNow()).toMatchObject({ status: "open", snoozed_until: null });
    expect(await lastStep()).toEqual({ event: "returned", cause: "snooze_ended", facts: { until: day(-1) } });
  });

  it("come back once", async () => {
    expect(await due({ status: "snoozed", snoozed_until: day(-1) })).toBe(1);
    expect(await due({ level: "critical" })).toBe(0);
  });
});

it("nothing in the database asks for the day by any clock but the organization's", async () => {
  const byAnother = await db.owner<{ name: string }[]>`
    select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private', 'staging') and p.prokind = 'f'
      and pg_get_functiondef(p.oid) ~* 'current_date|localtimestamp|(now|timestamp)\\(\\)::date'`;
  expect(byAnother.map(({ name }) => name)).toEqual([]);
});
