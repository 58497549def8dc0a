import { beforeAll, expect, it } from "vitest";
import { tryFunctions } from "../tenancy/functions";
import { Tally } from "../tenancy/tally";
import { createWorld, type World } from "../tenancy/world";
import { undone, useDatabase } from "./support/database";

const db = useDatabase();
let world: World;
beforeAll(async () => {
  world = await createWorld(db.owner, db.superuser);
});

it("no function of the API reaches into another organization, whichever of its parameters is foreign", async ({
  task,
}) => {
  const tally = new Tally();
  await undone(db.superuser, async (tx) => {
    await tryFunctions(tx, world, tally);
    return [];
  });
  task.meta.tenancy = tally;
  expect(tally.leaks).toEqual([]);
  expect(tally.tried).toBeGreaterThan(300);
});
