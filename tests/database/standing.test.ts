import { expect, it } from "vitest";
import { type Standing, standingSchema } from "../../src/libs/access/standing";
import { useDatabase } from "./support/database";
import { addMember, createTeam, createUser, type Person } from "./support/people";
import { refusalOf } from "./support/refusals";
import { createAlert } from "./support/records";

const db = useDatabase();

async function standingOf({ userId }: Person): Promise<Standing | null> {
  const [row] = await db.owner<
    { standing: Standing | null }[]
  >`select private.standing_of(${userId}) as standing`;
  return row?.standing ?? null;
}

it("somebody stands where they are active, and nowhere else", async () => {
  const own = await createTeam(db.owner, "own");
  await createTeam(db.owner, "others");
  const former = await createTeam(db.owner, "left");
  await db.owner`insert into public.organization_members (organization_id, user_id, role, status)
    values (${former.id}, ${own.member.userId}, 'admin', 'deactivated')`;
  const standing = await standingOf(own.member);
  expect(standing?.profile).toEqual({
    fullName: "own-member",
    phone: "",
    timeZone: null,
    locale: null,
  });
  expect(standing?.memberships).toEqual([
    {
      role: "member",
      mail: { alerts: true, alertsFrom: "warning", importFailed: true },
      openAlerts: 0,
      organization: {
        id: own.id,
        name: "own",
        slug: expect.stringMatching(/^own/),
        currency: "USD",
        locale: "en-US",
        timeZone: "UTC",
        plan: "essential",
        thresholds: { warning: 75, critical: 90, overBudget: 100 },
      },
    },
  ]);
  // What the server takes it for is what it is.
  expect(standingSchema.parse(standing)).toEqual(standing);
  expect(await standingOf(own.former)).toMatchObject({ memberships: [] });
});

it("a standing tells the organization's thresholds, and how many alerts are open there", async () => {
  const own = await createTeam(db.owner, "alarmed");
  const others = await createTeam(db.owner, "alarmed-too");
  await db.owner`update public.alert_settings set warning_percent = 60 where organization_id = ${own.id}`;
  for (const { id, statuses } of [
    { id: own.id, statuses: ["open", "open", "acknowledged"] as const },
    { id: others.id, statuses: ["open"] as const },
  ]) {
    for (const status of statuses) await createAlert(db.owner, id, { status });
  }
  const person = await addMember(db.owner, others.id, "both");
  await db.owner`insert into public.organization_members (organization_id, user_id, role) values (${own.id}, ${person.userId}, 'admin')`;
  const standing = await standingOf(person);
  expect(standing?.memberships.toSorted((a, b) => a.role.localeCompare(b.role))).toMatchObject([
    {
      role: "admin",
      openAlerts: 2,
      organization: { thresholds: { warning: 60, critical: 90, overBudget: 100 } },
    },
    { role: "member", openAlerts: 1, organization: { thresholds: { warning: 75 } } },
  ]);
});

it("an organization without thresholds is an error, and not nothing", async () => {
  const own = await createTeam(db.owner, "incomplete");
  await db.owner`delete from public.alert_settings where organization_id = ${own.id}`;
  expect(standingSchema.nullable().safeParse(await standingOf(own.member)).success).toBe(false);
});

it("a stranger stands nowhere", async () => {
  expect(await standingOf(await createUser(db.owner, "stranger"))).toBeNull();
});

it("nobody asks for it but the web server", async () => {
  const { admin, member } = await createTeam(db.owner, "curious");
  const refusal = await refusalOf(db, admin, (sql) => sql`select private.standing_of(${member.userId})`);
  expect(refusal.code).toBe("42501");
});
