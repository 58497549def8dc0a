import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as action from "../../src/libs/access/action";
import * as route from "../../src/libs/access/route";
import * as tokenRoute from "../../src/libs/access/token-route";
import { newToken } from "../../src/features/api-tokens/lib/new-token";
import { useApplication } from "../tenancy/application";
import { tryActions } from "../tenancy/door-actions";
import { tryRoutes } from "../tenancy/door-routes";
import { tryTokenRoutes } from "../tenancy/door-tokens";
import type { Cast, Doors } from "../tenancy/doors";
import { useGateway } from "../tenancy/gateway";
import { Leaked, Tally } from "../tenancy/tally";
import { copiesOfDoors, type DoorModule, weakenedDoors } from "../tenancy/weakened-doors";
import { createWorld } from "../tenancy/world";
import { useDatabase } from "./support/database";
import { createUser } from "./support/people";

vi.mock("next/headers", async () => (await import("../tenancy/request")).nextHeaders);
vi.mock("next/cache", async () => (await import("../tenancy/request")).nextCache);

const db = useDatabase();
const gateway = useGateway(db);
const application = useApplication(db, gateway);
const doors: Doors = { action, route, tokenRoute };
const copies = copiesOfDoors();
let cast: Cast;

beforeAll(async () => {
  const world = await createWorld(db.owner, db.superuser);
  const { attacker } = world;
  const ended = await application.logIn(attacker.admin);
  await db.owner`update public.user_sessions set ended_at = now(), end_reason = 'ended_by_user'`;
  await db.superuser`delete from auth.sessions`;
  const homeless = await createUser(db.owner, "homeless");
  const tokenOf = async (columns: { revoked_at?: string; expires_at?: string }) => {
    const { token, prefix } = newToken();
    const row = {
      organization_id: attacker.id,
      created_by: attacker.admin.userId,
      name: "Script",
      prefix,
      scopes: "{imports:read}",
      ...columns,
    };
    await db.owner`insert into public.api_tokens ${db.owner({ ...row, token_hash: createHash("sha256").update(token).digest() })}`;
    return token;
  };
  cast = {
    world,
    sql: db.owner,
    cookies: {
      admin: await application.logIn(attacker.admin),
      member: await application.logIn(attacker.member),
      homeless: await application.logIn(homeless),
      deactivated: await application.logIn(attacker.former),
      ended,
    },
    tokens: {
      reader: await tokenOf({}),
      revoked: await tokenOf({ revoked_at: "2026-01-01" }),
      expired: await tokenOf({ expires_at: "2026-01-01" }),
    },
  };
});
afterAll(() => copies.remove());
beforeEach(async () => {
  await db.owner`delete from private.rate_limits`;
});

const attempts: Record<DoorModule, typeof tryActions> = {
  action: tryActions,
  route: tryRoutes,
  tokenRoute: tryTokenRoutes,
};

describe("the wrapper of", () => {
  it.for(Object.entries(attempts))(
    "%s lets in whom it is for, with what they may send, and nobody else",
    async ([, attempt], { task }) => {
      const tally = new Tally();
      await attempt(doors, cast, tally);
      task.meta.tenancy = tally;
      expect(tally.leaks).toEqual([]);
      expect(tally.tried).toBeGreaterThan(10);
    },
  );

  it.for(Object.keys(attempts) as DoorModule[])(
    "%s can lose none of its checks without a case that fails",
    { timeout: 300_000 },
    async (module, { task }) => {
      const { id, admin } = cast.world.victim;
      const user = { id: admin.userId, email: admin.email };
      const impostor = {
        user,
        session: {
          user,
          owes: null,
          secondFactors: { kinds: [], atAuthServer: null, isFresh: false },
          standing: {
            profile: { fullName: "x", phone: "", timeZone: null, locale: null },
            memberships: [],
          },
        },
        member: { role: "admin", user, organization: { id } },
        token: {
          id: crypto.randomUUID(),
          name: "x",
          organizationId: id,
          userId: admin.userId,
          scopes: ["imports:read"],
        },
      };
      const weakened = weakenedDoors(impostor).filter((each) => each.module === module);
      const survivors: string[] = [];
      for (const each of weakened) {
        const copy = { ...doors, [module]: await copies.load(each) };
        try {
          await attempts[module](copy, cast, new Tally(() => true));
          survivors.push(each.name);
        } catch (error) {
          if (!(error instanceof Leaked)) throw error;
        }
      }
      task.meta.weakenings = { tried: weakened.length, survivors };
      expect(survivors).toEqual([]);
      expect(weakened.length).toBeGreaterThan(5);
    },
  );
});
