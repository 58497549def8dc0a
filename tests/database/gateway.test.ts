import { sql } from "kysely";
import { randomUUID } from "node:crypto";
import { describe, expect, inject, it } from "vitest";
import { GatewayConnection } from "../../stack/gateway-connection";
import { token } from "../browser/support/sessions";
import { useGateway } from "../tenancy/gateway";
import { useDatabase } from "./support/database";
import { createTeam, type Person } from "./support/people";
import { openSession } from "./support/sessions";

const db = useDatabase();
const gateway = useGateway(db);

async function tokenOf(person: Person): Promise<string> {
  const { sessionId } = await openSession(db.owner, person);
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: person.userId, session_id: sessionId, role: "authenticated", aud: "authenticated" };
  return token({ ...claims, iat: now, exp: now + 3600 }, gateway.secrets.jwtSecret);
}

async function rest(path: string, bearer: string | null, init: RequestInit = {}) {
  const answer = await fetch(`${gateway.url}/rest/v1${path}`, {
    ...init,
    headers: {
      apikey: gateway.secrets.publishableKey,
      "content-type": "application/json",
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
    },
  });
  return { status: answer.status, body: (await answer.json()) as unknown };
}

it("one who asks leaves nothing of theirs behind for the next on the same connection", async () => {
  const [one, other] = [await createTeam(db.owner, "one"), await createTeam(db.owner, "other")];
  const [ones, others] = [await tokenOf(one.admin), await tokenOf(other.admin)];
  // Far more often than there are connections, and never two at once.
  for (let round = 0; round < 20; round += 1) {
    expect((await rest("/organizations?select=id", ones)).body).toEqual([{ id: one.id }]);
    expect((await rest("/organizations?select=id", null)).status).toBe(401);
    expect((await rest("/organizations?select=id", others)).body).toEqual([{ id: other.id }]);
  }
});

it("a function that is called by GET changes nothing", async () => {
  const { id, admin } = await createTeam(db.owner, "reading");
  const bearer = await tokenOf(admin);
  const settings = {
    organization_id: id,
    warning_percent: 50,
    critical_percent: 60,
    over_budget_percent: 70,
  };
  const query = new URLSearchParams(Object.entries(settings).map(([name, value]) => [name, String(value)]));
  const refused = await rest(`/rpc/update_alert_settings?${query}`, bearer);
  expect(refused.status).toBeGreaterThanOrEqual(400);
  const thresholds = () =>
    db.owner`select warning_percent::integer as warning from public.alert_settings where organization_id = ${id}`;
  expect([...(await thresholds())]).toEqual([{ warning: 75 }]);
  const done = await fetch(`${gateway.url}/rest/v1/rpc/update_alert_settings`, {
    method: "POST",
    headers: {
      apikey: gateway.secrets.publishableKey,
      authorization: `Bearer ${bearer}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(settings),
  });
  expect(done.ok).toBe(true);
  expect([...(await thresholds())]).toEqual([{ warning: 50 }]);
});

it("each statement is parsed once on a connection, whoever asks", async () => {
  const connection = new GatewayConnection({
    url: inject("servers").gateway + db.owner.options.database,
    postgresOptions: { max: 1, onnotice: () => {} },
  });
  try {
    const asked = (role: string) =>
      connection.withContext({ auth: { role, uid: randomUUID(), jwt: { role } } }, async (transaction) => {
        const { rows } = await sql<{ role: string; statement: string }>`
          select current_user::text as role, statement from pg_prepared_statements
          where statement not like ${"%pg_catalog%"} order by prepare_time`.execute(transaction);
        return { role: rows[0]?.role, statements: rows.map(({ statement }) => statement) };
      });
    await asked("authenticated");
    const first = await asked("authenticated");
    expect(first.statements).toHaveLength(2);
    expect(first.statements[0]).toMatch(/^select set_config\(.*\), set_config\(/);
    expect(first.statements[1]).toContain("from pg_prepared_statements");
    expect(await asked("anon")).toEqual({ role: "anon", statements: first.statements });
  } finally {
    await connection.close();
  }
});

describe("a session that is lost under the one who asks", () => {
  /** Gateway sessions of this database; who asks next gets one that was lost, or a new one. */
  const dropSessions = () => db.superuser`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = 'authenticator' and pid <> pg_backend_pid()`;

  it("costs them their question, and nobody else anything", async () => {
    const connection = new GatewayConnection({
      url: inject("servers").gateway + db.owner.options.database,
      postgresOptions: { max: 1, onnotice: () => {}, fetch_types: false },
    });
    const who = { auth: { role: "anon", uid: null, jwt: null } } as never;
    const backend = sql<{
      pid: number;
      role: string;
    }>`select pg_backend_pid() as pid, current_user::text as role`;
    try {
      const lost = connection.withContext(who, async (transaction) => {
        await backend.execute(transaction);
        await dropSessions();
        // The driver learns of it with the next turns of the event loop, when nobody waits for an answer.
        await expect.poll(() => sql`select 1`.execute(transaction).catch(() => "refused")).toBe("refused");
        // Never in the session that takes its place.
        return backend.execute(transaction);
      });
      await expect(lost).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
      const { rows } = await connection.withContext(who, (transaction) => backend.execute(transaction));
      expect(rows[0]!.role).toBe("anon");
    } finally {
      await connection.close();
    }
  });

  it("is none of the gateway's: the next question is answered", async () => {
    const team = await createTeam(db.owner, "dropped");
    const bearer = await tokenOf(team.admin);
    for (let round = 0; round < 5; round += 1) {
      const asked = Array.from({ length: 20 }, () =>
        rest("/organizations?select=id", bearer).catch(() => null),
      );
      await dropSessions();
      await Promise.all(asked);
      expect((await rest("/organizations?select=id", bearer)).body).toEqual([{ id: team.id }]);
    }
  });
});

it("a password is kept as bcrypt hashes it, at cost 10, whoever sets it", async () => {
  const { publishableKey, secretKey } = gateway.secrets;
  const email = `${randomUUID()}@example.com`;
  const ask = async (path: string, method: string, apikey: string, body: object, bearer?: string) => {
    const headers = {
      apikey,
      "content-type": "application/json",
      ...(bearer && { authorization: `Bearer ${bearer}` }),
    };
    const answer = await fetch(`${gateway.url}/auth/v1/${path}`, {
      method,
      headers,
      body: JSON.stringify(body),
    });
    expect(answer.status, path).toBe(200);
    return (await answer.json()) as { access_token?: string };
  };
  const kept = async () => {
    const [user] = await db.superuser<{ hash: string }[]>`
      select encrypted_password as hash from auth.users where email = ${email}`;
    return user!.hash;
  };
  const password = "ours, at first";
  await ask("admin/users", "POST", secretKey, { email, password, email_confirm: true });
  const first = await kept();
  const { access_token } = await ask("token?grant_type=password", "POST", publishableKey, {
    email,
    password,
  });
  await ask("user", "PUT", publishableKey, { password: "theirs, later on" }, access_token);
  const second = await kept();
  expect(second).not.toBe(first);
  for (const hash of [first, second]) expect(hash).toMatch(/^\$2[aby]\$10\$/);
});
