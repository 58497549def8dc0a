import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { meanwhileSchema, meanwhileSentence } from "../../src/features/settings/lib/meanwhile";
import { movedSchema, movedSentence } from "../../src/features/alerts/lib/moved-words";
import { allAtOnce } from "./support/crowd";
import { type Transaction, useDatabase } from "./support/database";
import { createTeam, type Person, type Team } from "./support/people";
import { createAlert } from "./support/records";

const db = useDatabase();
let team: Team;
let alertId: string;
beforeAll(async () => {
  team = await createTeam(db.owner, "team");
});
beforeEach(async () => {
  alertId = await createAlert(db.owner, team.id);
});

type Act = (sql: Transaction, seen: string) => Promise<readonly { moved: unknown }[]>;
const acts: Record<string, Act> = {
  acknowledge: (sql, seen) =>
    sql`select public.acknowledge_alert(${alertId}, 'Mine.', null, ${seen}::bigint) as moved`,
  snooze: (sql, seen) =>
    sql`select public.snooze_alert(${alertId}, (now() at time zone 'UTC')::date + 7, ${seen}::bigint) as moved`,
  resolve: (sql, seen) => sql`select public.resolve_alert(${alertId}, 'Settled.', ${seen}::bigint) as moved`,
  reopen: (sql, seen) => sql`select public.reopen_alert(${alertId}, ${seen}::bigint) as moved`,
};
const alertNow = async () => {
  const [alert] = await db.owner`select * from public.alerts where id = ${alertId}`;
  return alert!;
};
const act = async (person: Person, name: string, seen: string) => {
  const [answer] = await db.as(person, async (sql) => acts[name]!(sql, seen));
  return answer!.moved;
};
const say = (moved: unknown) => movedSentence(movedSchema.parse(moved));

describe("whoever acts on an alert that somebody else has moved since", () => {
  it.each(Object.keys(acts))("by %s changes nothing, and is told who did what", async (name) => {
    await db.as(
      team.member,
      (sql) => sql`select public.acknowledge_alert(${alertId}, 'We call them today.')`,
    );
    const before = await alertNow();
    const moved = await act(team.admin, name, "0");
    expect(say(moved)).toBe("team-member acknowledged this just now: “We call them today.”");
    expect(await alertNow()).toEqual(before);
    // Having seen that, they may.
    expect(await act(team.admin, name, movedSchema.parse(moved).seen)).toBeNull();
    expect(await alertNow()).not.toEqual(before);
  });

  it("can add theirs to the story instead, which stays otherwise as it is", async () => {
    await db.as(
      team.member,
      (sql) => sql`select public.acknowledge_alert(${alertId}, 'We call them today.')`,
    );
    const before = await alertNow();
    await db.as(team.admin, (sql) => sql`select public.comment_alert(${alertId}, ' I wrote to them. ')`);
    expect(await alertNow()).toEqual(before);
    const steps = await db.owner`
      select event, note, cause from public.alert_events where alert_id = ${alertId} order by id`;
    expect([...steps]).toEqual([
      { event: "acknowledged", note: "We call them today.", cause: "person" },
      { event: "commented", note: "I wrote to them.", cause: "person" },
    ]);
  });

  it("is told of themselves, and of what no person did", async () => {
    await act(team.admin, "acknowledge", "0");
    expect(say(await act(team.admin, "snooze", "0"))).toBe("You acknowledged this just now: “Mine.”");
    await db.as(team.admin, (sql) => sql`select public.update_alert_settings(${team.id}, 50, 60, 70)`);
    expect(say(await act(team.member, "snooze", "0"))).toBe(
      "This alert moved just now: the order is over budget now.",
    );
    await db.as(team.admin, (sql) => sql`select public.update_alert_settings(${team.id}, 75, 90, 100)`);
  });

  it("is not kept by a comment", async () => {
    await db.as(team.member, (sql) => sql`select public.comment_alert(${alertId}, 'Seen.')`);
    expect(await act(team.admin, "acknowledge", "0")).toBeNull();
  });
});

it("of many who acknowledge at the very same time, one does", async () => {
  const people = [team.admin, team.member, team.admin, team.member];
  const answers: unknown[] = [];
  await allAtOnce(
    db,
    people.map((caller) => ({
      caller,
      work: async (sql) => {
        const [answer] = await acts.acknowledge!(sql, "0");
        answers.push(answer!.moved);
      },
    })),
  );
  expect(answers.filter((moved) => moved === null)).toHaveLength(1);
  const steps = await db.owner`select event from public.alert_events where alert_id = ${alertId}`;
  expect([...steps]).toEqual([{ event: "acknowledged" }]);
});

describe("two on the same settings", () => {
  const organization = { name: "team", currency: "USD", locale: "en-US", time_zone: "UTC" };

  it("of the organization: the second is told what the first changed, and loses nothing", async () => {
    const save = async (person: Person, change: Partial<typeof organization>, seen: object) => {
      const { name, currency, locale, time_zone: zone } = { ...organization, ...change };
      const [answer] = await db.as(
        person,
        (sql) =>
          sql`select public.update_organization(${team.id}, ${name}, ${currency}, ${locale}, ${zone}, ${sql.json({ ...seen })}) as moved`,
      );
      return answer!.moved;
    };
    expect(await save(team.admin, { time_zone: "Europe/Berlin" }, organization)).toBeNull();
    await db.owner`update public.organization_members set role = 'admin' where user_id = ${team.member.userId}`;
    const moved = meanwhileSchema.parse(await save(team.member, { currency: "EUR" }, organization));
    expect(meanwhileSentence(moved, organization, { time_zone: "time zone" })).toBe(
      "team admin changed this just now: time zone is “Europe/Berlin” now. Nothing was saved; what you typed is still here. Save again to let yours count.",
    );
    const [now] = await db.owner`select currency, time_zone from public.organizations where id = ${team.id}`;
    expect(now).toEqual({ currency: "USD", time_zone: "Europe/Berlin" });
    expect(await save(team.member, { currency: "EUR" }, moved.present)).toBeNull();
  });

  it("of one profile, in two windows", async () => {
    const save = async (name: string, seen: string) => {
      const shown = { full_name: seen, phone: "", time_zone: null, locale: null };
      const [answer] = await db.as(
        team.admin,
        (sql) => sql`select public.update_profile(${name}, '', null, null, ${sql.json(shown)}) as moved`,
      );
      return answer!.moved;
    };
    expect(await save("Ada", "team admin")).toBeNull();
    expect(await save("Grace", "team admin")).toMatchObject({ present: { full_name: "Ada" } });
    expect(await save("Grace", "Ada")).toBeNull();
  });
});
