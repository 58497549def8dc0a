import { describe, expect, it, vi } from "vitest";
import { useDatabase } from "./support/database";
import { type Device, submit } from "./support/device";
import { auditOf } from "./support/refusals";
import { useSecondFactors } from "./support/second-factors";

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

describe("a recovery code", () => {
  it("removes the lost app, signs other devices out, and leads to setting up another before anything opens", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    const { codes, secret } = await setUp();
    const lost = asking.device;
    await newDevice(admin);
    const [recoveryCode = ""] = codes;
    expect(await submit(app.second.enterRecoveryCode, { recoveryCode: recoveryCode.toUpperCase() })).toEqual({
      leadsTo: "/login/second-factor",
    });
    expect(await open()).toBe("/login/second-factor");
    expect((await app.access.openSession())?.owes).toBe("enrolment");
    expect(await organizationsByToken()).toBe(0);
    expect((await auditOf(db.owner, admin.organizationId)).at(-1)).toMatchObject({
      action: "user.recovery_code_used",
      acted_by: admin.userId,
      after: { codes_left: 9 },
    });
    const mails =
      await db.owner`select payload from public.email_outbox where recipient = ${admin.email} order by created_at`;
    expect(mails.map(({ payload }) => payload)).toEqual([
      { notice: "second_factor_added" },
      { notice: "second_factor_reset" },
    ]);

    const here = asking.device;
    asking.device = lost;
    expect(await open()).toBe("/login");
    asking.device = here;
    const anew = await setUp();
    expect(anew.secret).not.toBe(secret);
    expect(await open()).toBe("in");
    // Neither the used one nor those that came with the lost app work any more.
    await newDevice(admin);
    for (const old of codes.slice(0, 2))
      expect(await submit(app.second.enterRecoveryCode, { recoveryCode: old })).toMatchObject({
        message: "This recovery code is wrong or was used already.",
      });
    expect((await app.access.openSession())?.owes).toBe("proof");
  });

  it("works once, also when many try it at the same time", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    const { codes } = await setUp();
    const { recoveryCodeHash } = await import("../../src/features/auth/lib/recovery-codes");
    const hash = recoveryCodeHash(admin.userId, codes[0]!);
    const session = (await app.access.openSession())!.user.sessionId;
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const [row] = await db.owner<{ works: boolean }[]>`
          select private.use_recovery_code(${admin.userId}, ${session}, ${hash}) as works`;
        return row!.works;
      }),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it("of somebody else does not work", async () => {
    const [one, two] = [await newAdmin(), await newAdmin()];
    await newDevice(one);
    const { codes } = await setUp();
    await newDevice(two);
    await setUp();
    await newDevice(two);
    expect(await submit(app.second.enterRecoveryCode, { recoveryCode: codes[0]! })).toMatchObject({
      status: "refused",
    });
  });

  it("is replaced with the nine others by a session that showed the app, and by no other", async () => {
    const admin = await newAdmin();
    await newDevice(admin);
    const { codes } = await setUp();
    const answer = await submit(app.second.replaceRecoveryCodes);
    expect(answer.shown?.["codes"]?.split("\n")).toHaveLength(10);
    await newDevice(admin);
    expect(await submit(app.second.replaceRecoveryCodes)).toEqual({ leadsTo: "/login/second-factor" });
    expect(await submit(app.second.enterRecoveryCode, { recoveryCode: codes[3]! })).toMatchObject({
      status: "refused",
    });
  });
});
