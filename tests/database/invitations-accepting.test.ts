import { beforeEach, describe, expect, it } from "vitest";
import { allAtOnce } from "./support/crowd";
import { useDatabase } from "./support/database";
import { accept, hashOf, invite, mailedToken } from "./support/invitations";
import { anonymous, createTeam, createUser, type Person, type Team } from "./support/people";
import { auditOf, refusalOf } from "./support/refusals";

const db = useDatabase();
let team: Team;
let guest: Person;
let invitation: string;
let token: string;
beforeEach(async () => {
  team = await createTeam(db.owner, "team");
  guest = await createUser(db.owner, "guest");
  invitation = await invite(db, team.id, team.admin, guest.email);
  token = await mailedToken(db.owner, invitation);
});

const memberships = () => db.owner`select role, status from public.organization_members
  where organization_id = ${team.id} and user_id = ${guest.userId}`;

describe("accepting an invitation", () => {
  it("makes the invited person a member in the role that was offered, and is recorded", async () => {
    await db.as(guest, accept(token));
    expect([...(await memberships())]).toEqual([{ role: "member", status: "active" }]);
    const [profile] =
      await db.owner`select email, full_name from public.user_profiles where user_id = ${guest.userId}`;
    expect(profile).toEqual({ email: guest.email, full_name: "" });
    const entries = (await auditOf(db.owner, team.id)).slice(-2);
    expect(entries).toMatchObject([
      { action: "invitation.accepted", acted_by: guest.userId, entity_id: invitation },
      {
        action: "member.joined",
        entity_id: guest.userId,
        before: null,
        after: { role: "member", status: "active" },
      },
    ]);
    const seen = await db.as(guest, (sql) => sql`select id from public.organizations`);
    expect(seen.map(({ id }) => id)).toEqual([team.id]);
  });

  it("twenty times at once makes one membership and one entry", async () => {
    const outcomes = await allAtOnce(
      db,
      Array.from({ length: 20 }, () => ({ caller: guest, work: accept(token) })),
    );
    expect(outcomes.toSorted()).toEqual([...Array<string>(19).fill("AE409"), "done"]);
    expect(await memberships()).toHaveLength(1);
    const joined = (await auditOf(db.owner, team.id)).filter(({ action }) => action === "member.joined");
    expect(joined).toHaveLength(1);
  });

  it("works once, also after its person was removed", async () => {
    await db.as(guest, accept(token));
    expect(await refusalOf(db, guest, accept(token))).toEqual({
      code: "AE409",
      message: "This invitation was used already.",
    });
    await db.as(team.admin, (sql) => sql`select public.remove_member(${team.id}, ${guest.userId})`);
    expect((await refusalOf(db, guest, accept(token))).code).toBe("AE409");
    expect(await memberships()).toHaveLength(0);
  });

  it("is for the invited address only, whatever an account says of itself", async () => {
    const stranger = await createUser(db.owner, "stranger");
    await db.owner`update auth.users set raw_user_meta_data = ${db.owner.json({ email: guest.email, role: "admin" })} where id = ${stranger.userId}`;
    for (const caller of [stranger, team.member])
      expect((await refusalOf(db, caller, accept(token))).code).toBe("AE403");
    expect((await refusalOf(db, anonymous, accept(token))).code).toBe("42501");
    expect(await memberships()).toHaveLength(0);
  });

  it("is not for an address that is not confirmed", async () => {
    await db.owner`update auth.users set email_confirmed_at = null where id = ${guest.userId}`;
    expect((await refusalOf(db, guest, accept(token))).code).toBe("AE403");
  });

  it("is refused once it has expired, was withdrawn or was sent anew, and for a token that nobody issued", async () => {
    await db.owner`update public.invitations set expires_at = now() - interval '1 second' where id = ${invitation}`;
    expect((await refusalOf(db, guest, accept(token))).message).toContain("seven days old");
    await db.as(team.admin, (sql) => sql`select public.resend_invitation(${team.id}, ${invitation})`);
    expect((await refusalOf(db, guest, accept(token))).code).toBe("AE404");
    const renewed = await mailedToken(db.owner, invitation);
    await db.as(team.admin, (sql) => sql`select public.revoke_invitation(${team.id}, ${invitation})`);
    expect((await refusalOf(db, guest, accept(renewed))).message).toContain("withdrawn");
    expect((await refusalOf(db, guest, accept("0".repeat(64)))).code).toBe("AE404");
  });

  it("lets a deactivated person in again, in the role of the invitation", async () => {
    await db.owner`update public.subscriptions set plan = 'growth' where organization_id = ${team.id}`;
    const id = await invite(db, team.id, team.admin, team.former.email, "member");
    await db.as(team.former, accept(await mailedToken(db.owner, id)));
    const [row] = await db.owner`select role, status from public.organization_members
      where organization_id = ${team.id} and user_id = ${team.former.userId}`;
    expect(row).toEqual({ role: "member", status: "active" });
    expect((await auditOf(db.owner, team.id)).at(-1)).toMatchObject({
      before: { role: "admin", status: "deactivated" },
      after: { role: "member", status: "active" },
    });
  });

  it("does not change the role of somebody who is in already", async () => {
    await db.owner`update public.invitations set email = ${team.member.email}, role = 'admin' where id = ${invitation}`;
    expect((await refusalOf(db, team.member, accept(token))).code).toBe("AE409");
  });

  it("finds its seat, unless the plan has become smaller since", async () => {
    await db.owner`update public.subscriptions set plan = 'growth' where organization_id = ${team.id}`;
    const late = await createUser(db.owner, "late");
    const id = await invite(db, team.id, team.admin, late.email);
    const lateToken = await mailedToken(db.owner, id);
    await db.owner`update public.subscriptions set plan = 'essential' where organization_id = ${team.id}`;
    await db.as(guest, accept(token));
    expect((await refusalOf(db, late, accept(lateToken))).code).toBe("AE429");
  });
});

describe("what is told of an invitation", () => {
  it("its token's holder learns to what and whom, and whether it still works", async () => {
    const read = async () => (await db.owner`select * from private.invitation_by_token(${hashOf(token)})`)[0];
    expect(await read()).toEqual({
      organization_name: "team",
      email: guest.email,
      role: "member",
      inviter: "team admin",
      standing: "open",
      has_account: true,
    });
    await db.owner`update public.invitations set expires_at = now() where id = ${invitation}`;
    expect(await read()).toMatchObject({ standing: "expired" });
    await db.owner`update public.invitations set revoked_at = now() where id = ${invitation}`;
    expect(await read()).toMatchObject({ standing: "withdrawn" });
    const outcome = await db.attempt(
      team.admin,
      (sql) => sql`select * from private.invitation_by_token(${hashOf(token)})`,
    );
    expect(outcome.refusal).toBe("42501");
  });

  it("people learn who has invited their own confirmed address, and of no other", async () => {
    const mine = async (person: Person) =>
      (await db.as(person, (sql) => sql`select organization_name from public.my_invitations()`)).map(
        (row) => row["organization_name"],
      );
    expect(await mine(guest)).toEqual(["team"]);
    expect(await mine(team.member)).toEqual([]);
    await db.owner`update auth.users set email_confirmed_at = null where id = ${guest.userId}`;
    expect(await mine(guest)).toEqual([]);
  });
});
