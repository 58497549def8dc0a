import { hash } from "bcryptjs";
import { sql } from "kysely";
import { randomUUID } from "node:crypto";
import type { GatewayConnection } from "./gateway-connection";

/** The gateway's own way to its database. */
type Database = GatewayConnection["kysely"];

/** As the library hashes them. */
const rounds = 10;

/**
 * The two admin functions of Supabase's Auth server that AESTrak needs and the library lacks: an account is made, or
 * given a password, with its address confirmed. Only for a request that showed the secret key.
 * @returns null for what is no admin's
 */
export async function answerAdmin(request: Request, database: Database): Promise<Response | null> {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith("/auth/v1/admin/")) return null;
  const id = /^\/auth\/v1\/admin\/users(?:\/([0-9a-f-]{36}))?$/.exec(pathname)?.[1];
  if (pathname === "/auth/v1/admin/users" && request.method === "POST") return makeUser(request, database);
  if (id && request.method === "PUT") return confirmUser(id, request, database);
  return refused(404, "not_found");
}

interface Wish {
  email?: string;
  password: string;
  email_confirm: true;
}

async function makeUser(request: Request, database: Database): Promise<Response> {
  const wish = await wishOf(request);
  const email = wish?.email?.toLowerCase();
  if (!wish || !email) return refused(400, "validation_failed");
  const id = randomUUID();
  const encrypted = await hash(wish.password, rounds);
  const facts = { email, email_verified: true, phone_verified: false, sub: id };
  const text = JSON.stringify(facts);
  const made = await database.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${email}, 4))`.execute(tx);
    const known = await sql`select 1 from auth.users where lower(email) = ${email}`.execute(tx);
    if (known.rows.length > 0) return false;
    await sql`
      insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data,
        raw_user_meta_data, created_at, updated_at)
      values (${id}, 'authenticated', 'authenticated', ${email}, ${encrypted}, now(),
        '{"provider": "email", "providers": ["email"]}', ${text}::text::jsonb, now(), now())`.execute(tx);
    await sql`
      insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at, created_at, updated_at)
      values (${randomUUID()}, 'email', ${id}, ${id}, ${text}::text::jsonb, now(), now(), now())`.execute(tx);
    return true;
  });
  return made ? Response.json({ id, email, aud: "authenticated" }) : refused(422, "email_exists");
}

async function confirmUser(id: string, request: Request, database: Database): Promise<Response> {
  const wish = await wishOf(request);
  if (!wish) return refused(400, "validation_failed");
  const encrypted = await hash(wish.password, rounds);
  const { rows } = await sql<{ email: string }>`
    update auth.users set encrypted_password = ${encrypted}, email_confirmed_at = coalesce(email_confirmed_at, now()),
      confirmation_token = null, recovery_token = null, updated_at = now()
    where id = ${id} returning email`.execute(database);
  const [user] = rows;
  return user ? Response.json({ id, ...user, aud: "authenticated" }) : refused(404, "user_not_found");
}

async function wishOf(request: Request): Promise<Wish | null> {
  const wish = (await request.json().catch(() => null)) as Partial<Wish> | null;
  const isWhole =
    typeof wish?.password === "string" && wish.password.length > 0 && wish.email_confirm === true;
  return isWhole ? (wish as Wish) : null;
}

const refused = (status: number, error_code: string) =>
  Response.json({ code: status, error_code, msg: error_code.replaceAll("_", " ") }, { status });
