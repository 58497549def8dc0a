import type { ConnectionContextOptions, VarsContext } from "@supabase/lite";
import { PostgresConnection } from "@supabase/lite/postgres";
import { sql } from "kysely";
import postgres from "postgres";
import { SessionPool } from "./session-pool";

/** What the library knows of a request when it asks for its transaction. */
interface RequestVars extends VarsContext {
  auth?: { role: string; uid: string | null; jwt: object | null };
}

type Work<T> = (transaction: PostgresConnection["kysely"]) => Promise<T>;

/**
 * PostgreSQL for the gateway. Who asks is told to a transaction in one statement, where the library sends up to
 * eleven, each with a round trip or two of its own: that was half of what a question cost.
 */
export class GatewayConnection extends PostgresConnection {
  readonly #sessions: SessionPool;

  constructor(config: ConstructorParameters<typeof PostgresConnection>[0]) {
    super(config);
    const { options } = this.driver;
    const own = { ...options, max: 1, idle_timeout: null, max_lifetime: null };
    this.#sessions = new SessionPool((onclose) => postgres({ ...own, onclose } as never), options.max);
    // All that the library asks goes through here.
    this.driver.reserve = async () => {
      const { unsafe, release } = await this.#sessions.reserve();
      // Prepares each statement once per session, as PostgREST does: otherwise every one is parsed anew, and waits for
      // its description before it may run. The shapes of our queries are few.
      const prepared = (...[query, parameters, settings]: Parameters<typeof unsafe>) =>
        unsafe(query, parameters, { prepare: true, ...settings });
      return { unsafe: prepared, release } as postgres.ReservedSql;
    };
  }

  override async close(): Promise<void> {
    await Promise.all([this.#sessions.end(), super.close()]);
  }

  /** @param run the request's query, in a transaction with the rights and claims of whoever asks */
  override withContext<T>(
    vars: RequestVars | undefined,
    run: Work<T>,
    options?: ConnectionContextOptions,
  ): Promise<T> {
    if (!vars || options?.transaction || options?.forceRollback) return super.withContext(vars, run, options);
    const { role, uid, jwt } = vars.auth ?? { role: "anon", uid: null, jwt: null };
    const call = options?.rpc;
    const settings = {
      "request.jwt.claim.sub": uid ?? "",
      "request.jwt.claim.role": role,
      "request.jwt.claims": jwt ? JSON.stringify(jwt) : "",
      ...(call && {
        "response.status": "",
        "response.headers": "",
        "request.method": call.method,
        "request.path": call.path,
        "request.headers": JSON.stringify(call.requestHeaders ?? {}),
        ...(call.readOnly && { transaction_read_only: "on" }),
      }),
      // Last: from here on, only what this role may do.
      role,
    };
    const each = Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
    return this.kysely.transaction().execute(async (transaction) => {
      await sql`select ${sql.join(each)}`.execute(transaction);
      return run(transaction);
    });
  }
}
