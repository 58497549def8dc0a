import type { Table } from "./catalogue";
import { become, type Caller, type Outcome, type TestDatabase, undone } from "./database";

export const commands = ["select", "insert", "update", "delete", "truncate"] as const;
export type Command = (typeof commands)[number];

/**
 * Whether the caller has the right to write like this at all. Rights are examined before constraints and rows, so
 * any other error, such as a violated foreign key, means that the right is there.
 */
export type Answer = "refused" | "nothing" | "permitted";

/** Tries to write to the whole table as the caller, and undoes it. */
export async function tryWrite(
  db: TestDatabase,
  table: Table,
  caller: Caller,
  command: Exclude<Command, "select">,
): Promise<Answer> {
  const sql = db.superuser;
  const target = sql(table.name);
  const columns = table.columns.filter((column) => !column.computed).map((column) => column.name);
  if (table.isView) {
    // Whether a view can be written to depends on its query; whether it may be is a matter of rights alone.
    const [right] = await sql<{ given: boolean }[]>`
      select has_table_privilege(${caller.role}, ${table.name}::text, ${command}) as given`;
    return right?.given ? "permitted" : "refused";
  }
  if (command === "insert") return answer(await reinsert(db, table, caller, columns));
  const outcome = await undone(sql, async (tx) => {
    await become(tx, caller);
    // Null needs no right to read, so a refusal is one of the right to write.
    if (command === "update") return tx`update ${target} set ${sql(columns.at(-1) ?? "")} = null`;
    if (command === "delete") return tx`delete from ${target}`;
    await tx`truncate ${target}`;
    return [1];
  });
  return answer(outcome);
}

/** Takes a row away and puts the very same one back as the caller: it can't break any constraint. */
async function reinsert(db: TestDatabase, table: Table, caller: Caller, columns: string[]): Promise<Outcome> {
  const sql = db.superuser;
  const target = sql(table.name);
  return undone(sql, async (tx) => {
    const [row] = await tx`select ctid::text as place, to_jsonb(t)::text as content from ${target} t limit 1`;
    // Without triggers and cascades, which would take other rows along.
    await tx`set local session_replication_role = replica`;
    await tx`delete from ${target} where ctid = ${row!.place}::tid`;
    await tx`set local session_replication_role = origin`;
    await become(tx, caller);
    return tx`insert into ${target} (${sql(columns)}) overriding system value
      select ${sql(columns)} from jsonb_populate_record(null::${target}, ${row!.content}::text::jsonb)`;
  });
}

function answer({ rows, refusal }: Outcome): Answer {
  if (refusal === "42501") return "refused";
  return rows === 0 ? "nothing" : "permitted";
}
