import { sendDueMail } from "../../../src/features/alerts/jobs";
import type { MailSender } from "../../../src/libs/mail/sender";
import type { Sql, Transaction } from "./database";
import { createImport } from "./records";

/** Puts a mail about a failed import into the outbox, due now. */
export async function createMail(sql: Sql | Transaction, organizationId: string): Promise<string> {
  const importJobId = await createImport(sql, organizationId);
  const payload = { organizationName: "ACME", importJobId, fileName: "qs.xlsx", reason: "No header row." };
  const [mail] = await sql<{ id: string }[]>`
    insert into public.email_outbox (organization_id, kind, recipient, dedupe_key, payload)
    values (${organizationId}, 'import_failed', 'someone@example.com', ${importJobId}, ${sql.json(payload)})
    returning id`;
  return mail!.id;
}

interface MailRow {
  status: string;
  attempts: number;
  message_id: string | null;
  last_error: string | null;
  provider: string | null;
  /** Minutes from now until it is due. */
  due_in: number;
}

export async function mailRow(sql: Sql, id: string): Promise<MailRow> {
  const [row] = await sql<MailRow[]>`
    select status, attempts, message_id, last_error, provider,
      round(extract(epoch from next_attempt_at - now()) / 60)::float as due_in
    from public.email_outbox where id = ${id}`;
  return row!;
}

export async function mailEvents(sql: Sql, id: string): Promise<string[]> {
  const events = await sql`select event from public.email_events where email_id = ${id} order by id`;
  return events.map(({ event }) => event as string);
}

/** Lets the waiting time of every mail pass, the lease of an attempt included. */
export async function passTime(sql: Sql): Promise<void> {
  await sql`update public.email_outbox set next_attempt_at = now() where status in ('pending', 'sending')`;
}

/** Leaves a mail as a process leaves it that dies after handing it over, `hours` ago. */
export async function abandon(sql: Sql, id: string, provider: string, hours = 1): Promise<void> {
  await sql`update public.email_outbox set status = 'sending', attempts = 1, provider = ${provider},
    handed_over_at = now() - make_interval(hours => ${hours}::integer), next_attempt_at = now() where id = ${id}`;
}

export const sendMail = (sql: Sql, sender: MailSender, operator?: string, signal?: AbortSignal) =>
  sendDueMail(sql, sender, {
    AESTRAK_SITE_URL: "https://aestrak.example.com",
    AESTRAK_OPS_EMAIL: operator,
    signal,
  });
