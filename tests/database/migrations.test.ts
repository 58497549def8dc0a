import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import postgres from "postgres";
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
