import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { allAtOnce } from "./support/crowd";
import { type Transaction, useDatabase } from "./support/database";
import { addMember, anonymous, createTeam, type Team } from "./support/people";
import { createAlert } from "./support/records";
import { auditOf, refusalOf } from "./support/refusals";

const db = useDatabase();
let team: Team;
let others: Team;
beforeEach(async () => {
  team = await createTeam(db.owner, "team");
  others = await createTeam(db.owner, "others");
});

const setRole =
  (userId: string, role: string, id = team.id) =>
  (sql: Transaction) =>
    sql`select public.change_member_role(${id}, ${userId}, ${role}::public.member_role)`;
const deactivate = (userId: string) => (sql: Transaction) =>
  sql`select public.deactivate_member(${team.id}, ${userId})`;
const reactivate = (userId: string) => (sql: Transaction) =>
  sql`select public.reactivate_member(${team.id}, ${userId})`;
const remove = (userId: string) => (sql: Transaction) =>
  sql`select public.remove_member(${team.id}, ${userId})`;
const leave = (sql: Transaction) => sql`select public.leave_organization(${team.id})`;

const onlyAdmins = { code: "AE403", message: "Only an admin of the organization may do this." };
const activeAdmins = async () => {
  const [row] = await db.owner<
    { count: number }[]
  >`select count(*)::integer as count from public.organization_members
    where organization_id = ${team.id} and role = 'admin' and status = 'active'`;
  return row!.count;
};

describe("changing a person's standing", () => {
  it("is recorded with who it was, before and after", async () => {
    const id = team.member.userId;
    for (const step of [
      setRole(id, "admin"),
      setRole(id, "member"),
      deactivate(id),
      reactivate(id),
      remove(id),
    ])
      await db.as(team.admin, step);
    const steps = (await auditOf(db.owner, team.id)).slice(-5);
    expect(steps.map(({ action, before, after }) => ({ action, before, after }))).toMatchObject([
      {
        action: "member.role_changed",
        before: { role: "member", email: team.member.email },
        after: { role: "admin" },
      },
      { action: "member.role_changed", before: { role: "admin" }, after: { role: "member" } },
      { action: "member.deactivated", before: { status: "active" }, after: { status: "deactivated" } },
      { action: "member.reactivated", before: { status: "deactivated" }, after: { status: "active" } },
      { action: "member.removed", before: { status: "active" }, after: null },
    ]);
    for (const step of steps)
      expect(step).toMatchObject({ acted_by: team.admin.userId, entity_type: "member", entity_id: id });
  });

  it.each([
    ["a role", () => setRole(team.member.userId, "admin")],
    ["deactivation", () => deactivate(team.member.userId)],
    ["reactivation", () => reactivate(team.former.userId)],
    ["removal", () => remove(team.member.userId)],
  ])("%s is for an admin of the organization, and nobody else", async (_what, step) => {
    for (const caller of [team.member, team.former, others.admin])
      expect(await refusalOf(db, caller, step())).toEqual(onlyAdmins);
    expect((await refusalOf(db, anonymous, step())).code).toBe("42501");
  });

  it("nobody can make themselves an admin, nor reach into another organization", async () => {
    expect(await refusalOf(db, team.member, setRole(team.member.userId, "admin"))).toEqual(onlyAdmins);
    for (const userId of [others.member.userId, randomUUID()])
      expect((await refusalOf(db, team.admin, setRole(userId, "admin"))).code).toBe("AE404");
    expect(await refusalOf(db, team.admin, setRole(team.admin.userId, "admin", others.id))).toEqual(
      onlyAdmins,
    );
  });

  it("a deactivated person comes back only where a seat is free", async () => {
    await addMember(db.owner, team.id, "third");
    expect((await refusalOf(db, team.admin, reactivate(team.former.userId))).code).toBe("AE429");
    await db.as(team.admin, deactivate(team.member.userId));
    await db.as(team.admin, reactivate(team.former.userId));
  });
});

describe("an active admin always remains", () => {
  it("the last one can't be demoted, deactivated or removed, nor leave", async () => {
    const me = team.admin.userId;
    for (const step of [setRole(me, "member"), deactivate(me), remove(me), leave])
      expect((await refusalOf(db, team.admin, step)).message).toContain("at least one active admin");
    expect(await activeAdmins()).toBe(1);
  });

  it.each([
    ["demote", (id: string) => setRole(id, "member")],
    ["deactivate", deactivate],
    ["remove", remove],
  ])("two who %s each other at once leave one", async (_verb, step) => {
    for (let round = 0; round < 5; round++) {
      const rival = await addMember(db.owner, team.id, "rival", { role: "admin" });
      const outcomes = await allAtOnce(db, [
        { caller: team.admin, work: step(rival.userId) },
        { caller: rival, work: step(team.admin.userId) },
      ]);
      expect(outcomes.toSorted()).toEqual(["AE403", "done"]);
      expect(await activeAdmins()).toBe(1);
      await db.owner`delete from public.organization_members where organization_id = ${team.id} and user_id = ${rival.userId}`;
      await db.owner`insert into public.organization_members (organization_id, user_id, role) values (${team.id}, ${team.admin.userId}, 'admin')
        on conflict (organization_id, user_id) do update set role = 'admin', status = 'active'`;
    }
  });

  it("two who leave at once leave one", async () => {
    const rival = await addMember(db.owner, team.id, "rival", { role: "admin" });
    const outcomes = await allAtOnce(db, [
      { caller: team.admin, work: leave },
      { caller: rival, work: leave },
    ]);
    expect(outcomes.toSorted()).toEqual(["AE409", "done"]);
    expect(await activeAdmins()).toBe(1);
  });
});

describe("leaving", () => {
  it("ends one's own membership, once, and is recorded", async () => {
    await db.as(team.member, leave);
    expect((await auditOf(db.owner, team.id)).at(-1)).toMatchObject({
      action: "member.left",
      acted_by: team.member.userId,
    });
    for (const caller of [team.member, team.former, others.admin])
      expect((await refusalOf(db, caller, leave)).code).toBe("AE404");
  });
});

describe("a session that is still open", () => {
  it.each([
    ["deactivated", deactivate],
    ["removed", remove],
  ])("sees nothing of the organization from the moment its person is %s", async (_how, step) => {
    await createAlert(db.owner, team.id);
    const count = async () => {
      const [row] = await db.as(
        team.member,
        (sql) => sql<
          { rows: number }[]
        >`select ((select count(*) from public.organizations) + (select count(*) from public.alerts)
          + (select count(*) from public.organization_members) + (select count(*) from public.purchase_orders))::integer as rows`,
      );
      return row!.rows;
    };
    expect(await count()).toBeGreaterThan(3);
    await db.as(team.admin, step(team.member.userId));
    expect(await count()).toBe(0);
  });
});
