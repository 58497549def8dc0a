import { createHash, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { newToken } from "../../src/features/api-tokens/lib/new-token";
import { type Caller, type Transaction, useDatabase } from "./support/database";
import { addMember, anonymous, createTeam, type Team } from "./support/people";
import { auditOf, expectAlike, refusalOf } from "./support/refusals";

const db = useDatabase();
let team: Team;
let others: Team;
beforeAll(async () => {
  team = await createTeam(db.owner, "team");
  others = await createTeam(db.owner, "others");
});

interface Wish {
  organizationId?: string;
  name?: string;
  scopes?: string[];
  expiresAt?: Date | null;
}

const creation =
  (made: ReturnType<typeof newToken>, { organizationId, name, scopes, expiresAt }: Wish = {}) =>
  (sql: Transaction) =>
    sql<{ id: string }[]>`
      select public.create_api_token(${organizationId ?? team.id}, ${name ?? "Nightly"}, ${made.hash}, ${made.prefix},
        ${scopes ?? ["imports:write"]}, ${expiresAt ?? null}) as id`;

async function create(caller: Caller, wish?: Wish): Promise<{ id: string; token: string; prefix: string }> {
  const made = newToken();
  const [row] = await db.as(caller, creation(made, wish));
  return { id: row!.id, token: made.token, prefix: made.prefix };
}

const use = (token: string) => db.owner`
  select * from private.use_api_token(${createHash("sha256").update(token).digest()})`;
const revoke = (sql: Transaction, id: string) => sql`select public.revoke_api_token(${id})`;

describe("to make a token", () => {
  it("is for admins, and stands in the audit log without the token", async () => {
    const { id, token, prefix } = await create(team.admin);
    const entry = (await auditOf(db.owner, team.id)).at(-1);
    expect(entry).toMatchObject({
      action: "api_token.created",
      acted_by: team.admin.userId,
      entity_id: id,
      after: { name: "Nightly", prefix, scopes: ["imports:write"] },
    });
    const [row] = await db.owner`select t::text as everything from public.api_tokens t where id = ${id}`;
    for (const kept of [JSON.stringify(entry), row!.everything])
      expect(kept).not.toContain(token.slice(prefix.length));
  });

  it("is not for members, people of other organizations or anybody who is not signed in", async () => {
    for (const caller of [team.member, team.former, others.admin, anonymous]) {
      expect(await refusalOf(db, caller, creation(newToken()))).toMatchObject({
        code: caller === anonymous ? "42501" : "AE403",
      });
    }
  });

  it("needs a name, a known scope and a day to come", async () => {
    const refused = (wish: Wish) => refusalOf(db, team.admin, creation(newToken(), wish));
    expect(await refused({ name: " " })).toMatchObject({ code: "23514" });
    expect(await refused({ scopes: [] })).toMatchObject({ code: "23514" });
    expect(await refused({ scopes: ["imports:write", "everything"] })).toMatchObject({ code: "23514" });
    expect(await refused({ expiresAt: new Date(Date.now() - 1000) })).toMatchObject({ code: "AE422" });
  });

  it("is refused beyond twenty, also when many are made at once", async () => {
    const crowd = await createTeam(db.owner, "crowd");
    const wish = { organizationId: crowd.id };
    for (let n = 0; n < 19; n++) await create(crowd.admin, wish);
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => create(crowd.admin, wish)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [first] = await db.owner<
      { id: string }[]
    >`select id from public.api_tokens where organization_id = ${crowd.id}`;
    await db.as(crowd.admin, (sql) => revoke(sql, first!.id));
    await expect(create(crowd.admin, wish)).resolves.toBeTruthy();
  });
});

describe("to revoke a token", () => {
  it("is for admins, holds at once, and stands in the audit log", async () => {
    const { id, token } = await create(team.admin);
    expect(await use(token)).toHaveLength(1);
    await db.as(team.admin, (sql) => revoke(sql, id));
    expect(await use(token)).toHaveLength(0);
    expect((await auditOf(db.owner, team.id)).at(-1)).toMatchObject({
      action: "api_token.revoked",
      entity_id: id,
    });
    expect(await refusalOf(db, team.admin, (sql) => revoke(sql, id))).toMatchObject({ code: "AE409" });
  });

  it("is not for others, who can't tell whether it exists", async () => {
    const { id, token } = await create(team.admin);
    for (const caller of [team.member, team.former, others.admin]) {
      const refusal = await expectAlike(db, caller, revoke, { foreign: id, unknown: randomUUID() });
      expect(refusal.code).toBe("AE404");
    }
    expect(await refusalOf(db, anonymous, (sql) => revoke(sql, id))).toMatchObject({ code: "42501" });
    expect(await use(token)).toHaveLength(1);
  });
});

describe("a token", () => {
  it("acts for its maker in one organization, with its scopes", async () => {
    const { id, token } = await create(team.admin, { scopes: ["imports:read"], name: "Reader" });
    expect([...(await use(token))]).toEqual([
      { id, name: "Reader", organization_id: team.id, user_id: team.admin.userId, scopes: ["imports:read"] },
    ]);
  });

  it("is worth nothing after it expired", async () => {
    const { id, token } = await create(team.admin, { expiresAt: new Date(Date.now() + 60_000) });
    expect(await use(token)).toHaveLength(1);
    await db.owner`update public.api_tokens set expires_at = now() where id = ${id}`;
    expect(await use(token)).toHaveLength(0);
  });

  it("is worth nothing while its maker is no active admin", async () => {
    const maker = await addMember(db.owner, team.id, "maker", { role: "admin" });
    const { token } = await create(maker);
    const become = (role: string, status: string) => db.owner`
      update public.organization_members set role = ${role}::public.member_role, status = ${status}::public.member_status
      where organization_id = ${team.id} and user_id = ${maker.userId}`;
    for (const [role, status, count] of [
      ["member", "active", 0],
      ["admin", "deactivated", 0],
      ["admin", "active", 1],
    ] as const) {
      await become(role, status);
      expect(await use(token)).toHaveLength(count);
    }
  });

  it("notes its use at most once a minute", async () => {
    const { id, token } = await create(team.admin);
    const used = async () => {
      const [row] = await db.owner<
        { at: Date | null }[]
      >`select last_used_at as at from public.api_tokens where id = ${id}`;
      return row!.at;
    };
    expect(await used()).toBeNull();
    await use(token);
    const first = await used();
    expect(first).not.toBeNull();
    await use(token);
    expect(await used()).toEqual(first);
    await db.owner`update public.api_tokens set last_used_at = last_used_at - interval '61 seconds' where id = ${id}`;
    await use(token);
    expect((await used())!.getTime()).toBeGreaterThanOrEqual(first!.getTime());
  });
});
