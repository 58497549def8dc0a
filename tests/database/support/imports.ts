import { mkdtemp, rm } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import threads from "node:worker_threads";
import { afterAll, beforeAll, inject } from "vitest";
import { type ImportHooks, workOnImport } from "../../../src/features/imports/jobs";
import { receiveImport, wakeWorker } from "../../../src/features/imports/receive";
import { database } from "../../../src/libs/database";
import { closeJobs } from "../../../src/libs/jobs";
import type { Database } from "../../../src/types/database";
import type { Sql, TestDatabase } from "./database";
import type { Person } from "./people";

// The reader's thread is a file of TypeScript with path aliases, which Node alone can't load; the product's own
// processes hand it their loader by their command line, which the test runner doesn't have.
const loader = new URL("./reader-loader.mjs", import.meta.url).href;
const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(file: string | URL, options: threads.WorkerOptions) {
    super(file, { ...options, execArgv: ["--disable-warning=ExperimentalWarning", "--import", loader] });
  }
};
syncBuiltinESMExports();

type Tables = Database["public"]["Tables"];
type Enums = Database["public"]["Enums"];
type JsonObject = Record<string, unknown>;

/** A row of import_jobs; money is text, and metadata what inspection found. */
export type ImportRow = Omit<Tables["import_jobs"]["Row"], "money_before" | "money_after" | "metadata"> & {
  money_before: string | null;
  money_after: string | null;
  metadata: JsonObject & { remarks?: { tone: string; text: string }[] };
};

export interface ImportFile {
  /** Its bytes, or the path of a file that holds them. */
  content: Buffer | string;
  fileName?: string;
  mode?: Enums["import_mode"];
  kind?: Enums["import_type"];
}

/** An organization as its imports see it, and the person who makes them. */
export interface Importer {
  id: string;
  admin: Person;
}

/** Lets an import set off nothing in other features. */
export const withoutHooks: ImportHooks = {
  applied: async () => {},
  undone: async () => {},
  failed: async () => {},
};

/** Settings under which this process, or a worker beside it, works on a test's database. */
function importSettings(databaseUrl: string, folder: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    AESTRAK_FILE_DIRECTORY: join(folder, "files"),
    AESTRAK_SITE_URL: "http://localhost:3000",
    AESTRAK_OPS_EMAIL: "operator@example.com",
    NEXT_PUBLIC_SUPABASE_URL: "http://localhost:1",
    NEXT_PUBLIC_SUPABASE_ANON_KEY: "none",
    SUPABASE_SERVICE_ROLE_KEY: "none",
    // Nobody listens there: mail stays in the outbox.
    SMTP_URL: "smtp://127.0.0.1:1",
  };
}

/** The import pipeline on the database of the test file that calls this at its top, after useDatabase. */
export function useImports(db: TestDatabase, hooks: ImportHooks = withoutHooks) {
  let folder = "";
  let settings: Record<string, string> = {};

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "imports-"));
    const [current] = await db.owner<{ name: string }[]>`select current_database() as name`;
    settings = importSettings(inject("servers").owner + current!.name, folder);
    Object.assign(process.env, settings);
  });
  afterAll(async () => {
    await closeJobs();
    await database().end();
    await rm(folder, { recursive: true, force: true });
  });

  const imports = {
    /** A folder of this test file's own. */
    get folder() {
      return folder;
    },
    get settings() {
      return settings;
    },

    /** Uploads a file; the import waits for a worker. */
    async upload({ id, admin }: Importer, { content, fileName, mode, kind }: ImportFile): Promise<string> {
      const { importId } = await receiveImport({
        organizationId: id,
        userId: admin.userId,
        request: { ip: null, userAgent: null, requestId: "test" },
        fileName: fileName ?? "export.xlsx",
        content: typeof content === "string" ? createReadStream(content) : chunksOf(content),
        source: "browser",
        mode,
        kind,
      });
      return importId;
    },

    /** What the worker does when it is woken for an import. */
    async work({ id }: Importer, importId: string, ours: ImportHooks = hooks): Promise<ImportRow> {
      await workOnImport({ organizationId: id, importId }, ours);
      return imports.row(importId);
    },

    async row(importId: string): Promise<ImportRow> {
      return importRow(db.owner, importId);
    },

    async confirm({ admin }: Importer, importId: string): Promise<void> {
      await db.as(
        admin,
        (sql) =>
          sql`select public.confirm_import(j.id, j.preview_version, j.mode, j.repeat_policy) from public.import_jobs j where j.id = ${importId}`,
      );
    },

    /** As the same, and tells the worker that runs beside the test, as the page does. */
    async confirmAndWake(importer: Importer, importId: string): Promise<void> {
      await imports.confirm(importer, importId);
      await wakeWorker(importId, importer.id);
    },

    /** Uploads a file and takes it up to its preview. */
    async preview(importer: Importer, file: ImportFile): Promise<ImportRow> {
      const row = await imports.work(importer, await imports.upload(importer, file));
      if (row.status !== "awaiting_confirmation") throw new Error(`${row.status}: ${row.failure_reason}`);
      return row;
    },

    /** Confirms a preview and applies it. */
    async apply(importer: Importer, importId: string): Promise<ImportRow> {
      await imports.confirm(importer, importId);
      const row = await imports.work(importer, importId);
      if (row.status !== "succeeded") throw new Error(`${row.status}: ${row.failure_reason}`);
      return row;
    },

    /** Uploads a file, accepts its preview, and applies it. */
    async import(importer: Importer, file: ImportFile): Promise<ImportRow> {
      const { id } = await imports.preview(importer, file);
      return imports.apply(importer, id);
    },
  };
  return imports;
}

export type Imports = ReturnType<typeof useImports>;

async function importRow(sql: Sql, importId: string): Promise<ImportRow> {
  const [row] = await sql<ImportRow[]>`select * from public.import_jobs where id = ${importId}`;
  return row!;
}

/** The tables that imports staged their files in and that are still there. */
export async function stagedTables(sql: Sql): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'staging'::regnamespace and relkind = 'r' and relname ~ '_[0-9a-f]{32}(_[0-9a-f]{12})?$' order by 1`;
  return tables.map(({ name }) => name);
}

/** In pieces, as a network delivers it. */
async function* chunksOf(content: Buffer): AsyncGenerator<Buffer> {
  const size = 64 * 1024;
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
