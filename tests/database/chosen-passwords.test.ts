import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { accountMailTo, hashOf } from "./support/accounts";
import { useDatabase } from "./support/database";
import { createTeam, createUser, type Person } from "./support/people";
import { refusalOf } from "./support/refusals";
import { note, openSession } from "./support/sessions";

const db = useDatabase();
let address: string;
beforeEach(() => {
  address = `victim.${randomUUID().slice(0, 8)}@example.com`;
});

const wishes = { full_name: "Robin Example", organization_name: "Example Ltd" };
const beginSignUp = () => db.owner`select private.begin_sign_up(${address}, ${db.owner.json(wishes)})`;
const use = (token: string, userId: string) =>
  db.owner`select private.use_mailed_link(${hashOf(token)}, ${userId})`;
/** What the Auth server does, on anybody's word. */
const putPassword = (userId: string, hash: string) =>
  db.owner`update auth.users set encrypted_password = ${hash}, email_confirmed_at = now() where id = ${userId}`;
const accountOf = async () =>
  (await db.owner<{ id: string | null }[]>`select private.auth_account(${address}) as id`)[0]!.id;

async function newestToken(): Promise<string> {
  return (await accountMailTo(db.owner, address)).at(-1)!.secret!;
}

/** An account that somebody made at the Auth server, past our pages. */
async function squat({ confirmed = false } = {}): Promise<Person> {
  const userId = randomUUID();
  await db.owner`insert into auth.users (id, email, encrypted_password, email_confirmed_at)
    values (${userId}, ${address}, 'of the stranger', ${confirmed ? new Date() : null})`;
  return { role: "authenticated", userId, email: address };
}

/** Logs somebody in at the Auth server, and says whether our record takes the session. */
async function opens(person: Person): Promise<boolean> {
  return (await note(db.owner, await openSession(db.owner, person))) === "lasts";
}

describe("a password that nobody of the mailbox chose", () => {
  it("opens nothing, even when the Auth server takes it and calls the address confirmed", async () => {
    const stranger = await squat({ confirmed: true });
    const session = await openSession(db.owner, stranger);
    expect(await note(db.owner, session)).toBe("over");
    expect((await refusalOf(db, session, (sql) => sql`select public.create_organization('Mine')`)).code).toBe(
      "AE403",
    );
    // And the address is nobody's.
    const [row] = await db.owner`select private.account_with_email(${address}) as id`;
    expect(row!["id"]).toBeNull();
  });

  it("opens nothing either when it replaced a chosen one past our pages", async () => {
    const person = await createUser(db.owner, "owner");
    await putPassword(person.userId, "chosen");
    await db.owner`select private.choose_password(${person.userId}, null)`;
    expect(await opens(person)).toBe(true);
    await putPassword(person.userId, "set with a stolen token");
    expect(await opens(person)).toBe(false);
  });

  it("is not made good by somebody who proved no password before it", async () => {
    const person = await openSession(db.owner, await createUser(db.owner, "owner"));
    const wish = (sql: Parameters<Parameters<typeof db.as>[1]>[0]) =>
      sql`select public.record_password_change(${randomUUID()})`;
    expect((await refusalOf(db, person, wish)).code).toBe("AE403");
  });
});

describe("whoever proves the mailbox", () => {
  it("gets an account of their own where a stranger signed up first, and the stranger's is gone", async () => {
    const stranger = await squat();
    await beginSignUp();
    expect(await accountOf()).toBeNull();
    expect(await db.owner`select from auth.users where id = ${stranger.userId}`).toHaveLength(0);
    const own = await createUserWith(address);
    await use(await newestToken(), own.userId);
    expect(await opens(own)).toBe(true);
    expect(await opens(stranger).catch(() => false)).toBe(false);
    const [profile] =
      await db.owner`select full_name from public.user_profiles where user_id = ${own.userId}`;
    expect(profile).toEqual({ full_name: "Robin Example" });
  });

  it("ends what a stranger has open, at the moment of the proof", async () => {
    const person = await createUser(db.owner, "owner");
    address = person.email;
    await putPassword(person.userId, "known to a stranger");
    await db.owner`select private.choose_password(${person.userId}, null)`;
    const strangers = await openSession(db.owner, person);
    await db.owner`select private.begin_password_reset(${address})`;
    await putPassword(person.userId, "new");
    await use(await newestToken(), person.userId);
    expect(await note(db.owner, strangers)).toBe("over");
    expect(await opens(person)).toBe(true);
    expect((await accountMailTo(db.owner, address)).map(({ payload }) => payload["notice"])).toContain(
      "password_changed",
    );
  });
});

describe("a mailed link", () => {
  it("works once, for the address that it went to, and voids the others to it", async () => {
    await beginSignUp();
    const first = await newestToken();
    await beginSignUp();
    const second = await newestToken();
    expect(second).not.toBe(first);
    const [other, own] = [await createUser(db.owner, "other"), await createUserWith(address)];
    await expect(use(first, other.userId)).rejects.toThrow("used already");
    await use(first, own.userId);
    for (const token of [first, second]) await expect(use(token, own.userId)).rejects.toThrow("used already");
  });

  it("is over after an hour", async () => {
    await beginSignUp();
    const token = await newestToken();
    await db.owner`update private.mailed_links set expires_at = now() where email = ${address}`;
    expect(await db.owner`select * from private.mailed_link(${hashOf(token)})`).toHaveLength(0);
    await expect(use(token, (await createUserWith(address)).userId)).rejects.toThrow("used already");
  });

  it("goes to proven addresses only when a password is to be reset; others get nothing", async () => {
    await squat({ confirmed: true });
    await db.owner`select private.begin_password_reset(${address})`;
    expect(await accountMailTo(db.owner, address)).toEqual([]);
  });

  it("is not mailed to who has an account and signs up: they are told", async () => {
    address = (await createUser(db.owner, "known")).email;
    await beginSignUp();
    expect(await accountMailTo(db.owner, address)).toMatchObject([
      { kind: "account_notice", payload: { notice: "sign_up_again" }, secret: null },
    ]);
  });

  it("is mailed ten times a day to one address, and then no more, without a word", async () => {
    for (let n = 0; n < 12; n++) await beginSignUp();
    expect(await accountMailTo(db.owner, address)).toHaveLength(10);
  });
});

describe("an invitation's link", () => {
  const useInvitation = (token: string, userId: string) =>
    db.owner`select private.use_invitation_link(${hashOf(token)}, ${userId}, 'Noa Newcomer')`;
  const inviteAdmin = async (organization: string) =>
    (
      await db.owner<{ token: string }[]>`select private.invite_admin(${organization}, ${address}) as token`
    )[0]!.token;

  it("makes the newcomer's password count, whatever a stranger had begun with the address", async () => {
    const team = await createTeam(db.owner, "team");
    const stranger = await squat({ confirmed: true });
    const token = await inviteAdmin(team.id);
    expect(await accountOf()).toBeNull();
    const own = await createUserWith(address);
    await useInvitation(token, own.userId);
    expect(await opens(own)).toBe(true);
    expect(await opens(stranger).catch(() => false)).toBe(false);
    await db.as(own, (sql) => sql`select public.accept_invitation(${hashOf(token)})`);
  });

  it("never opens an account that is there, and works only while the invitation does", async () => {
    const team = await createTeam(db.owner, "team");
    await db.owner`update public.subscriptions set plan = 'growth' where organization_id = ${team.id}`;
    const known = await createUser(db.owner, "known");
    address = known.email;
    await expect(useInvitation(await inviteAdmin(team.id), known.userId)).rejects.toThrow(
      "has an account already",
    );
    address = `other.${address}`;
    const first = await inviteAdmin(team.id);
    const second = await inviteAdmin(team.id);
    const own = await createUserWith(address);
    await expect(useInvitation(first, own.userId)).rejects.toThrow("does not work any more");
    await useInvitation(second, own.userId);
  });
});

/** An account as our server makes it for a proven mailbox, before its password counts. */
async function createUserWith(email: string): Promise<Person> {
  const userId = randomUUID();
  await db.owner`insert into auth.users (id, email, encrypted_password, email_confirmed_at)
    values (${userId}, ${email}, ${`of ${userId}`}, now())`;
  return { role: "authenticated", userId, email };
}
