import { randomUUID } from "node:crypto";
import type { Caller, Sql } from "./database";

export interface Person extends Caller {
  role: "authenticated";
  userId: string;
  email: string;
}

export const anonymous: Caller = { role: "anon" };
export const serviceRole: Caller = { role: "service_role" };

/** An account at the Auth server, as a sign-up by a mailed link leaves it; belongs to no organization. */
export async function createUser(sql: Sql, name: string): Promise<Person> {
  const userId = randomUUID();
  const email = `${name}.${userId.slice(0, 8)}@example.com`;
  await sql`insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
    values (${userId}, ${email}, now(), ${sql.json({ full_name: name })})`;
  await sql`insert into private.chosen_passwords (user_id, fingerprint) values (${userId}, private.password_fingerprint(${userId}))`;
  return { role: "authenticated", userId, email };
}

export interface Organization {
  id: string;
  admin: Person;
}

/** An organization with its first admin, plan and thresholds, made the way that people make one. */
export async function createOrganization(sql: Sql, name: string): Promise<Organization> {
  const admin = await createUser(sql, `${name}-admin`);
  const [made] = await sql<{ id: string }[]>`
    select private.create_organization_for(${admin.userId}, ${admin.email}, ${`${name} admin`}, ${name}) as id`;
  return { id: made!.id, admin };
}

/** Another person of an organization. */
export async function addMember(
  sql: Sql,
  organizationId: string,
  name: string,
  standing: { role?: "admin" | "member"; status?: "active" | "deactivated" } = {},
): Promise<Person> {
  const person = await createUser(sql, name);
  await sql`insert into public.user_profiles (user_id, email, full_name) values (${person.userId}, ${person.email}, ${name})`;
  await sql`insert into public.organization_members (organization_id, user_id, role, status)
    values (${organizationId}, ${person.userId}, ${standing.role ?? "member"}, ${standing.status ?? "active"})`;
  return person;
}

/** An organization with a member besides its admin, and somebody who was in it once. */
export async function createTeam(sql: Sql, name: string) {
  const { id, admin } = await createOrganization(sql, name);
  return {
    id,
    admin,
    member: await addMember(sql, id, `${name}-member`),
    former: await addMember(sql, id, `${name}-former`, { role: "admin", status: "deactivated" }),
  };
}

export type Team = Awaited<ReturnType<typeof createTeam>>;
