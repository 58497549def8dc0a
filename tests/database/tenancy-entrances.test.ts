import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { newToken } from "../../src/features/api-tokens/lib/new-token";
import { receiveImport } from "../../src/features/imports/receive";
import { useApplication } from "../tenancy/application";

import { useGateway } from "../tenancy/gateway";
import { tryRouteHandlers } from "../tenancy/route-handlers";
import { tryServerActions } from "../tenancy/server-actions";
import { Tally } from "../tenancy/tally";
import type { Visitor } from "../tenancy/visitor";
import type { Holding } from "../tenancy/holding";
import { createWorld } from "../tenancy/world";
import { useDatabase } from "./support/database";

vi.mock("next/headers", async () => (await import("../tenancy/request")).nextHeaders);
vi.mock("next/cache", async () => (await import("../tenancy/request")).nextCache);

const db = useDatabase();
const gateway = useGateway(db);
const application = useApplication(db, gateway);
let visitor: Visitor;

beforeAll(async () => {
  const world = await createWorld(db.owner, db.superuser);
  const upload = async ({ id, admin, name }: Holding) => {
    const { importId } = await receiveImport({
      organizationId: id,
      userId: admin.userId,
      request: { ip: null, userAgent: null, requestId: "test" },
      fileName: `${name}.csv`,
      content: new Blob([`Purchase order No.,${name}\n`]).stream(),
      source: "browser",
    });
    return importId;
  };
  const { token, prefix } = newToken();
  const row = {
    organization_id: world.attacker.id,
    created_by: world.attacker.admin.userId,
    name: "Script",
    prefix,
    scopes: "{imports:read,imports:write}",
    token_hash: createHash("sha256").update(token).digest(),
  };
  await db.owner`insert into public.api_tokens ${db.owner(row)}`;
  visitor = {
    world,
    sql: db.superuser,
    uploads: { victim: await upload(world.victim), attacker: await upload(world.attacker) },
    logIn: () => application.logIn(world.attacker.admin),
    token,
  };
});

it("no server action reaches into another organization by an id or by the cookie that names one", async ({
  task,
}) => {
  const tally = new Tally();
  await tryServerActions(visitor, tally);
  task.meta.tenancy = tally;
  expect(tally.leaks).toEqual([]);
  expect(tally.tried).toBeGreaterThan(25);
});

it("no route handler answers with, stores into or tells apart what is another organization's", async ({
  task,
}) => {
  const tally = new Tally();
  await tryRouteHandlers(visitor, tally);
  task.meta.tenancy = tally;
  expect(tally.leaks).toEqual([]);
  expect(tally.tried).toBeGreaterThan(25);
});

describe("somebody who is an admin of both, and active in one", () => {
  beforeAll(async () => {
    const membership = {
      organization_id: visitor.world.victim.id,
      user_id: visitor.world.attacker.admin.userId,
      role: "admin",
    };
    await db.owner`insert into public.organization_members ${db.owner(membership)}`;
  });

  it("finds nothing of the other by its id, through any action", async ({ task }) => {
    const tally = new Tally();
    await tryServerActions(visitor, tally, { belongsToBoth: true });
    task.meta.tenancy = tally;
    expect(tally.leaks).toEqual([]);
    expect(tally.tried).toBeGreaterThan(15);
  });

  it("finds nothing of the other by its id, through any route, with a token either", async ({ task }) => {
    const tally = new Tally();
    await tryRouteHandlers(visitor, tally, { belongsToBoth: true });
    task.meta.tenancy = tally;
    expect(tally.leaks).toEqual([]);
    expect(tally.tried).toBeGreaterThan(15);
  });
});
