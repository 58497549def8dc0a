import type { Table } from "../database/support/catalogue";
import type { Transaction } from "../database/support/database";
import { probe } from "./probe";
import type { Tally } from "./tally";
import type { World } from "./world";

/**
 * What our own jobs must not be able to do by mistake, whose connection obeys no policy: point a row of one organization
 * at a parent in another, or move it there.
 */
export async function tryParents(tx: Transaction, world: World, tally: Tally): Promise<void> {
  const { victim, attacker } = world;
  const byName = new Map(world.tables.map((table) => [table.name, table]));
  const isTenant = (table?: Table) =>
    table?.columns.some(({ name }) => name === "organization_id") && !table.isView;
  const attempt = (statement: string) =>
    probe(tx, { role: "service_role" }, async (sql) => {
      await sql`set local role postgres`;
      return (await sql.unsafe(statement)).count;
    });
  for (const table of world.tables.filter((each) => isTenant(each) && each.name.startsWith("public."))) {
    const keys = table.foreignKeys
      .filter(({ table: parent }) => isTenant(byName.get(parent)))
      .map((key) => ({
        parent: key.table,
        pairs: key.columns
          .map((column, at) => [column, key.referencedColumns[at]!] as const)
          .filter(([column]) => column !== "organization_id"),
      }));
    // Checked by a trigger instead of a key, where a key would cost an import too much.
    if (
      table.columns.some(({ name }) => name === "import_job_id") &&
      !table.foreignKeys.some(({ columns }) => columns.includes("import_job_id"))
    )
      keys.push({ parent: "public.import_jobs", pairs: [["import_job_id", "id"]] });
    for (const { parent, pairs } of keys.filter(({ pairs: columns }) => columns.length > 0)) {
      const values = pairs.map(
        ([column, there]) =>
          `${column} = (select ${there} from ${parent} where organization_id = '${victim.id}' limit 1)`,
      );
      const { value, refusal } = await attempt(
        `update ${table.name} set ${values.join(", ")} where organization_id = '${attacker.id}'`,
      );
      tally.case(
        "our own jobs",
        table.name,
        `point at a foreign ${parent}`,
        refusal || value === 0 ? null : `${value} rows point there now`,
      );
    }
    if (keys.length === 0) continue;
    const { value, refusal } = await attempt(
      `update ${table.name} set organization_id = '${victim.id}' where organization_id = '${attacker.id}'`,
    );
    tally.case(
      "our own jobs",
      table.name,
      "move a row",
      refusal || value === 0 ? null : `${value} rows moved`,
    );
  }
}
