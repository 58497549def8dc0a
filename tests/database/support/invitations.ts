import { createHash } from "node:crypto";
import type { Person } from "./people";
import type { Sql, TestDatabase, Transaction } from "./database";

/** Invites an address as an admin. */
export async function invite(
  db: TestDatabase,
  organizationId: string,
  admin: Person,
  email: string,
  role: "admin" | "member" = "member",
): Promise<string> {
  const [made] = await db.as(
    admin,
    (sql) => sql<{ id: string }[]>`select public.invite_member(${organizationId}, ${email}, ${role}) as id`,
  );
  return made!.id;
}

/** The token in the newest waiting mail of an invitation, as its reader finds it. */
export async function mailedToken(owner: Sql, invitationId: string): Promise<string> {
  const [mail] = await owner<{ secret: string }[]>`
    select s.secret from private.mail_secrets s join public.email_outbox e on e.id = s.email_id
    where e.kind = 'invitation' and e.payload ->> 'invitationId' = ${invitationId} order by e.created_at desc limit 1`;
  return mail!.secret;
}

export const hashOf = (token: string) => createHash("sha256").update(token).digest();

export const accept = (token: string) => (sql: Transaction) =>
  sql`select public.accept_invitation(${hashOf(token)})`;
