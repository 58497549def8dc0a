// Writes what is generated from the database: its types, its schema dump, the data dictionary.
// With --check, fails when a committed file differs from what would be written.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { projectDirectory } from "../migrations";
import { startTemporaryPostgres } from "../temporary-postgres";
import { dataDictionary } from "./data-dictionary";
import { functionsWithForeignCodes } from "./refusal-codes";

const run = promisify(execFile);
const program = (name: string) => join(projectDirectory, "node_modules", ".bin", name);
const options = {
  maxBuffer: 64 * 1024 * 1024,
  env: { ...process.env, SUPABASE_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
};

async function databaseTypes(url: string): Promise<string> {
  const { stdout } = await run(
    program("supabase"),
    ["gen", "types", `--remote=${url}`, "--schema", "public"],
    options,
  );
  // The program's own remarks (no TLS on loopback) come before the types, on the same stream.
  const types = stdout.slice(stdout.indexOf("export type Json"));
  return `// Generated from the migrations by npm run generate. Not edited by hand.\n${types}`;
}

async function schemaDump(url: string): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "aestrak-schema-"));
  try {
    await run(
      program("pgdelta"),
      [
        "schema",
        "export",
        "--source",
        url,
        "--out-dir",
        directory,
        "--profile",
        "supabase",
        "--layout",
        "grouped",
        "--grouping-mode",
        "single-file",
      ],
      options,
    );
    const { stdout } = await run("find", [directory, "-name", "*.sql"]);
    const files = stdout.trim().split("\n").sort();
    const parts = files.map(
      (file) => `-- ${file.slice(directory.length + 1)}\n${readFileSync(file, "utf8").trim()}`,
    );
    return `-- Generated from the migrations by npm run generate. Not edited by hand.\n\n${parts.join("\n\n")}\n`;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const database = await startTemporaryPostgres();
let stale: string[] = [];
let foreign: string[] = [];
try {
  const url = database.url("postgres");
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  foreign = await functionsWithForeignCodes(sql);
  await sql.end();
  const generated = {
    "src/types/database.ts": await databaseTypes(url),
    "supabase/schema.sql": await schemaDump(url),
    "docs/data-dictionary.md": await dataDictionary(url),
  };
  for (const [path, content] of Object.entries(generated)) {
    const file = join(projectDirectory, path);
    if (process.argv.includes("--check")) {
      if (readFileSync(file, "utf8") !== content) stale.push(path);
    } else {
      writeFileSync(file, content);
      console.log(`wrote ${path}`);
    }
  }
} finally {
  await database.stop();
}
if (foreign.length > 0) {
  console.error(
    `${foreign.join(", ")}: every raise exception needs an errcode of AE403, AE404, AE409, AE422 or AE429 (CONTRIBUTING.md, "Add an action").`,
  );
  process.exitCode = 1;
}
if (stale.length > 0) {
  console.error(`Out of date: ${stale.join(", ")}. Run npm run generate and commit what it writes.`);
  process.exitCode = 1;
}
