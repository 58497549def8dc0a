import { describe, expect, it, vi } from "vitest";
import { useDatabase } from "./support/database";
import { type Device, redirectOf, submit } from "./support/device";
import { auditOf } from "./support/refusals";
import { codeOf, password, useSecondFactors, wrongCodeOf } from "./support/second-factors";

// The request that Next would be answering: the cookies and headers of the device that asks.
const asking: { device: Device } = vi.hoisted(() => ({ device: undefined as never }));
vi.mock("next/headers", () => ({
  cookies: async () => asking.device.cookies,
  headers: async () => asking.device.headers,
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

const db = useDatabase();
const app = useSecondFactors(db, asking);
const { newAdmin, newDevice, open, organizationsByToken, setUp, show } = app;

const wrongRecoveryCode = Array.from({ length: 7 }, () => "2222").join("-");
const wrong = "This code is wrong, too old or used already. Enter the one that your app shows now.";
const start = (currentPassword = password) => submit(app.app.startAuthenticatorApp, { currentPassword });
const finish = (code: string) => submit(app.app.finishAuthenticatorApp, { name: "Work phone", code });
const verify = (code: string) => submit(app.second.verifySecondFactor, { code, next: "/alerts" });
const factors = (userId: string) =>
  db.owner<{ id: string; name: string; kind: string }[]>`
    select id, name, kind from public.second_factors where user_id = ${userId} order by created_at`;
const remove = (factorId: string, currentPassword = password) =>
  submit(app.second.removeSecondFactor, { factorId, currentPassword });
const mailsTo = async (email: string) =>
  (
    await db.owner`select payload from public.email_outbox where recipient = ${email} order by created_at`
  ).map(({ payload }) => payload);
/** As if this device had shown its second factor a while ago. */
const letTimePass = () =>
  db.owner`update public.user_sessions set second_factor_at = now() - interval '11 minutes' where second_factor_at is not null`;

describe("somebody who wishes for a second factor", () => {
  it("sets it up by a picture and its first code, and gets ten recovery codes", async () => {
    const admin = await newAdmin();
    expect(await newDevice(admin)).toEqual({ leadsTo: "/alerts" });
    expect(await open()).toBe("in");
    const { key = "", qrCode = "" } = (await start()).shown ?? {};
    expect(key).toMatch(/^[A-Z2-7]{32}$/);
    expect(decodeURIComponent(qrCode)).toMatch(/^data:image\/svg\+xml;charset=utf-8,<svg.*<\/svg>$/s);
    expect(qrCode).not.toContain("#");
    expect(await finish(wrongCodeOf(key))).toMatchObject({ status: "refused", message: wrong });
    const finished = await finish(codeOf(key));
    expect(finished.shown?.["codes"]?.split("\n")).toHaveLength(10);
    expect(await open()).toBe("in");
    expect((await auditOf(db.owner, admin.organizationId)).at(-1)).toMatchObject({
      action: "user.second_factor_added",
      acted_by: admin.userId,
      after: { kind: "app", name: "Work phone" },
    });
    // What was begun is over.
    expect(await finish(codeOf(key))).toMatchObject({ status: "refused" });
  });

  it("leaves no secret in the database that opens without the installation's key", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    const { key = "" } = (await start()).shown ?? {};
    await finish(codeOf(key));
    const [kept] = await db.owner<{ sealed: string }[]>`
      select encode(a.sealed_secret, 'hex') as sealed from private.authenticator_apps a
      join public.second_factors f on f.id = a.factor_id where f.user_id = ${admin.userId}`;
    const bits = Array.from(key, (sign) =>
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0"),
    );
    const secret = Buffer.from(
      bits
        .join("")
        .match(/.{8}/g)!
        .map((eight) => parseInt(eight, 2)),
    );
    expect(secret).toHaveLength(20);
    expect(kept!.sealed).not.toContain(secret.toString("hex"));
    expect(kept!.sealed).not.toContain(Buffer.from(key).toString("hex"));
  });

  it("enters the present password first: a session alone begins nothing", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    expect(await submit(app.app.startAuthenticatorApp)).toMatchObject({
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
    expect(await submit(app.passkey.startPasskey, { currentPassword: "not the password" })).toMatchObject({
      status: "refused",
    });
    expect((await start()).status).toBe("done");
  });

  it("guesses no password by it: five wrong ones bar it like log-ins", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    for (let guess = 0; guess < 5; guess++) await start(`guess number ${guess}`);
    expect((await start()).message).toMatch(/^Too many attempts/);
  });

  it("finishes only what this very session has begun", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    await open();
    const { key = "" } = (await start()).shown ?? {};
    await newDevice(admin);
    await open();
    expect((await finish(codeOf(key))).message).toMatch(/start again/);
    expect(await factors(admin.userId)).toHaveLength(0);
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
});

describe("logging in where somebody is logged in", () => {
  it("ends the session that the browser held, once the password was right", async () => {
    const [one, two] = [await newAdmin(), await newAdmin()];
    await newDevice(one);
    const held = (await app.access.openSession())!.user.sessionId;
    const logIn = (typed: string) => submit(app.auth.logIn, { email: two.email, password: typed });
    expect((await logIn("not the password")).status).toBe("refused");
    expect(await open()).toBe("in");
    expect((await logIn(password)).leadsTo).toBe("/dashboard");
    expect((await app.access.openSession())?.user.id).toBe(two.userId);
    const [ended] = await db.owner`select end_reason from public.user_sessions where id = ${held}`;
    expect(ended).toEqual({ end_reason: "signed_out" });
    expect(await db.owner`select from auth.sessions where id = ${held}`).toHaveLength(0);
  });
});

describe("after the password", () => {
  it("nothing opens before, neither here nor past our server", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    const first = asking.device;
    const { secret } = await setUp();
    expect(await newDevice(admin)).toEqual({ leadsTo: "/login/second-factor?next=%2Falerts" });
    expect(await organizationsByToken()).toBe(0);
    expect(await open()).toBe("/login/second-factor");
    expect(await app.access.currentUser()).toBeNull();
    expect(await organizationsByToken()).toBe(0);
    // Not even another one can be set up.
    expect(await start()).toMatchObject({ status: "refused", message: "Show your second factor first." });
    expect(await submit(app.passkey.startPasskey, { currentPassword: password })).toMatchObject({
      status: "refused",
    });

    expect(await verify(wrongCodeOf(secret))).toMatchObject({ status: "refused", message: wrong });
    expect((await auditOf(db.owner, admin.organizationId)).at(-1)).toMatchObject({
      action: "user.sign_in_failed",
      after: { reason: "second_factor" },
    });
    expect(await show(secret)).toEqual({ leadsTo: "/alerts" });
    expect(await open()).toBe("in");
    expect(await organizationsByToken()).toBe(1);
    expect((await auditOf(db.owner, admin.organizationId)).at(-1)?.action).toBe("user.signed_in");
    asking.device = first;
    expect(await open()).toBe("in");
  });

  it("a code works once: not again, and not the one before it", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    const { secret } = await setUp();
    await newDevice(admin);
    // The code that set it up.
    expect(await verify(codeOf(secret))).toMatchObject({ status: "refused", message: wrong });
    expect(await show(secret)).toEqual({ leadsTo: "/alerts" });
    await newDevice(admin);
    expect(await verify(codeOf(secret))).toMatchObject({ status: "refused", message: wrong });
    expect(await open()).toBe("/login/second-factor");
  });

  it("one code that ten devices show at once lets one of them in", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    await setUp();
    const [factor] = await factors(admin.userId);
    const sessions = Array.from({ length: 10 }, () => crypto.randomUUID());
    for (const id of sessions)
      await db.owner`insert into public.user_sessions (id, user_id, expires_at, needs_second_factor)
        values (${id}, ${admin.userId}, now() + interval '1 hour', true)`;
    const step = Math.floor(Date.now() / 30_000) + 1;
    const answers = await Promise.all(
      sessions.map(async (session) => {
        const [row] = await db.owner<{ shown: boolean }[]>`
          select private.show_authenticator_code(${admin.userId}, ${session}, ${factor!.id}, ${step}) as shown`;
        return row!.shown;
      }),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it("somebody else's app does not count", async () => {
    const [one, two] = [await newAdmin(), await newAdmin()];
    await newDevice(one);
    const { secret } = await setUp();
    await newDevice(two);
    await setUp();
    await newDevice(two);
    expect(await show(secret)).toMatchObject({ status: "refused" });
    const [theirs] = await factors(one.userId);
    const session = (await app.access.openSession())!.user.sessionId;
    const [row] = await db.owner<{ shown: boolean }[]>`
      select private.show_authenticator_code(${two.userId}, ${session}, ${theirs!.id}, 2000000000) as shown`;
    expect(row!.shown).toBe(false);
  });

  it("five guesses are allowed in a quarter of an hour, by app and recovery code together", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    const { secret } = await setUp();
    await newDevice(admin);
    for (let guess = 0; guess < 4; guess++) await verify(wrongCodeOf(secret));
    await submit(app.second.enterRecoveryCode, { recoveryCode: wrongRecoveryCode });
    expect((await show(secret)).message).toMatch(/^Too many attempts/);
    expect(await open()).toBe("/login/second-factor");
  });

  it("somebody can leave before showing it", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    await setUp();
    await newDevice(admin);
    expect(await redirectOf(() => app.auth.logOut(new FormData()))).toEqual({ leadsTo: "/login" });
    expect(await open()).toBe("/login");
  });
});

describe("changing second factors", () => {
  it("another one is added beside the first, without new recovery codes", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    const first = await setUp("Work phone");
    const second = await setUp();
    expect(second.codes).toEqual([]);
    expect((await factors(admin.userId)).map(({ name }) => name)).toEqual([
      "Work phone",
      "Authenticator app",
    ]);
    for (const { secret } of [first, second]) {
      await newDevice(admin);
      expect(await show(secret)).toEqual({ leadsTo: "/alerts" });
    }
  });

  it("needs one that was shown in the last ten minutes, and the password, in the database too", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    const { secret } = await setUp();
    const [factor] = await factors(admin.userId);
    await letTimePass();
    const again = { status: "refused", message: "Show your second factor once more first." };
    expect(await remove(factor!.id)).toMatchObject(again);
    expect(await start()).toMatchObject(again);
    expect(await submit(app.second.replaceRecoveryCodes)).toMatchObject(again);
    expect(await show(secret, "/settings/security")).toEqual({ leadsTo: "/settings/security" });
    expect(await remove(factor!.id, "not the password")).toMatchObject({
      message: "Your present password is not the one that you entered.",
    });
    const session = (await app.access.openSession())!.user;
    await expect(
      db.as(
        { role: "authenticated", userId: admin.userId, sessionId: session.sessionId },
        (sql) => sql`select public.remove_second_factor(${factor!.id}, ${crypto.randomUUID()})`,
      ),
    ).rejects.toThrow("Enter your present password.");
    expect((await remove(factor!.id)).status).toBe("done");
  });

  it("the last one is removed, told by mail, and the password alone logs in", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    await setUp();
    const shown = asking.device;
    const [factor] = await factors(admin.userId);
    await newDevice(admin);
    expect(await remove(factor!.id)).toEqual({ leadsTo: "/login/second-factor" });
    asking.device = shown;
    expect((await remove(factor!.id)).status).toBe("done");
    expect(await open()).toBe("in");
    expect(await newDevice(admin)).toEqual({ leadsTo: "/alerts" });
    expect(await open()).toBe("in");
    expect(await mailsTo(admin.email)).toEqual([
      { notice: "second_factor_added" },
      { notice: "second_factor_removed" },
    ]);
  });

  it("nobody removes somebody else's", async () => {
    const [one, two] = [await newAdmin(), await newAdmin()];
    await newDevice(one);
    await setUp();
    const [theirs] = await factors(one.userId);
    await newDevice(two);
    await setUp();
    expect(await remove(theirs!.id)).toMatchObject({ message: "This second factor is removed already." });
    expect(await factors(one.userId)).toHaveLength(1);
  });
});

describe("an app that hosted Supabase keeps", () => {
  it("is asked for where there is none here: nobody loses what protects them", async () => {
    const admin = await newAdmin();
    const secret = app.addAppAtAuthServer(admin.userId);
    expect(await newDevice(admin)).toEqual({ leadsTo: "/login/second-factor?next=%2Falerts" });
    expect(await open()).toBe("/login/second-factor");
    expect((await app.access.openSession())?.owes).toBe("proof");
    expect(await organizationsByToken()).toBe(0);
    expect(await start()).toMatchObject({ status: "refused", message: "Show your second factor first." });
    expect(await verify(wrongCodeOf(secret))).toMatchObject({ message: wrong });
    expect(await verify(codeOf(secret))).toEqual({ leadsTo: "/alerts" });
    expect(await open()).toBe("in");
  });

  it("counts for nothing beside one of ours: a password alone sets one up there", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    await setUp();
    const planted = app.addAppAtAuthServer(admin.userId);
    await newDevice(admin);
    expect(await verify(codeOf(planted))).toMatchObject({ message: wrong });
    const { sessionId } = (await app.access.openSession())!.user;
    const [row] = await db.owner<{ shown: boolean }[]>`
      select private.show_auth_server_factor(${admin.userId}, ${sessionId}) as shown`;
    expect(row!.shown).toBe(false);
    expect(await open()).toBe("/login/second-factor");
  });
});
