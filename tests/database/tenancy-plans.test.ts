import { beforeAll, describe, expect, it } from "vitest";
import { probe } from "../tenancy/probe";
import { createWorld, type World } from "../tenancy/world";
import { type Transaction, undone, useDatabase } from "./support/database";

const db = useDatabase();
let world: World;
let policies: { table: string; condition: string }[];
beforeAll(async () => {
  world = await createWorld(db.owner, db.superuser);
  policies = await db.owner`
    select schemaname || '.' || tablename as table, qual as condition from pg_policies
    where schemaname = 'public' and cmd = 'SELECT' order by 1`;
});

const asked = ["my_organization_ids", "my_admin_organization_ids", "my_colleague_ids"];

/** How often each function ran in this transaction so far; PostgreSQL counts it where it may not be inlined. */
async function calls(tx: Transaction): Promise<Record<string, number>> {
  const rows = await tx<{ name: string; calls: number }[]>`
    select p.proname as name, coalesce(pg_stat_get_xact_function_calls(p.oid), 0)::integer as calls
    from pg_proc p where p.pronamespace = 'private'::regnamespace and p.proname in ${tx(asked)}`;
  return Object.fromEntries(rows.map(({ name, calls: number }) => [name, number]));
}

interface Plan {
  "Parent Relationship"?: string;
  "Actual Loops": number;
  Plans?: Plan[];
}

function* nodesOf(plan: Plan): Generator<Plan> {
  yield plan;
  for (const inner of plan.Plans ?? []) yield* nodesOf(inner);
}

describe("a query of a table that a policy protects", () => {
  it("asks for the memberships once, however many rows it meets", async () => {
    expect(policies.length).toBeGreaterThan(20);
    const { caller } = world.insiders[1]!;
    await undone(db.superuser, async (tx) => {
      await tx`set local track_functions = 'all'`;
      for (const { table, condition } of policies) {
        const [rows] = await tx<{ count: number }[]>`select count(*)::integer as count from ${tx(table)}`;
        // With one row, asking per row would look like asking once.
        expect(rows!.count, table).toBeGreaterThan(1);
        const before = await calls(tx);
        let loops: number[] = [];
        let after = before;
        await probe(tx, caller, async (sql) => {
          const [explained] = await sql.unsafe<{ "QUERY PLAN": { Plan: Plan }[] }[]>(
            `explain (analyze, format json) select * from (select ${
              table === "public.api_tokens" || table === "public.invitations" ? "id" : "*"
            } from ${table}) as t`,
          );
          loops = [...nodesOf(explained!["QUERY PLAN"][0]!.Plan)]
            .filter((node) => /^(?:InitPlan|SubPlan)$/.test(node["Parent Relationship"] ?? ""))
            .map((node) => node["Actual Loops"]);
          await sql`reset role`;
          after = await calls(sql);
        });
        const helpers = asked.filter((name) => condition.includes(`private.${name}(`));
        for (const name of helpers) expect(after[name]! - before[name]!, `${table} asks ${name}`).toBe(1);
        expect(loops.length, `${table} plans what it asks on its own`).toBeGreaterThan(0);
        expect(Math.max(...loops), table).toBe(1);
      }
      return [];
    });
  });

  it("is planned alike for another organization's id and for one that nobody has", async () => {
    const { caller } = world.outsiders.at(-1)!;
    const tables = world.tables.filter(
      ({ name, isView, columns }) =>
        name.startsWith("public.") && !isView && columns.some((column) => column.name === "id"),
    );
    expect(tables.length).toBeGreaterThan(10);
    await undone(db.superuser, async (tx) => {
      for (const { name } of tables) {
        const [foreign] = await tx<{ id: string }[]>`select id::text from ${tx(name)} limit 1`;
        const unknown = /^\d+$/.test(foreign!.id) ? "987654321" : crypto.randomUUID();
        const plans: string[] = [];
        for (const id of [foreign!.id, unknown]) {
          const { value } = await probe(tx, caller, async (sql) => {
            const rows = await sql.unsafe(`explain select id from ${name} where id = '${id}'`);
            return rows
              .map((row) => String(row["QUERY PLAN"]))
              .join("\n")
              .replaceAll(`'${id}'`, "…");
          });
          plans.push(value ?? "refused");
        }
        expect(plans[0], name).toBe(plans[1]);
      }
      return [];
    });
  });
});
