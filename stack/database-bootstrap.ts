import { App } from "@supabase/lite";
import postgres from "postgres";
import { GatewayConnection } from "./gateway-connection";
import type { Secrets } from "./installation";

/**
 * Gives an empty database what a new Supabase project has, so that the same migrations apply to both:
 * the API roles, a non-superuser owner named postgres with Supabase's rights, the auth schema, the default grants.
 * Safe to repeat.
 *
 * @param superuserUrl connects to the database as its superuser
 */
export async function bootstrapDatabase(superuserUrl: string, secrets: Secrets): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => {} });
  try {
    await createRoles(sql, secrets);
    await createAuthSchema(superuserUrl);
    await grantDefaults(sql);
  } finally {
    await sql.end();
  }
}

async function createRoles(sql: postgres.Sql, secrets: Secrets): Promise<void> {
  const roles: [name: string, rights: string][] = [
    ["anon", "nologin noinherit"],
    ["authenticated", "nologin noinherit"],
    ["service_role", "nologin noinherit bypassrls"],
    ["supabase_auth_admin", "nologin noinherit createrole"],
    // Neither owner nor superuser: the gateway grants itself everything it can on its first request.
    ["authenticator", `login noinherit password '${secrets.gatewayPassword}'`],
    ["postgres", `login createdb createrole bypassrls replication password '${secrets.ownerPassword}'`],
  ];
  // Roles belong to the cluster, so databases made side by side (in tests) meet here.
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(7311)`;
    for (const [name, rights] of roles) {
      const [known] = await tx`select 1 from pg_roles where rolname = ${name}`;
      if (!known) await tx.unsafe(`create role ${name} ${rights}`);
    }
    await tx.unsafe(`
      grant anon, authenticated, service_role to authenticator;
      grant anon, authenticated, service_role to postgres;
      -- Nobody's question to the API may hold a connection for longer.
      alter role authenticator set statement_timeout = '30s';
    `);
  });
}

/** The Auth server's own tables, made by the Auth server's own code. */
async function createAuthSchema(superuserUrl: string): Promise<void> {
  const connection = new GatewayConnection({
    url: superuserUrl,
    postgresOptions: { max: 2, onnotice: () => {} },
  });
  try {
    const app = new App({
      connection,
      auth: { enabled: true, jwt_secret: "only makes tables, signs nothing" },
    });
    await app.ensureSystemSchema();
  } finally {
    await connection.close();
  }
}

async function grantDefaults(sql: postgres.Sql): Promise<void> {
  const [{ database } = { database: "" }] = await sql<
    { database: string }[]
  >`select current_database() as database`;
  await sql.unsafe(`
    grant create, connect on database "${database}" to postgres;
    create schema if not exists extensions authorization postgres;
    grant usage on schema extensions to anon, authenticated, service_role;

    create or replace function auth.uid() returns uuid language sql stable as
      $$ select coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''),
        (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'))::uuid $$;
    create or replace function auth.role() returns text language sql stable as
      $$ select coalesce(nullif(current_setting('request.jwt.claim.role', true), ''),
        (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'))::text $$;
    create or replace function auth.jwt() returns jsonb language sql stable as
      $$ select coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb $$;

    -- The history of migrations belongs to who applies them.
    alter schema supabase_migrations owner to postgres;
    alter table if exists supabase_migrations.schema_migrations owner to postgres;
    alter table if exists supabase_migrations.seed_files owner to postgres;

    grant usage on schema auth to anon, authenticated, service_role, postgres, authenticator;
    grant execute on all functions in schema auth to anon, authenticated, service_role, postgres, authenticator;
    grant all on all tables in schema auth to authenticator, postgres;
    grant all on all sequences in schema auth to authenticator, postgres;

    grant usage on schema public to anon, authenticated, service_role, authenticator;
    grant usage, create on schema public to postgres;
    alter default privileges for role postgres in schema public grant all on tables to anon, authenticated, service_role;
    alter default privileges for role postgres in schema public grant all on sequences to anon, authenticated, service_role;
    alter default privileges for role postgres in schema public grant execute on functions to anon, authenticated, service_role;

    -- The gateway learns the schema from information_schema, which shows a role only what it has some right on. This
    -- right reads and writes nothing, and can't be used without a table of one's own. Usage of the closed schemas
    -- spares it a failing attempt to grant itself more there, which it makes on its first request.
    alter default privileges for role postgres grant references on tables to authenticator;
    alter default privileges for role postgres grant select on sequences to authenticator;
    alter default privileges for role postgres grant usage on schemas to authenticator;
  `);
}
