import { beforeAll, expect, it } from "vitest";
import { tryFunctions } from "../tenancy/functions";
import { tryTables } from "../tenancy/tables";
import { Leaked, Tally } from "../tenancy/tally";
import { functionWeakenings, harmless, policyWeakenings, type Weakening } from "../tenancy/weakenings";
import { createWorld, type World } from "../tenancy/world";
import { type Transaction, undone, useDatabase } from "./support/database";

// Who guards the guards: each rule of the database is taken away in a transaction of its own, and the cases have to
// notice.
const db = useDatabase();
let world: World;
beforeAll(async () => {
  world = await createWorld(db.owner, db.superuser);
});

async function tryScope(tx: Transaction, { tables, functions }: Weakening, tally: Tally): Promise<void> {
  for (const fence of tables ? (["granted", "policies"] as const) : [])
    await tx.savepoint((sql) => tryTables(sql, world, tally, { fence, only: tables! }));
  if (functions) await tryFunctions(tx, world, tally, functions);
}

/** What the cases find before anything is weakened: nothing, or what another test reports. */
const usual = new Map<string, Set<string>>();
async function usualLeaks(weakening: Weakening): Promise<Set<string>> {
  const scope = JSON.stringify([weakening.tables, weakening.functions]);
  const known = usual.get(scope);
  if (known) return known;
  const tally = new Tally();
  await undone(db.superuser, async (tx) => {
    await tryScope(tx, weakening, tally);
    return [];
  });
  usual.set(scope, new Set(tally.leaks));
  return usual.get(scope)!;
}

async function isNoticed(weakening: Weakening): Promise<boolean> {
  const before = await usualLeaks(weakening);
  try {
    await undone(db.superuser, async (tx) => {
      for (const statement of weakening.statements) await tx.unsafe(statement);
      await tryScope(tx, weakening, new Tally((leak) => !before.has(leak)));
      return [];
    });
  } catch (error) {
    if (error instanceof Leaked) return true;
    throw error;
  }
  return false;
}

it.for([
  ["policy", () => policyWeakenings(db.owner, world.tables)],
  ["check in a function", () => functionWeakenings(db.owner)],
] as const)(
  "no %s can be taken away without a case that fails",
  { timeout: 600_000 },
  async ([, list], { task }) => {
    const all = await list();
    const chosen = all.filter(({ name }) => !harmless[name]);
    const survivors: string[] = [];
    for (const weakening of chosen) if (!(await isNoticed(weakening))) survivors.push(weakening.name);
    task.meta.weakenings = { tried: chosen.length, survivors };
    expect(survivors).toEqual([]);
    expect(chosen.length).toBeGreaterThan(30);
  },
);
