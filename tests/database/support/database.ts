import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, inject } from "vitest";
import { promptWrites } from "../../../src/libs/prompt-writes";

export type Sql = postgres.Sql;
export type Transaction = postgres.TransactionSql;

export type ApiRole = "anon" | "authenticated" | "service_role";

/** Somebody as the API knows them: a role, and for a signed-in person their id. */
export interface Caller {
  role: ApiRole;
  userId?: string;
  /** The session that asks; without one it is our own server that vouches for the person, as it does for scripts. */
  sessionId?: string;
}

/** What became of a statement that is expected to be refused, or not: its rows, or PostgreSQL's error code. */
export type Outcome = { rows: number; refusal?: undefined } | { rows?: undefined; refusal: string };

export interface TestDatabase {
  /** Owns the schema, past row level security. */
  owner: Sql;
  superuser: Sql;
  /** Runs `work` with the rights and claims of the caller, as the gateway does, and commits. */
  as<T>(caller: Caller, work: (sql: Transaction) => Promise<T>): Promise<T>;
  /** As the same, but undoes everything and answers with a refusal's code instead of throwing. */
  attempt(caller: Caller, work: (sql: Transaction) => Promise<readonly unknown[]>): Promise<Outcome>;
}

/** A migrated, empty database for the test file that calls this at its top. */
export function useDatabase(): TestDatabase {
  const connections: { owner?: Sql; superuser?: Sql; gateway?: Sql } = {};
  const name = `test_${randomBytes(6).toString("hex")}`;
  const open = (key: keyof typeof connections) => {
    const sql = connections[key];
    if (!sql) throw new Error("The database exists only while tests run.");
    return sql;
  };

  beforeAll(async () => {
    const servers = inject("servers");
    await maintain(`create database ${name} template migrated`);
    // Rights on the database itself are not cloned.
    await maintain(`grant create, connect on database ${name} to postgres`);
    const options = { ...promptWrites, max: 3, onnotice: () => {} };
    connections.owner = postgres(servers.owner + name, options);
    connections.superuser = postgres(servers.superuser + name, options);
    connections.gateway = postgres(servers.gateway + name, options);
  });
  afterAll(async () => {
    // A session that was lost in the midst of a transaction would never end by itself.
    for (const sql of Object.values(connections)) await sql.end({ timeout: 5 });
    await maintain(`drop database if exists ${name} with (force)`);
  });

  return {
    get owner() {
      return open("owner");
    },
    get superuser() {
      return open("superuser");
    },
    async as(caller, work) {
      const result = await open("gateway").begin(async (sql) => {
        await become(sql, caller);
        return { value: await work(sql) };
      });
      return result.value;
    },
    async attempt(caller, work) {
      return undone(open("gateway"), async (sql) => {
        await become(sql, caller);
        return work(sql);
      });
    },
  };
}

/** Puts the rest of a transaction under the caller's rights. */
export async function become(sql: Transaction, { role, userId, sessionId }: Caller): Promise<void> {
  const claims = JSON.stringify({ role, sub: userId, session_id: sessionId });
  await sql`select set_config('request.jwt.claims', ${claims}, true), set_config('role', ${role}, true)`;
}

/** Runs `work` in a transaction that never commits. */
export async function undone(
  connection: Sql,
  work: (sql: Transaction) => Promise<readonly unknown[]>,
): Promise<Outcome> {
  const over = new Error("undone");
  let rows = 0;
  try {
    await connection.begin(async (sql) => {
      const result = await work(sql);
      rows = (result as { count?: number }).count ?? result.length;
      throw over;
    });
  } catch (error) {
    if (error === over) return { rows };
    if (error instanceof postgres.PostgresError) return { refusal: error.code };
    throw error;
  }
  throw new Error("A transaction that always throws came back.");
}

async function maintain(statement: string): Promise<void> {
  const sql = postgres(`${inject("servers").superuser}template1`, { max: 1, onnotice: () => {} });
  try {
    // One at a time: two that clone at once can meet on the template.
    await sql`select pg_advisory_lock(7312)`;
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
