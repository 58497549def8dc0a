import { beforeEach, describe, expect, it, vi } from "vitest";
import { deactivateMembersWithoutAccount } from "../../src/features/organizations/jobs";
import { logger } from "../../src/libs/logger";
import { useDatabase } from "./support/database";
import { addMember, createTeam, createUser, type Person, type Team } from "./support/people";
import { auditOf, refusalOf } from "./support/refusals";

const db = useDatabase();
let team: Team;

beforeEach(async () => {
  // What an earlier test left must not be found again.
  await db.owner`delete from public.organization_members`;
  team = await createTeam(db.owner, "team");
});

/** As Supabase's dashboard does it. */
const deleteInDashboard = ({ userId }: Person) => db.superuser`delete from auth.users where id = ${userId}`;
const sweep = () => deactivateMembersWithoutAccount(db.owner);
const active = async () =>
  (
    await db.owner<{ user_id: string }[]>`
      select user_id from public.organization_members where organization_id = ${team.id} and status = 'active'`
  ).map(({ user_id }) => user_id);
const actions = async () => (await auditOf(db.owner, team.id)).map(({ action }) => action);

describe("a member whose account was deleted at the Auth server", () => {
  it("is deactivated, with an entry in the audit log, and takes no seat any more", async () => {
    await addMember(db.owner, team.id, "third");
    await deleteInDashboard(team.member);
    const invite = () =>
      db.as(
        team.admin,
        (sql) => sql`select public.invite_member(${team.id}, 'new.one@example.com', 'member')`,
      );
    await expect(invite()).rejects.toThrow("seats");
    await sweep();
    expect(await active()).not.toContain(team.member.userId);
    expect((await auditOf(db.owner, team.id)).at(-1)).toMatchObject({
      action: "member.account_gone",
      acted_by: null,
      entity_id: team.member.userId,
      before: { status: "active" },
      after: { status: "deactivated" },
    });
    await invite();
  });

  it("is found once, and nobody else is touched", async () => {
    const others = await createTeam(db.owner, "others");
    await deleteInDashboard(team.member);
    await deleteInDashboard(team.former);
    await Promise.all([sweep(), sweep(), sweep()]);
    expect((await actions()).filter((action) => action === "member.account_gone")).toHaveLength(1);
    expect(await active()).toEqual([team.admin.userId]);
    expect((await auditOf(db.owner, others.id)).map(({ action }) => action)).toEqual([
      "organization.created",
    ]);
  });

  it("is found also when the account is only marked as deleted", async () => {
    await db.superuser`update auth.users set deleted_at = now() where id = ${team.member.userId}`;
    await sweep();
    expect(await active()).toEqual([team.admin.userId]);
  });

  it("goes as an admin, too, while another admin has an account", async () => {
    const second = await addMember(db.owner, team.id, "second", { role: "admin" });
    await deleteInDashboard(team.admin);
    await sweep();
    expect((await active()).toSorted()).toEqual([team.member.userId, second.userId].toSorted());
  });
});

describe("an organization whose admins have no account any more", () => {
  it("stays as it is, and the log tells the operator of each of them", async () => {
    const second = await addMember(db.owner, team.id, "second", { role: "admin" });
    for (const person of [team.admin, second, team.member]) await deleteInDashboard(person);
    const told = vi.spyOn(logger, "error").mockReturnValue(undefined);
    await sweep();
    const about = told.mock.calls.map(([what]) => what as { userId: string; organizationId: string });
    told.mockRestore();
    expect(about.map(({ userId }) => userId).toSorted()).toEqual(
      [team.admin.userId, second.userId, team.member.userId].toSorted(),
    );
    expect(new Set(about.map(({ organizationId }) => organizationId))).toEqual(new Set([team.id]));
    expect(await active()).toHaveLength(3);
    expect(await actions()).toEqual(["organization.created"]);
  });

  it("gets another by the operator, and is swept then", async () => {
    await deleteInDashboard(team.admin);
    const appoint = (email: string) => db.owner`select private.appoint_admin(${team.id}, ${email})`;
    await expect(appoint("nobody@example.com")).rejects.toThrow("Nobody has an account");
    const newcomer = await createUser(db.owner, "newcomer");
    await appoint(` ${newcomer.email.toUpperCase()} `);
    await appoint(team.former.email);
    const [entry, again] = (await auditOf(db.owner, team.id)).slice(-2);
    expect(entry).toMatchObject({
      action: "member.appointed_admin",
      acted_by: null,
      entity_id: newcomer.userId,
      before: null,
      after: { role: "admin", status: "active" },
    });
    expect(again).toMatchObject({ before: { role: "admin", status: "deactivated" } });
    await sweep();
    expect((await active()).toSorted()).toEqual(
      [newcomer.userId, team.former.userId, team.member.userId].toSorted(),
    );
    const refusal = await refusalOf(
      db,
      newcomer,
      (sql) => sql`select private.appoint_admin(${team.id}, ${newcomer.email})`,
    );
    expect(refusal.code).toBe("42501");
  });
});
