import { randomBytes, randomUUID } from "node:crypto";
import type { Column, Table } from "./catalogue";
import type { Sql } from "./database";
import type { Team } from "./people";

/** Values for columns whose constraints a made-up value would break, by table. */
export type Samples = Record<string, Record<string, string | number>>;

type Row = Record<string, unknown>;

/**
 * Puts one row of the team into every table that has none of it yet, so that a test which sees nothing there has
 * been refused and not merely found an empty table. Follows foreign keys, so it also works for tables to come.
 */
export async function fillTables(sql: Sql, tables: Table[], team: Team, samples: Samples): Promise<void> {
  const made = new Map<string, Row>();
  const byName = new Map(tables.map((table) => [table.name, table]));

  const rowOf = async (name: string): Promise<Row | undefined> => {
    const table = byName.get(name);
    if (!table || made.has(name)) return made.get(name);
    const known = await existing(sql, table, team);
    made.set(name, known ?? (await insertOne(table)));
    return made.get(name);
  };

  const insertOne = async (table: Table): Promise<Row> => {
    const row: Row = {};
    const given = samples[table.name] ?? {};
    for (const column of table.columns) {
      if (column.required && !column.computed && !(column.name in given)) row[column.name] = invented(column);
    }
    if (hasColumn(table, "organization_id")) row.organization_id = team.id;
    for (const key of table.foreignKeys.filter((k) => k.columns.some((name) => name in row))) {
      // The Auth server's tables are not ours to fill; the team's people are there already.
      const target = key.table === "auth.users" ? { id: team.member.userId } : await rowOf(key.table);
      if (!target || key.columns.some((name) => !(name in row))) continue;
      key.columns.forEach((name, at) => {
        row[name] = target[key.referencedColumns[at] ?? ""];
      });
    }
    // Checked by a trigger instead of a key, where a key would cost an import too much.
    if ("import_job_id" in row && !table.foreignKeys.some((k) => k.columns.includes("import_job_id"))) {
      row.import_job_id = (await rowOf("public.import_jobs"))?.id;
    }
    Object.assign(row, given);
    const [inserted] = await sql`insert into ${sql(table.name)} ${sql(row)} returning *`;
    return inserted as Row;
  };

  for (const table of tables) if (!table.isView) await rowOf(table.name);
}

async function existing(sql: Sql, table: Table, team: Team): Promise<Row | undefined> {
  const [row] = await sql`select * from ${sql(table.name)} where ${
    hasColumn(table, "organization_id")
      ? sql`organization_id = ${team.id}`
      : table.name === "public.organizations"
        ? sql`id = ${team.id}`
        : table.name === "public.user_profiles"
          ? sql`user_id = ${team.member.userId}`
          : sql`true`
  } limit 1`;
  return row;
}

const hasColumn = (table: Table, name: string) => table.columns.some((column) => column.name === name);

function invented({ type, firstLabel, name }: Column): unknown {
  if (firstLabel) return firstLabel;
  switch (type) {
    case "uuid":
      return randomUUID();
    case "int2":
    case "int4":
    case "int8":
    case "numeric":
      return 1;
    case "bool":
      return false;
    case "date":
      return "2026-01-31";
    case "timestamptz":
      return "2026-01-31T12:00:00Z";
    case "jsonb":
      return {};
    case "bytea":
      return randomBytes(32);
    case "text":
      return `${name}-${randomUUID().slice(0, 8)}`;
    default:
      throw new Error(`No value is known for a column of type ${type}; give ${name} one in the samples.`);
  }
}
