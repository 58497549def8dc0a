import "server-only";
import postgres from "postgres";
import { environment } from "@/libs/environment";

export type Sql = postgres.Sql;
export type Transaction = postgres.TransactionSql;

/** What an audit entry says of the request behind it. */
export interface RequestContext {
  ip: string | null;
  userAgent: string | null;
  requestId: string;
}

// Next evaluates modules more than once; the pool must be one per process.
const shared = globalThis as typeof globalThis & { aestrakDatabase?: Sql };

/**
 * The direct connection, as the owner of the schema, past row level security: for jobs, and for the few
 * places that the boundary rules name. Everything that acts for a person goes through {@link asUser}.
 */
export function database(): Sql {
  shared.aestrakDatabase ??= postgres(environment().DATABASE_URL, {
    max: 8,
    idle_timeout: 60,
    connect_timeout: 10,
    // A transaction pooler gives each transaction another session, where a prepared statement is unknown.
    prepare: false,
    onnotice: () => {},
    connection: { application_name: "aestrak" },
  });
  return shared.aestrakDatabase;
}

/**
 * Runs `work` in one transaction as the given person: with the rights of Supabase's `authenticated` role, under
 * row level security, with `auth.uid()` answering their id and the audit log knowing their request.
 * @returns what `work` returns, after the commit
 */
export async function asUser<T>(
  userId: string,
  request: RequestContext,
  work: (sql: Transaction) => Promise<T>,
): Promise<T> {
  const claims = JSON.stringify({ sub: userId, role: "authenticated" });
  const context = JSON.stringify({
    ip: request.ip,
    user_agent: request.userAgent,
    request_id: request.requestId,
  });
  const result = await database().begin(async (sql) => {
    await sql`select set_config('request.jwt.claims', ${claims}, true), set_config('request.jwt.claim.sub', ${userId}, true),
      set_config('aestrak.request', ${context}, true), set_config('role', 'authenticated', true)`;
    return { value: await work(sql) };
  });
  return (result as { value: T }).value;
}
