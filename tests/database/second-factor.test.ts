import { describe, expect, it, vi } from "vitest";
import { useDatabase } from "./support/database";
import { type Device, redirectOf, submit } from "./support/device";
import { auditOf } from "./support/refusals";
import { codeOf, password, useSecondFactors, wrongCodeOf } from "./support/second-factors";
import { totp } from "./support/totp";

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

it("the codes of the test's app are those of RFC 6238", () => {
  // Appendix B: the secret 12345678901234567890 in base32, at 59 and 1111111109 seconds.
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  expect([59_000, 1_111_111_109_000].map((at) => totp(secret, at))).toEqual(["287082", "081804"]);
});

const start = (currentPassword = password) => submit(app.second.startSecondFactor, { currentPassword });
const remove = (code: string) => submit(app.second.removeSecondFactor, { code });

describe("somebody who wishes for a second factor", () => {
  it("sets it up by a picture and its first code, and gets ten recovery codes", async () => {
    const admin = await newAdmin();
    expect(await newDevice(admin)).toEqual({ leadsTo: "/alerts" });
    expect(await open()).toBe("in");
    const begun = await start();
    const { factorId = "", secret = "", qrCode = "" } = begun.shown ?? {};
    expect(decodeURIComponent(qrCode)).toMatch(
      /^data:image\/svg\+xml;charset=utf-8,<\?xml.*<svg.*<\/svg>\s*$/s,
    );
    expect(qrCode).not.toContain("#");
    expect(
      await submit(app.second.finishSecondFactor, { factorId, code: wrongCodeOf(secret) }),
    ).toMatchObject({
      status: "refused",
      message: "This code is wrong or too old. Enter the one that your app shows now.",
    });
    const finished = await submit(app.second.finishSecondFactor, { factorId, code: codeOf(secret) });
    expect(finished.shown?.["codes"]?.split("\n")).toHaveLength(10);
    expect(await open()).toBe("in");
    expect((await app.access.openSession())?.user.assurance).toBe("aal2");
    expect((await auditOf(db.owner, admin.organizationId)).at(-1)?.action).toBe("user.second_factor_added");
    expect(await start()).toMatchObject({ status: "refused" });
  });

  it("enters the present password first: a session alone begins nothing", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    expect(await submit(app.second.startSecondFactor)).toMatchObject({
      status: "refused",
      fieldErrors: { currentPassword: expect.anything() },
    });
    const refused = await start("not the password");
    expect(refused).toMatchObject({
      status: "refused",
      message: "Your present password is not the one that you entered.",
    });
    expect(refused.shown).toBeUndefined();
    expect((await auditOf(db.owner, admin.organizationId)).at(-1)?.action).toBe("user.sign_in_failed");
    expect((await app.access.openSession())?.user.assurance).toBe("aal1");
    expect((await start()).status).toBe("done");
  });

  it("guesses no password by it: five wrong ones bar it like log-ins", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    for (let guess = 0; guess < 5; guess++) await start(`guess number ${guess}`);
    expect((await start()).message).toMatch(/^Too many attempts/);
  });

  it("is asked for it from then on: the password alone opens nothing, neither here nor past our server", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    const first = asking.device;
    const { secret } = await setUp();
    expect(await newDevice(admin)).toEqual({ leadsTo: "/login/second-factor?next=%2Falerts" });
    expect(await organizationsByToken()).toBe(0);
    expect(await open()).toBe("/login/second-factor");
    expect(await app.access.currentUser()).toBeNull();
    expect(await organizationsByToken()).toBe(0);

    expect(
      await submit(app.second.verifySecondFactor, { code: wrongCodeOf(secret), next: "/alerts" }),
    ).toMatchObject({
      status: "refused",
    });
    expect((await auditOf(db.owner, admin.organizationId)).at(-1)).toMatchObject({
      action: "user.sign_in_failed",
      after: { reason: "second_factor" },
    });
    expect(await submit(app.second.verifySecondFactor, { code: codeOf(secret), next: "/alerts" })).toEqual({
      leadsTo: "/alerts",
    });
    expect(await open()).toBe("in");
    expect(await organizationsByToken()).toBe(1);
    expect((await auditOf(db.owner, admin.organizationId)).at(-1)?.action).toBe("user.signed_in");
    asking.device = first;
    expect(await open()).toBe("in");
  });

  it("signs the devices out that have not shown it", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    await open();
    const other = asking.device;
    await newDevice(admin);
    await setUp();
    asking.device = other;
    expect(await open()).toBe("/login");
  });

  it("may guess five times in a quarter of an hour, by app and recovery code together", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    const { secret } = await setUp();
    await newDevice(admin);
    for (let guess = 0; guess < 4; guess++)
      await submit(app.second.verifySecondFactor, { code: wrongCodeOf(secret), next: "" });
    await submit(app.second.enterRecoveryCode, { recoveryCode: "2222-2222-2222" });
    const answer = await submit(app.second.verifySecondFactor, { code: codeOf(secret), next: "" });
    expect(answer.message).toMatch(/^Too many attempts/);
    expect(await open()).toBe("/login/second-factor");
  });

  it("can leave before showing it", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    await setUp();
    await newDevice(admin);
    const form = new FormData();
    expect(await redirectOf(() => app.auth.logOut(form))).toEqual({ leadsTo: "/login" });
    expect(await open()).toBe("/login");
  });

  it("removes it only by a code from a session that showed it, and is told so by mail", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    const { secret } = await setUp();
    const shown = asking.device;
    await newDevice(admin);
    expect(await remove(codeOf(secret))).toEqual({ leadsTo: "/login/second-factor" });
    asking.device = shown;
    expect(await remove(wrongCodeOf(secret))).toMatchObject({
      status: "refused",
      message: "This code is wrong or too old. Enter the one that your app shows now.",
    });
    expect((await auditOf(db.owner, admin.organizationId)).at(-1)?.action).toBe("user.sign_in_failed");
    expect((await remove(codeOf(secret))).status).toBe("done");
    expect((await app.access.openSession())?.user.assurance).toBe("aal1");
    await newDevice(admin);
    expect(await open()).toBe("in");
    const mails =
      await db.owner`select payload from public.email_outbox where recipient = ${admin.email} order by created_at`;
    expect(mails.map(({ payload }) => payload)).toEqual([
      { notice: "second_factor_added" },
      { notice: "second_factor_removed" },
    ]);
  });
});

describe("an admin whose plan asks for a second factor", () => {
  it("reaches nothing but the page that sets one up", async () => {
    const admin = await newAdmin("enterprise");
    await newDevice(admin);
    expect(await open()).toBe("/login/second-factor");
    expect(await organizationsByToken()).toBe(0);
    const { secret } = await setUp();
    expect(await open()).toBe("in");
    expect(await organizationsByToken()).toBe(1);
    expect((await remove(codeOf(secret))).status).toBe("done");
    expect(await open()).toBe("/login/second-factor");
  });

  it("is asked with the next request after the plan changed; members of the organization are not", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    expect(await open()).toBe("in");
    await db.owner`update public.subscriptions set plan = 'enterprise' where organization_id = ${admin.organizationId}`;
    expect(await open()).toBe("/login/second-factor");
    await db.owner`insert into public.organization_members (organization_id, user_id, role)
      select organization_id, ${(await newAdmin()).userId}, 'admin' from public.subscriptions where organization_id = ${admin.organizationId}`;
    await db.owner`update public.organization_members set role = 'member'
      where organization_id = ${admin.organizationId} and user_id = ${admin.userId}`;
    expect(await open()).toBe("in");
  });
});
