import { beforeAll, expect, it } from "vitest";
import { tryParents } from "../tenancy/parents";
import { tryTables } from "../tenancy/tables";
import { Tally } from "../tenancy/tally";
import { createWorld, type World } from "../tenancy/world";
import { undone, useDatabase } from "./support/database";

const db = useDatabase();
let world: World;
beforeAll(async () => {
  world = await createWorld(db.owner, db.superuser);
});

it.for(["granted", "policies"] as const)(
  "nobody reads, writes or moves a row of another organization in any table (%s)",
  async (fence, { task }) => {
    const tally = new Tally();
    await undone(db.superuser, async (tx) => {
      await tryTables(tx, world, tally, { fence });
      return [];
    });
    task.meta.tenancy = tally;
    expect(tally.leaks).toEqual([]);
    expect(tally.tried).toBeGreaterThan(500);
  },
);

it("no row can be pointed at a parent in another organization, nor moved there, even by our own jobs", async ({
  task,
}) => {
  const tally = new Tally();
  await undone(db.superuser, async (tx) => {
    await tryParents(tx, world, tally);
    return [];
  });
  task.meta.tenancy = tally;
  expect(tally.leaks).toEqual([]);
  expect(tally.tried).toBeGreaterThan(20);
});
