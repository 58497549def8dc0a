import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startTemporaryPostgres } from "../../stack/temporary-postgres";

declare module "vitest" {
  interface ProvidedContext {
    /** Addresses of the server, each ending before the name of the database. */
    servers: { owner: string; gateway: string; superuser: string };
  }
}

/** One PostgreSQL for the whole run. Each test file clones the migrated database, which takes a tenth of a second. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTemporaryPostgres();
  try {
    // Nobody may be connected to a database that is cloned, so the clones come from one that nobody opens.
    const sql = postgres(server.url("supabase_admin", "template1"), { max: 1, onnotice: () => {} });
    await sql`create database migrated template postgres`;
    await sql.end();
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("servers", {
    owner: server.url("postgres", ""),
    gateway: server.url("authenticator", ""),
    superuser: server.url("supabase_admin", ""),
  });
  return () => server.stop();
}
