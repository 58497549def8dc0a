import type { ConnectionContextOptions, VarsContext } from "@supabase/lite";
import { PostgresConnection } from "@supabase/lite/postgres";
import { sql } from "kysely";
import type { Sql } from "postgres";

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
  constructor(config: ConstructorParameters<typeof PostgresConnection>[0]) {
    super(config);
    keepStatements(this.driver);
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

/**
 * Prepares each statement once per connection, as PostgREST does: otherwise every one is parsed anew, and waits for its
 * description before it may run. The shapes of our queries are few, and a connection lasts an hour at most.
 */
function keepStatements(driver: Sql): void {
  const reserve = driver.reserve.bind(driver);
  driver.reserve = async () => {
    const session = await reserve();
    const unsafe = session.unsafe.bind(session);
    return Object.assign(session, {
      unsafe: ((query, parameters, options) =>
        unsafe(query, parameters, { prepare: true, ...options })) as typeof unsafe,
    });
  };
}
