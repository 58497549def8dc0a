import type { Transaction } from "../database/support/database";
import type { Holding } from "./holding";
import type { World } from "./world";

/** The rows that belong to an organization, as a condition; null for tables that belong to none. */
function belongs(table: World["tables"][number], holding: Holding, except?: string): string | null {
  const has = (name: string) => table.columns.some((column) => column.name === name);
  if (table.isView) return null;
  if (table.name === "public.organizations") return `id = '${holding.id}'`;
  if (has("organization_id")) return `organization_id = '${holding.id}'`;
  return accountsOf(table, holding, except);
}

/** The rows that belong to an organization's people, whatever organizations they are in. */
function accountsOf(table: World["tables"][number], holding: Holding, except?: string): string | null {
  if (table.isView || !table.columns.some(({ name }) => name === "user_id")) return null;
  const people = [holding.admin, holding.member, holding.former, holding.removed].map(({ userId }) => userId);
  // What somebody does to their own account is theirs to do.
  const others = people.filter((id) => id !== except).map((id) => `'${id}'`);
  return `user_id in (${others.join(", ")})`;
}

/** A fingerprint of everything that an organization has, by table. @param options.except a person whose own account is left out */
export async function snapshot(
  tx: Transaction,
  { tables }: World,
  holding: Holding,
  options: { except?: string; accountsOnly?: boolean } = {},
): Promise<Record<string, string>> {
  const parts = tables.flatMap((table) => {
    const condition = (options.accountsOnly ? accountsOf : belongs)(table, holding, options.except);
    return condition === null
      ? []
      : [
          `select '${table.name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print from ${table.name} t where ${condition}`,
        ];
  });
  const rows = await tx.unsafe<{ name: string; print: string }[]>(parts.join(" union all "));
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
}

/** Texts that stand in the rows of one organization and not in those of the other: they would give it away. */
export async function foreignMarks(
  tx: Transaction,
  world: World,
  of: Holding,
  notOf: Holding,
): Promise<string[]> {
  const theirs = await textsOf(tx, world, of);
  const others = await textsOf(tx, world, notOf);
  return [...theirs].filter((text) => !others.has(text));
}

async function textsOf(tx: Transaction, { tables }: World, holding: Holding): Promise<Set<string>> {
  const found = new Set<string>();
  for (const table of tables) {
    const condition = belongs(table, holding);
    if (condition === null) continue;
    const rows = await tx.unsafe<{ row: unknown }[]>(
      `select to_jsonb(t) as row from ${table.name} t where ${condition}`,
    );
    for (const { row } of rows) collect(row, found);
  }
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === "string") {
    // Times say nothing, and short words stand everywhere.
    if (value.length >= 8 && !/^\d{4}-\d\d-\d\d/.test(value)) found.add(value.replace(/^\\x/, ""));
  } else if (value !== null && typeof value === "object") {
    for (const each of Object.values(value)) collect(each, found);
  }
}

/** Runs `work` as if an organization and its people had never been, and takes everything back. `tx` is a superuser's. */
export async function without<T>(
  tx: Transaction,
  { tables }: World,
  holding: Holding,
  work: (sql: Transaction) => Promise<T>,
): Promise<T> {
  const over = new Error("undone");
  let result: T;
  try {
    await tx.savepoint(async (sql) => {
      // No trigger and no key stands in the way.
      await sql`set local session_replication_role = replica`;
      for (const table of tables) {
        const condition = belongs(table, holding);
        if (condition) await sql.unsafe(`delete from ${table.name} where ${condition}`);
      }
      await sql`set local session_replication_role = origin`;
      result = await work(sql);
      throw over;
    });
  } catch (error) {
    if (error !== over) throw error;
  }
  return result!;
}
