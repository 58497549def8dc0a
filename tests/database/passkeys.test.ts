import { describe, expect, it, vi } from "vitest";
import { useDatabase } from "./support/database";
import { type Device, submit } from "./support/device";
import { auditOf } from "./support/refusals";
import { password, useSecondFactors } from "./support/second-factors";
import { SoftwarePasskey } from "./support/software-passkey";

// The request that Next would be answering: the cookies and headers of the device that asks.
const asking: { device: Device } = vi.hoisted(() => ({ device: undefined as never }));
vi.mock("next/headers", () => ({
  cookies: async () => asking.device.cookies,
  headers: async () => asking.device.headers,
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

const db = useDatabase();
const app = useSecondFactors(db, asking);
const { newAdmin, newDevice, open } = app;

type Options = { challenge: string; rpId?: string; rp?: { id: string } };
const optionsOf = ({ shown }: { shown?: Record<string, string> | undefined }) =>
  JSON.parse(shown?.["options"] ?? "null") as Options;
const begin = async () => optionsOf(await submit(app.passkey.startPasskey, { currentPassword: password }));
const finish = (response: string) => submit(app.passkey.finishPasskey, { name: "Key", response });
const ask = async () => optionsOf(await submit(app.passkey.askPasskey));
const show = (response: string) => submit(app.passkey.verifyPasskey, { response, next: "/alerts" });
const refused = {
  status: "refused",
  message: "This passkey was not accepted. Try again, or use another way.",
};

async function withPasskey() {
  const admin = await newAdmin();
  await newDevice(admin);
  const passkey = new SoftwarePasskey();
  const finished = await finish(passkey.register(await begin()));
  expect(finished.status, finished.message).toBe("done");
  return { admin, passkey, finished };
}

describe("a passkey", () => {
  it("is set up for the name of this installation, with ten recovery codes, and logs in", async () => {
    const { admin, passkey, finished } = await withPasskey();
    expect(finished.shown?.["codes"]?.split("\n")).toHaveLength(10);
    expect((await auditOf(db.owner, admin.organizationId)).at(-1)).toMatchObject({
      action: "user.second_factor_added",
      after: { kind: "passkey", name: "Key" },
    });
    expect(await newDevice(admin)).toEqual({ leadsTo: "/login/second-factor?next=%2Falerts" });
    const options = await ask();
    expect(options.rpId).toBe("localhost");
    expect(Buffer.from(options.challenge, "base64url")).toHaveLength(32);
    expect(await show(passkey.show(options))).toEqual({ leadsTo: "/alerts" });
    expect(await open()).toBe("in");
    expect((await auditOf(db.owner, admin.organizationId)).at(-1)?.action).toBe("user.signed_in");
  });

  it.for([
    ["for another site", { origin: "http://localhost:3001" }],
    ["for another name", { rpId: "example.com" }],
    ["over another challenge", { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
  ] as const)("made or shown %s counts for nothing, and is recorded", async ([, lie]) => {
    const { admin, passkey } = await withPasskey();
    expect(await finish(new SoftwarePasskey().register(await begin(), lie))).toMatchObject({
      status: "refused",
      message: "This passkey could not be set up. Start again.",
    });
    await newDevice(admin);
    expect(await show(passkey.show(await ask(), lie))).toMatchObject(refused);
    expect(await open()).toBe("/login/second-factor");
    expect((await auditOf(db.owner, admin.organizationId)).at(-1)).toMatchObject({
      action: "user.sign_in_failed",
      after: { reason: "passkey" },
    });
    expect(await show(passkey.show(await ask()))).toEqual({ leadsTo: "/alerts" });
  });

  it("of somebody else, or whose count did not rise, counts for nothing", async () => {
    const other = await withPasskey();
    const { admin, passkey } = await withPasskey();
    await newDevice(admin);
    expect(await show(other.passkey.show(await ask()))).toMatchObject(refused);
    expect(await show(passkey.show(await ask()))).toEqual({ leadsTo: "/alerts" });
    await newDevice(admin);
    passkey.count = 0;
    expect(await show(passkey.show(await ask()))).toMatchObject(refused);
    expect(await show(passkey.show(await ask()))).toEqual({ leadsTo: "/alerts" });
  });

  it("is set up once, whoever tries", async () => {
    const { passkey } = await withPasskey();
    await newDevice(await newAdmin());
    expect(await finish(passkey.register(await begin()))).toMatchObject({
      message: "This passkey is set up already.",
    });
  });

  it("bars the account after five wrong answers", async () => {
    const { admin, passkey } = await withPasskey();
    await newDevice(admin);
    for (let guess = 0; guess < 5; guess++) await show("{}");
    expect((await show(passkey.show(await ask()))).message).toMatch(/^Too many attempts/);
    expect(await open()).toBe("/login/second-factor");
  });

  it("of ten copies that sign at once, lets one in", async () => {
    const { admin, passkey } = await withPasskey();
    await newDevice(admin);
    await open();
    const { sessionId } = (await app.access.openSession())!.user;
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const [row] = await db.owner<{ shown: boolean }[]>`
          select private.show_passkey(${admin.userId}, ${sessionId}, ${passkey.id}, 7) as shown`;
        return row!.shown;
      }),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
  });
});

describe("a challenge", () => {
  it("is answered once, also when many answer at the same time", async () => {
    const { admin, passkey } = await withPasskey();
    await newDevice(admin);
    const options = await ask();
    const answer = passkey.show(options);
    expect(await show(answer)).toEqual({ leadsTo: "/alerts" });
    const again = passkey.show(options);
    await newDevice(admin);
    expect(await show(again)).toMatchObject(refused);
    await ask();
    const { sessionId } = (await app.access.openSession())!.user;
    const taken = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const [row] = await db.owner<{ challenge: Buffer | null }[]>`
          select private.take_second_factor_beginning(${sessionId}, 'show_passkey') as challenge`;
        return row!.challenge;
      }),
    );
    expect(taken.filter((challenge) => challenge !== null)).toHaveLength(1);
  });

  it("is for the session that asked and for its purpose, and for five minutes", async () => {
    const { admin, passkey } = await withPasskey();
    await newDevice(admin);
    const elsewhere = await ask();
    await newDevice(admin);
    expect(await show(passkey.show(elsewhere))).toMatchObject(refused);
    await ask();
    expect(await show(passkey.show(elsewhere))).toMatchObject(refused);
    const late = await ask();
    await db.owner`update private.second_factor_beginnings set expires_at = now()`;
    expect(await show(passkey.show(late))).toMatchObject(refused);
    const shown = await ask();
    expect(await show(passkey.show(shown))).toEqual({ leadsTo: "/alerts" });
    const toShow = await ask();
    expect(await finish(new SoftwarePasskey().register(toShow))).toMatchObject({ status: "refused" });
  });
});
