import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import postgres from "postgres";
import { bootstrapDatabase } from "../../stack/database-bootstrap";
import { migrate, projectDirectory } from "../../stack/migrations";
import { startTemporaryPostgres, type TemporaryPostgres } from "../../stack/temporary-postgres";

// A server of its own: this is about how a database comes to be, not about a copy of one.
let server: TemporaryPostgres;
let owner: postgres.Sql;
beforeAll(async () => {
  server = await startTemporaryPostgres();
  owner = postgres(server.url("postgres"), { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await owner?.end();
  await server?.stop();
});

/** A database as a new project has it. @returns its address, for the owner */
async function newDatabase(name: string): Promise<string> {
  const superuser = postgres(server.url("supabase_admin"), { max: 1, onnotice: () => {} });
  await superuser.unsafe(`create database ${name}`);
  await superuser.end();
  await bootstrapDatabase(server.url("supabase_admin", name), server.secrets);
  return server.url("postgres", name);
}

const files = readdirSync(join(projectDirectory, "supabase", "migrations")).toSorted((a, b) =>
  a < b ? -1 : 1,
);

/** Everything the catalogue knows of our schemas, as one text. */
async function shape(): Promise<string> {
  const rows = await owner`
    select c.oid::regclass::text as object, a.attname, format_type(a.atttypid, a.atttypmod) as type, c.relacl::text as rights
    from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace, 'staging'::regnamespace)
    union all
    select p.oid::regprocedure::text, '', md5(p.prosrc), p.proacl::text from pg_proc p
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
    order by 1, 2`;
  return JSON.stringify(rows);
}

describe("the migrations", () => {
  it("were applied by a role that is no superuser", async () => {
    const [role] =
      await owner`select current_user as name, rolsuper as superuser from pg_roles where rolname = current_user`;
    expect(role).toEqual({ name: "postgres", superuser: false });
  });

  it("are all in the history, in the order of their names", async () => {
    const history = await owner<
      { version: string }[]
    >`select version from supabase_migrations.schema_migrations order by version`;
    expect(history.map(({ version }) => version)).toEqual(files.map((file) => file.slice(0, 14)));
  });

  it("change nothing when they are applied again", async () => {
    const before = await shape();
    expect(await migrate(server.url("postgres"))).toBe(0);
    expect(await shape()).toBe(before);
  });

  it("may be applied by two installations at the same moment", async () => {
    await expect(
      Promise.all([migrate(server.url("postgres")), migrate(server.url("postgres"))]),
    ).resolves.toEqual([0, 0]);
  });

  it("that Supabase's own program applied are taken as applied", async () => {
    const url = await newDatabase("by_supabase");
    const words = ["migration", "up", `--remote=${url}`, "--yes", "--workdir", projectDirectory];
    await promisify(execFile)(join(projectDirectory, "node_modules", ".bin", "supabase"), words, {
      env: { ...process.env, SUPABASE_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
    });
    expect(await migrate(url)).toBe(0);
  });

  it("are applied whole or not at all, once, and in their order", async () => {
    const url = await newDatabase("by_us");
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    const made = {
      version: "20990101000000",
      name: "made",
      text: "-- Made.\ncreate table public.made (id int);",
    };
    const failing = {
      version: "20990102000000",
      name: "failing",
      text: "-- Fails.\ncreate table public.half (id int);\nselect * from public.nowhere;",
    };
    try {
      expect(await migrate(url, [made])).toBe(1);
      await expect(migrate(url, [made, failing])).rejects.toThrow(
        /^The migration 20990102000000_failing failed \(42P01, line 3\): relation "public.nowhere" does not exist/,
      );
      expect([...(await sql`select to_regclass('public.half') as half`)]).toEqual([{ half: null }]);
      const right = { ...failing, text: "create table public.half (id int)" };
      expect(
        (await Promise.all([migrate(url, [made, right]), migrate(url, [made, right])])).toSorted(
          (a, b) => a - b,
        ),
      ).toEqual([0, 1]);
      await expect(migrate(url, [{ ...made, text: `${made.text} -- edited` }, right])).rejects.toThrow(
        "The migration 20990101000000_made was changed after it was applied.",
      );
      await expect(migrate(url, [made])).rejects.toThrow(
        /^The database has the migration 20990102000000, which/,
      );
      const late = { version: "20990101120000", name: "late", text: "select 1" };
      await expect(migrate(url, [made, late, right])).rejects.toThrow(
        /^The migration 20990101120000_late comes before/,
      );
    } finally {
      await sql.end();
    }
  });

  it("have names that say when and what, and no two the same time", () => {
    for (const file of files) expect(file).toMatch(/^\d{14}_[a-z0-9_]+\.sql$/);
    expect(new Set(files.map((file) => file.slice(0, 14))).size).toBe(files.length);
  });

  it("begin by saying what they are for", () => {
    for (const file of files)
      expect(readFileSync(join(projectDirectory, "supabase", "migrations", file), "utf8"), file).toMatch(
        /^-- \S/,
      );
  });
});
