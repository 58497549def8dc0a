import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";

const run = promisify(execFile);
export const projectDirectory = join(import.meta.dirname, "..");

/**
 * Applies the migrations that the database doesn't have yet, with Supabase's own command line,
 * so that the embedded database and a hosted one have the same history.
 *
 * @param ownerUrl connects as postgres, who owns the schema
 * @returns how many were applied
 */
export async function migrate(ownerUrl: string): Promise<number> {
  const pending = await pendingMigrations(ownerUrl);
  if (pending.length === 0) return 0;
  const command = join(projectDirectory, "node_modules", ".bin", "supabase");
  try {
    await run(command, ["migration", "up", `--remote=${ownerUrl}`, "--yes", "--workdir", projectDirectory], {
      env: { ...process.env, SUPABASE_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
    });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    // oxlint-disable-next-line preserve-caught-error -- its command line holds the password
    throw new Error(
      `A migration failed:\n${(stderr + stdout).replaceAll(ownerUrl, "(the database)").trim()}`,
    );
  }
  return pending.length;
}

async function pendingMigrations(ownerUrl: string): Promise<string[]> {
  const files = readdirSync(join(projectDirectory, "supabase", "migrations")).filter((f) =>
    f.endsWith(".sql"),
  );
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const [history] = await sql`select to_regclass('supabase_migrations.schema_migrations') as name`;
    if (!history?.name) return files;
    const applied = await sql<
      { version: string }[]
    >`select version from supabase_migrations.schema_migrations`;
    const versions = new Set(applied.map((row) => row.version));
    return files.filter((file) => !versions.has(file.split("_")[0] ?? ""));
  } finally {
    await sql.end();
  }
}
