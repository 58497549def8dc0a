import { createHash, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { ImportAnswer } from "../../src/features/api-tokens/lib/contract";
import { newToken } from "../../src/features/api-tokens/lib/new-token";
import { useApi } from "./support/api";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createOrganization, createTeam, type Team } from "./support/people";
import { createImport } from "./support/records";

const db = useDatabase();
useImports(db);
const { ask, list, read, send, tokenOf } = useApi(db);
let team: Team;
let others: Team;

beforeAll(async () => {
  team = await createTeam(db.owner, "team");
  others = await createTeam(db.owner, "others");
});

describe("a request", () => {
  it("without a valid token is refused alike, whatever is wrong with it, and whatever cookies it brings", async () => {
    const revoked = await tokenOf(team);
    const expired = await tokenOf(team);
    const hashOf = (token: string) => createHash("sha256").update(token).digest();
    await db.owner`update public.api_tokens set revoked_at = now() where token_hash = ${hashOf(revoked)}`;
    await db.owner`update public.api_tokens set expires_at = now() where token_hash = ${hashOf(expired)}`;
    const bearers = [
      "",
      "Bearer",
      "Bearer nonsense",
      `Bearer ${newToken().token}`,
      `Bearer ${revoked}`,
      `Bearer ${expired}`,
    ];
    const answers = [];
    for (const authorization of bearers) {
      const headers = { authorization, cookie: "aestrak-session=something; sb-access-token=something" };
      answers.push(await ask({ path: "/api/v1/imports" }, { headers }));
    }
    for (const { status, json, headers } of answers) {
      expect(status).toBe(401);
      expect(headers.get("www-authenticate")).toBe("Bearer");
      expect(json).toEqual(answers[0]!.json);
    }
  });

  it("beyond what the token was made for is refused", async () => {
    const writer = await tokenOf(team, ["imports:write"]);
    const reader = await tokenOf(team, ["imports:read"]);
    expect(await list(writer)).toMatchObject({ status: 403 });
    expect(await send(reader, Buffer.from("a,b"))).toMatchObject({ status: 403 });
    expect((await list(writer)).headers.get("www-authenticate")).toContain('scope="imports:read"');
  });

  it("too many is told how long to wait; other tokens are not concerned", async () => {
    const [hasty, calm] = [await tokenOf(team), await tokenOf(team)];
    const answers = await Promise.all(Array.from({ length: 125 }, () => list(hasty, "?limit=1")));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(5);
    expect(Number(refused[0]!.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await list(calm)).toMatchObject({ status: 200 });
  });
});

describe("what is read", () => {
  it("never belongs to another organization: its imports and unknown ones are alike not there", async () => {
    const token = await tokenOf(team);
    // The token's maker may be a member elsewhere; the token is not.
    await db.owner`insert into public.organization_members (organization_id, user_id) values (${others.id}, ${team.admin.userId})`;
    const foreign = await createImport(db.owner, others.id);
    const answers = await Promise.all([foreign, randomUUID(), "no-id"].map((id) => read(token, id)));
    for (const { status, json } of answers) {
      expect(status).toBe(404);
      expect(json).toEqual(answers[0]!.json);
    }
    expect(await list(token, `?after=${foreign}`)).toMatchObject({ status: 404 });
    const { imports: seen } = (await list(token, "?limit=100")).json as { imports: ImportAnswer[] };
    expect(seen.map(({ id }) => id)).not.toContain(foreign);
  });

  it("comes in pages, the newest first, each import once", async () => {
    const organization = await createOrganization(db.owner, "pages");
    const token = await tokenOf(organization);
    const made: string[] = [];
    // Two of each moment: the order between them is by their id.
    for (let n = 0; n < 6; n++) {
      made.push(
        await createImport(db.owner, organization.id, {
          created_at: `2026-01-0${1 + Math.floor(n / 2)}T00:00:00Z`,
        }),
      );
    }
    const seen: ImportAnswer[] = [];
    for (let after: string | null = ""; after !== null;) {
      const page = (await list(token, `?limit=4${after && `&after=${after}`}`)).json as {
        imports: ImportAnswer[];
        next: string | null;
      };
      seen.push(...page.imports);
      after = page.next;
    }
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(made));
    expect(seen).toHaveLength(6);
    const days = seen.map(({ created_at }) => created_at);
    expect(days).toEqual(days.toSorted().toReversed());
    for (const query of ["?limit=0", "?limit=101", "?limit=many", "?after=x", "?page=2"]) {
      expect(await list(token, query)).toMatchObject({ status: 400 });
    }
  });
});
