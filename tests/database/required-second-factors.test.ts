import { describe, expect, it, vi } from "vitest";
import { useDatabase } from "./support/database";
import { type Device, submit } from "./support/device";
import { auditOf } from "./support/refusals";
import { password, useSecondFactors } from "./support/second-factors";

// The request that Next would be answering: the cookies and headers of the device that asks.
const asking: { device: Device } = vi.hoisted(() => ({ device: undefined as never }));
vi.mock("next/headers", () => ({
  cookies: async () => asking.device.cookies,
  headers: async () => asking.device.headers,
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

const db = useDatabase();
const app = useSecondFactors(db, asking);
const { newAdmin, newDevice, open, organizationsByToken, setUp } = app;

/** As the person of the device that asks, past our pages. */
const require = async (organizationId: string, required: boolean) => {
  const { id: userId, sessionId } = (await app.access.openSession())!.user;
  return db.as(
    { role: "authenticated", userId, sessionId },
    (sql) => sql`select public.require_second_factors(${organizationId}, ${required})`,
  );
};
const join = (userId: string, organizationId: string, status = "active") =>
  db.owner`insert into public.organization_members (organization_id, user_id, status) values (${organizationId}, ${userId}, ${status})`;

/** An organization that requires a second factor, its admin, and what their session was. */
async function careful() {
  const admin = await newAdmin("enterprise");
  await newDevice(admin);
  await setUp();
  await require(admin.organizationId, true);
  return admin;
}

describe("an organization that requires a second factor", () => {
  it("closes at once to members without one, past our pages too, until they have set one up", async () => {
    const admin = await newAdmin("enterprise");
    const member = await newAdmin();
    await join(member.userId, admin.organizationId);
    await newDevice(member);
    expect(await open()).toBe("in");
    expect(await organizationsByToken()).toBe(2);
    const theirs = asking.device;
    await newDevice(admin);
    expect(await open()).toBe("in");
    await setUp();
    await require(admin.organizationId, true);
    expect(await open()).toBe("in");
    expect((await auditOf(db.owner, admin.organizationId)).at(-1)?.action).toBe(
      "organization.second_factor_required",
    );

    asking.device = theirs;
    // First of all, before our server was asked again.
    expect(await organizationsByToken()).toBe(0);
    expect(await open()).toBe("/login/second-factor");
    expect((await app.access.openSession())?.owes).toBe("enrolment");
    await setUp();
    expect(await open()).toBe("in");
    expect(await organizationsByToken()).toBe(2);
  });

  it("asks whoever joins it, comes back or is there when its plan comes to include it", async () => {
    const admin = await careful();
    const member = await newAdmin();
    await newDevice(member);
    expect(await open()).toBe("in");
    await join(member.userId, admin.organizationId);
    expect(await organizationsByToken()).toBe(0);
    const [back, planned] = [await newAdmin(), await newAdmin()];
    await join(back.userId, admin.organizationId, "deactivated");
    await newDevice(back);
    expect(await open()).toBe("in");
    await db.owner`update public.organization_members set status = 'active'
      where user_id = ${back.userId} and organization_id = ${admin.organizationId}`;
    expect(await organizationsByToken()).toBe(0);
    await db.owner`select private.set_plan(${admin.organizationId}, 'growth')`;
    await join(planned.userId, admin.organizationId);
    await newDevice(planned);
    expect(await open()).toBe("in");
    await db.owner`select private.set_plan(${admin.organizationId}, 'enterprise')`;
    expect(await organizationsByToken()).toBe(0);
    expect(await open()).toBe("/login/second-factor");
  });

  it("lets nobody remove their last one", async () => {
    await careful();
    const { sessionId, id } = (await app.access.openSession())!.user;
    const [factor] = await db.owner<
      { id: string }[]
    >`select id from public.second_factors where user_id = ${id}`;
    const answer = await submit(app.second.removeSecondFactor, {
      factorId: factor!.id,
      currentPassword: password,
    });
    expect(answer.message).toMatch(
      /requires a second factor\. Set another up before you remove your last one\.$/,
    );
    expect(await open()).toBe("in");
    await setUp("Another");
    expect(
      (await submit(app.second.removeSecondFactor, { factorId: factor!.id, currentPassword: password }))
        .status,
    ).toBe("done");
    expect((await app.access.openSession())?.user.sessionId).toBe(sessionId);
  });

  it("asks after a recovery code, and a proof of something removed is none", async () => {
    const admin = await careful();
    await newDevice(admin);
    await open();
    const { sessionId } = (await app.access.openSession())!.user;
    await db.owner`update public.user_sessions set second_factor_at = now() where id = ${sessionId}`;
    expect(await open()).toBe("in");
    await db.owner`delete from public.second_factors where user_id = ${admin.userId}`;
    expect(await open()).toBe("/login/second-factor");
    expect((await app.access.openSession())?.owes).toBe("enrolment");
  });

  it("lets go again, and asks nobody while its plan doesn't include it", async () => {
    const admin = await careful();
    const here = asking.device;
    const member = await newAdmin();
    await join(member.userId, admin.organizationId);
    await newDevice(member);
    expect(await open()).toBe("/login/second-factor");
    const theirs = asking.device;
    await db.owner`select private.set_plan(${admin.organizationId}, 'growth')`;
    expect(await open()).toBe("in");
    await db.owner`select private.set_plan(${admin.organizationId}, 'enterprise')`;
    expect(await open()).toBe("/login/second-factor");
    asking.device = here;
    await require(admin.organizationId, false);
    asking.device = theirs;
    expect(await open()).toBe("in");
  });
});

describe("requiring it", () => {
  it("is for admins who have one, on a plan that includes it", async () => {
    const admin = await newAdmin("enterprise");
    const member = await newAdmin();
    await join(member.userId, admin.organizationId);
    await newDevice(admin);
    await open();
    await expect(require(admin.organizationId, true)).rejects.toThrow(
      "Set up a second factor of your own first",
    );
    await setUp();
    await db.owner`select private.set_plan(${admin.organizationId}, 'growth')`;
    await expect(require(admin.organizationId, true)).rejects.toThrow("doesn't include this");
    await newDevice(member);
    await open();
    for (const required of [true, false])
      await expect(require(admin.organizationId, required)).rejects.toThrow(
        "Only an admin of the organization",
      );
  });

  it("shows admins, and nobody else, who has one", async () => {
    const admin = await careful();
    const member = await newAdmin();
    await join(member.userId, admin.organizationId);
    const ask = async (organizationId: string) => {
      const { id: userId, sessionId } = (await app.access.openSession())!.user;
      return db.as(
        { role: "authenticated", userId, sessionId },
        (sql) => sql<{ id: string }[]>`select public.people_with_second_factor(${organizationId}) as id`,
      );
    };
    expect((await ask(admin.organizationId)).map(({ id }) => id)).toEqual([admin.userId]);
    await newDevice(member);
    await open();
    await setUp();
    expect(await ask(admin.organizationId)).toHaveLength(0);
  });
});

describe("the operator's reset", () => {
  it("removes all, ends every session, and is told and recorded", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    await setUp();
    await setUp("Another");
    await db.owner`select private.reset_second_factors(${admin.userId})`;
    expect(await open()).toBe("/login");
    expect(await newDevice(admin)).toEqual({ leadsTo: "/alerts" });
    expect(await open()).toBe("in");
    expect((await auditOf(db.owner, admin.organizationId)).map(({ action }) => action)).toContain(
      "user.second_factors_reset",
    );
    const [mail] = await db.owner`
      select payload from public.email_outbox where recipient = ${admin.email} order by created_at desc limit 1`;
    expect(mail!["payload"]).toEqual({ notice: "second_factors_reset" });
  });

  it("is nobody's of the API", async () => {
    const admin = await newAdmin();
    const refusal = await db.attempt(
      { role: "authenticated", userId: admin.userId },
      (sql) => sql`select private.reset_second_factors(${admin.userId})`,
    );
    expect(refusal).toEqual({ refusal: "42501" });
  });
});
