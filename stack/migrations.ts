import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";

export const projectDirectory = join(import.meta.dirname, "..");
const folder = join(projectDirectory, "supabase", "migrations");

interface Migration {
  version: string;
  name: string;
  text: string;
}

interface Applied {
  version: string;
  statements: string[] | null;
}

/**
 * Applies the migrations that the database doesn't have yet, each in a transaction of its own, and notes them where
 * Supabase's command line does (supabase_migrations.schema_migrations): an embedded database and a hosted one have the
 * same history, and either program goes on where the other left off. Two at once take turns.
 *
 * @param ownerUrl connects as postgres, who owns the schema
 * @returns how many were applied
 * @throws with a sentence when one fails, was edited since it was applied, or is unknown here
 */
export async function migrate(ownerUrl: string, migrations = readMigrations()): Promise<number> {
  const sql = postgres(ownerUrl, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(hashtextextended('aestrak migrations', 0))`;
    await sql.unsafe(history);
    const applied = await sql<Applied[]>`
      select version, to_json(statements) as statements from supabase_migrations.schema_migrations`;
    const pending = pendingAmong(migrations, applied);
    for (const migration of pending) await apply(sql, migration);
    return pending.length;
  } finally {
    // With the session goes its lock.
    await sql.end({ timeout: 5 });
  }
}

/** As Supabase's command line makes it. */
const history = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (version text not null primary key);
  alter table supabase_migrations.schema_migrations add column if not exists statements text[];
  alter table supabase_migrations.schema_migrations add column if not exists name text`;

function readMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .toSorted()
    .map((file) => {
      const [version = "", ...words] = file.slice(0, -".sql".length).split("_");
      return { version, name: words.join("_"), text: readFileSync(join(folder, file), "utf8") };
    });
}

function pendingAmong(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.version, migration]));
  let last = "";
  for (const { version, statements } of applied) {
    const migration = known.get(version);
    if (!migration) {
      throw new Error(
        `The database has the migration ${version}, which this version of AESTrak doesn't know: a newer one wrote it. Use that one, or restore a backup.`,
      );
    }
    if (statements && bare(statements.join("")) !== bare(migration.text)) {
      throw new Error(
        `The migration ${version}_${migration.name} was changed after it was applied. Put it back, and change what it did in a new one.`,
      );
    }
    if (version > last) last = version;
  }
  const versions = new Set(applied.map(({ version }) => version));
  const pending = migrations.filter(({ version }) => !versions.has(version));
  const late = pending.find(({ version }) => version < last);
  if (late) {
    throw new Error(
      `The migration ${late.version}_${late.name} comes before ${last}, which is applied already. Give it a later number.`,
    );
  }
  return pending;
}

/** What is left of a migration when it is cut into statements, however that is done. */
const bare = (text: string) => text.replace(/[\s;]/g, "");

async function apply(sql: postgres.Sql, { version, name, text }: Migration): Promise<void> {
  try {
    await sql.begin(async (transaction) => {
      await transaction.unsafe(text);
      await transaction`
        insert into supabase_migrations.schema_migrations (version, name, statements)
        values (${version}, ${name}, array[${text}])`;
    });
    // What it set for itself is not for the next one.
    await sql`reset all`;
  } catch (error) {
    const { message, code, position, where } = error as postgres.PostgresError;
    if (!code || isConnection(code)) throw error;
    const line = position ? `, line ${text.slice(0, Number(position)).split("\n").length}` : "";
    throw new Error(
      `The migration ${version}_${name} failed (${code}${line}): ${message}${where ? `\n${where}` : ""}`,
      { cause: error },
    );
  }
}

/** A lost session is no fault of the migration: it is repeated. */
const isConnection = (code: string) => !/^[0-9A-Z]{5}$/.test(code) || /^(?:08|57P0)/.test(code);
