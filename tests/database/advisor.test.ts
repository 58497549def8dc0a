import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, inject, it } from "vitest";
import { projectDirectory } from "../../stack/migrations";
import { useDatabase } from "./support/database";

// Supabase's own database advisor, as its dashboard shows it, on a migrated database.
const db = useDatabase();
const run = promisify(execFile);

interface Finding {
  name: string;
  level: "INFO" | "WARN" | "ERROR";
  detail: string;
  metadata: { schema?: string; name?: string };
}

/** What the advisor points at and we keep: the lint, what it is about, and why. */
const explained: readonly { lint: string; about: RegExp; because: string }[] = [
  {
    lint: "unused_index",
    about: /./,
    because: "A database that has just been made has answered no query yet.",
  },
  {
    lint: "rls_enabled_no_policy",
    about: /^(?:private|staging)\./,
    because:
      "Internal tables are for nobody but their owner: row level security without a policy is what closes them.",
  },
  {
    lint: "no_primary_key",
    about: /^staging\.(?:differences|purchase_orders|quantity_surveys|refused)$/,
    because: "Templates of the tables into which an import copies its file; they never hold a row.",
  },
  {
    lint: "function_search_path_mutable",
    about: /^private\.(?:level_of|alertable_level|stage_of|lifecycle_of)$/,
    because:
      "Written in the SQL-standard form, whose names are bound when they are created; a setting would forbid inlining, and each is called per row.",
  },
  {
    lint: "unindexed_foreign_keys",
    about: /^public\.(?:invitations|organization_members)$/,
    because: "tests/database/schema-rules.test.ts says why for each of these keys.",
  },
];

async function advice(): Promise<Finding[]> {
  const url = inject("servers").owner + db.owner.options.database;
  const { stdout } = await run(
    join(projectDirectory, "node_modules", ".bin", "supabase"),
    [
      "db",
      "advisors",
      `--remote=${url}`,
      "--level=info",
      "--fail-on=none",
      "--output-format=json",
      `--workdir=${projectDirectory}`,
    ],
    {
      env: { ...process.env, SUPABASE_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
      maxBuffer: 16 * 1024 * 1024,
    },
  );
  return (JSON.parse(stdout) as { results: Finding[] }).results;
}

const isExplained = ({ name, metadata }: Finding) =>
  explained.some(({ lint, about }) => lint === name && about.test(`${metadata.schema}.${metadata.name}`));

describe("the database advisor", () => {
  it("finds no error, and nothing at all that is not explained", async () => {
    const findings = await advice();
    expect(findings.filter(({ level }) => level === "ERROR")).toEqual([]);
    const open = findings
      .filter((finding) => !isExplained(finding))
      .map(({ name, detail }) => `${name}: ${detail}`);
    expect(open).toEqual([]);
    // It looked: a new database always has indexes that nothing used.
    expect(findings.some(({ name }) => name === "unused_index")).toBe(true);
    const needless = explained.filter(
      ({ lint, about }) =>
        !findings.some(
          ({ name, metadata }) => name === lint && about.test(`${metadata.schema}.${metadata.name}`),
        ),
    );
    expect(needless.filter(({ lint }) => lint !== "unindexed_foreign_keys")).toEqual([]);
  });

  it("would have found a policy that asks per row, a table without row level security and a view of its owner", async () => {
    await db.owner.unsafe(`
      create table public.careless (id bigint primary key, user_id uuid);
      create table public.asking (id bigint primary key, user_id uuid);
      alter table public.asking enable row level security;
      create policy asking_select on public.asking for select to authenticated using (user_id = auth.uid());
      create policy asking_twice on public.asking for select to authenticated using (true);
      create view public.peeking as select * from public.organizations;
      grant select on public.peeking, public.careless, public.asking to authenticated;`);
    const found = new Set(
      (await advice()).filter((finding) => !isExplained(finding)).map(({ name }) => name),
    );
    for (const lint of [
      "auth_rls_initplan",
      "multiple_permissive_policies",
      "rls_disabled_in_public",
      "security_definer_view",
    ])
      expect(found, lint).toContain(lint);
  });

  it("explains each function without a search path by its form", async () => {
    const loose = await db.owner<{ name: string }[]>`
      select 'private.' || p.proname as name from pg_proc p
      where p.pronamespace = 'private'::regnamespace and p.prosqlbody is null and p.proconfig is null`;
    const about = explained.find(({ lint }) => lint === "function_search_path_mutable")!.about;
    expect(loose.filter(({ name }) => about.test(name))).toEqual([]);
  });
});
