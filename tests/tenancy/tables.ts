import type { Transaction } from "../database/support/database";
import { expectations } from "../database/rights-table";
import type { Table } from "../database/support/catalogue";
import { type Outcome, probe } from "./probe";
import type { Tally } from "./tally";
import type { Actor, World } from "./world";

/**
 * Which of the two fences stands. `granted`: both, as they are. `policies`: every right is given away first, so that
 * row level security must do alone; a policy that only a missing grant hides would pass otherwise.
 */
export type Fence = "granted" | "policies";

/** The condition by which a row is somebody else's, as far as this actor goes; and by which it is theirs. */
interface Sides {
  /** The column that says whose a row is. */
  owner: string | null;
  foreign: string;
  own: string;
}

const list = (ids: readonly string[]) =>
  ids.length > 0 ? ids.map((id) => `'${id}'`).join(", ") : "'00000000-0000-0000-0000-000000000000'";

function sidesOf(table: Table, actor: Actor): Sides {
  const has = (name: string) => table.columns.some((column) => column.name === name);
  const expectation = expectations[table.name];
  const onlyAdmins = expectation && !expectation.readers.includes("member");
  const split = (owner: string, ids: readonly string[]): Sides => ({
    owner,
    foreign: `(${owner} is null or ${owner} not in (${list(ids)}))`,
    own: `${owner} in (${list(ids)})`,
  });
  const organizations = onlyAdmins ? actor.adminOf : actor.memberOf;
  const isSomebody = actor.caller.userId && actor.colleagues.includes(actor.caller.userId);
  const self = isSomebody ? [actor.caller.userId!] : [];
  if (expectation?.readers.length === 0) return { owner: null, foreign: "true", own: "false" };
  if (expectation?.rows === "own account") return split("user_id", self);
  if (expectation?.rows === "colleagues") return split("user_id", actor.colleagues);
  if (table.name === "public.organizations") return split("id", organizations);
  if (has("organization_id")) return split("organization_id", organizations);
  return { owner: null, foreign: "true", own: "false" };
}

/** The columns of each key by which an upsert can be told to meet a row. */
async function keysOf(tx: Transaction, table: Table): Promise<string[][]> {
  const rows = await tx<{ columns: string[] }[]>`
    select (select array_agg(a.attname::text order by o) from unnest(i.indkey::smallint[]) with ordinality as u (num, o)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.num) as columns
    from pg_index i where i.indrelid = ${table.name}::text::regclass and i.indisunique and i.indpred is null and i.indexprs is null`;
  return rows.map(({ columns }) => columns);
}

/** A refusal for want of rights, by grants or policies, is the only one that shows a fence: any other came after it. */
function throughRights({ value, refusal }: Outcome<number>, allowed = 0): string | null {
  if (refusal) return refusal.code === "42501" ? null : `was let in, and stopped only by ${refusal.code}`;
  return value > allowed ? `reached ${value} rows` : null;
}

export interface TableOptions {
  fence: Fence;
  /** Only these, by name. */
  only?: readonly string[];
}

/** Every table × every operation × every actor. `tx` may break anything: the caller takes it back. */
export async function tryTables(
  tx: Transaction,
  world: World,
  tally: Tally,
  options: TableOptions,
): Promise<void> {
  const tables = world.tables.filter(({ name }) => !options.only || options.only.includes(name));
  for (const table of tables) {
    if (!expectations[table.name]) {
      tally.uncovered(
        `${table.name} has no entry in tests/database/rights-table.ts: say there who may read it.`,
      );
      continue;
    }
    if (options.fence === "policies")
      await tx.unsafe(
        `grant select${table.isView ? "" : ", insert, update, delete"} on ${table.name} to anon, authenticated`,
      );
    const keys = table.isView ? [] : await keysOf(tx, table);
    for (const actor of [...world.outsiders, ...world.insiders])
      await tryTable(tx, world, tally, { table, actor, keys, fence: options.fence });
  }
}

interface Target {
  table: Table;
  actor: Actor;
  keys: string[][];
  fence: Fence;
}

async function tryTable(tx: Transaction, world: World, tally: Tally, target: Target): Promise<void> {
  const { table, actor, keys, fence } = target;
  const { name } = table;
  const { owner, foreign, own } = sidesOf(table, actor);
  const expectation = expectations[name]!;
  const told = (operation: string, leak: string | null) =>
    tally.case(actor.name, name, fence === "granted" ? operation : `${operation} (policies alone)`, leak);
  const count = (statement: string) =>
    probe(tx, actor.caller, async (sql) => (await sql.unsafe(statement)).count);

  if (owner) {
    // A condition of the asker's own must meet no row before the policy did: its error would tell of it.
    const asked = await count(`select 1 from ${name} where 1 / (case when ${foreign} then 0 else 1 end) = 1`);
    const met = asked.refusal && asked.refusal.code !== "42501";
    told("provoke an error", met ? `a row of others raised ${asked.refusal.code}` : null);
  }

  const [truth] = await tx.unsafe<{ own: number }[]>(
    `select count(*) filter (where ${own})::integer as own from ${name}`,
  );
  const seen = await probe(tx, actor.caller, async (sql) => {
    const [row] = await sql.unsafe<{ foreign: number; own: number }[]>(
      `select count(*) filter (where ${foreign})::integer as foreign, count(*) filter (where ${own})::integer as own from ${name}`,
    );
    return row!;
  });
  if (seen.refusal && seen.refusal.code !== "42501") told("select", `failed with ${seen.refusal.code}`);
  else told("select", seen.value?.foreign ? `saw ${seen.value.foreign} rows of others` : null);
  const lost = truth!.own - (seen.value?.own ?? 0);
  told("see one's own", lost === 0 ? null : `did not see ${lost} of ${truth!.own} rows that are theirs`);

  for (const column of fence === "granted" ? (expectation.hides ?? []) : []) {
    const read = await count(`select ${column} from ${name}`);
    told(`select ${column}`, read.refusal?.code === "42501" ? null : "read a column that nobody may read");
  }
  if (table.isView) return;

  const writable = table.columns.filter(({ computed }) => !computed).map((column) => column.name);
  const last = writable.at(-1)!;
  told("update", throughRights(await count(`update ${name} set ${last} = ${last} where ${foreign}`)));
  told("delete", throughRights(await count(`delete from ${name} where ${foreign}`)));
  if (fence === "granted") {
    const emptied = await probe(tx, actor.caller, async (sql) => (await sql.unsafe(`truncate ${name}`), 1));
    told("truncate", throughRights(emptied));
  }
  if (owner) {
    const [home] = owner === "user_id" ? actor.colleagues : actor.memberOf;
    const away =
      owner === "user_id"
        ? world.victim.removed.userId
        : actor.memberOf.includes(world.victim.id)
          ? world.attacker.id
          : world.victim.id;
    if (home)
      told(
        "pull in a row",
        throughRights(await count(`update ${name} set ${owner} = '${home}' where ${foreign}`)),
      );
    told(
      "push out a row",
      throughRights(await count(`update ${name} set ${owner} = '${away}' where ${own}`)),
    );
  }

  const [row] = await tx.unsafe<{ content: string }[]>(
    `select to_jsonb(t)::text as content from ${name} t where ${foreign} limit 1`,
  );
  if (!row) return told("insert", "there is no foreign row to try with; add one to tests/tenancy/world.ts");
  const insert = `insert into ${name} (${writable.join(", ")}) overriding system value
    select ${writable.join(", ")} from jsonb_populate_record(null::${name}, $1::text::jsonb)`;
  const put = (statement: string) =>
    probe(tx, actor.caller, async (sql) => (await sql.unsafe(statement, [row.content])).count);
  told("insert", throughRights(await put(insert)));
  for (const key of keys) {
    const upsert = `${insert} on conflict (${key.join(", ")}) do update set ${last} = excluded.${last}`;
    told(`upsert on ${key.join(", ")}`, throughRights(await put(upsert)));
  }
}
