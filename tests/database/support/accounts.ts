import { createHash } from "node:crypto";
import type { Sql, TestDatabase } from "./database";
import type { Person } from "./people";

/** What the web server notes once the Auth server has taken a person's password. */
export async function provePassword(owner: Sql, person: Person): Promise<string> {
  const [proof] = await owner<{ id: string }[]>`select private.note_password_proof(${person.userId}) as id`;
  return proof!.id;
}

/** Wishes for another address, after proving the password. */
export async function wishForEmail(db: TestDatabase, person: Person, email: string): Promise<void> {
  const proof = await provePassword(db.owner, person);
  await db.as(person, (sql) => sql`select public.request_email_change(${email}, ${proof})`);
}

export interface AccountMail {
  kind: string;
  recipient: string;
  payload: Record<string, unknown>;
  /** What its link carries. */
  secret: string | null;
}

/** Mail about accounts to an address, oldest first. */
export function accountMailTo(owner: Sql, recipient: string): Promise<AccountMail[]> {
  return owner<AccountMail[]>`
    select e.kind, e.recipient, e.payload, s.secret from public.email_outbox e left join private.mail_secrets s on s.email_id = e.id
    where e.organization_id is null and e.recipient = ${recipient} order by e.created_at, e.payload`;
}

export const hashOf = (token: string) => createHash("sha256").update(token).digest();

export async function deleteAccount(db: TestDatabase, person: Person): Promise<void> {
  const proof = await provePassword(db.owner, person);
  await db.as(person, (sql) => sql`select public.delete_account(${proof})`);
}
