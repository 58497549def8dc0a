import "server-only";
import postgres from "postgres";
import { environment } from "@/libs/environment";
import { guardTransactions } from "@/libs/lost-transactions";
import { promptWrites } from "@/libs/prompt-writes";

export type Sql = postgres.Sql;
export type Transaction = postgres.TransactionSql;

/** For whom a transaction acts. */
export interface ActingPerson {
  id: string;
  /** The session that asks: nothing opens to it from the moment it is ended. None for a script's token. */
  sessionId?: string;
  /** The organization in which they act. Ids of others are then unknown, also where the person belongs to both. */
  organizationId?: string;
}

/** What an audit entry says of the request behind it. */
export interface RequestContext {
  ip: string | null;
  userAgent: string | null;
  requestId: string;
}

/** What this process's sessions are called in pg_stat_activity: by its number, so that they are told from others'. */
export const sessionName = `aestrak-${process.pid}`;

// Next evaluates modules more than once; the pool must be one per process.
const shared = globalThis as typeof globalThis & { aestrakDatabase?: Sql };

/**
 * The direct connection, as the owner of the schema, past row level security: for jobs, and for the few
 * places that the boundary rules name. Everything that acts for a person goes through {@link asUser}.
 */
export function database(): Sql {
  shared.aestrakDatabase ??= guardTransactions(connect({ max: 8, idle_timeout: 60, connect_timeout: 10 }));
  return shared.aestrakDatabase;
}

/**
 * One connection beside those of {@link database}, for what must not wait for one of them. Whoever asks for it ends it,
 * with a timeout of 0 where it hangs.
 */
export function ownConnection(): Sql {
  return connect({ max: 1, connect_timeout: 5, fetch_types: false });
}

function connect(options: postgres.Options<Record<string, never>>): Sql {
  return postgres(environment().DATABASE_URL, {
    ...promptWrites,
    ...options,
    // A transaction pooler gives each transaction another session, where a prepared statement is unknown.
    prepare: false,
    onnotice: () => {},
    connection: { application_name: sessionName },
  });
}

/** The value of `aestrak.request`, by which the audit log learns whence something came. */
export function requestSetting({ ip, userAgent, requestId }: RequestContext): string {
  return JSON.stringify({ ip, user_agent: userAgent, request_id: requestId });
}

/**
 * Runs `work` in one transaction as the given person: with the rights of Supabase's `authenticated` role, under
 * row level security, with `private.my_user_id()` answering their id while their session lasts, and the audit log
 * knowing their request. With an organization given, in that one alone.
 * @returns what `work` returns, after the commit
 */
export async function asUser<T>(
  person: ActingPerson,
  request: RequestContext,
  work: (sql: Transaction) => Promise<T>,
): Promise<T> {
  const claims = JSON.stringify({
    sub: person.id,
    role: "authenticated",
    session_id: person.sessionId,
  });
  const context = requestSetting(request);
  const result = await database().begin(async (sql) => {
    await sql`select set_config('request.jwt.claims', ${claims}, true), set_config('request.jwt.claim.sub', ${person.id}, true),
      set_config('aestrak.request', ${context}, true), set_config('aestrak.organization', ${person.organizationId ?? ""}, true),
      set_config('role', 'authenticated', true)`;
    return { value: await work(sql) };
  });
  return (result as { value: T }).value;
}
