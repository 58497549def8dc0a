import type { Sql } from "@/libs/database";
import type { MailSender } from "@/libs/mail/sender";

/** How often a mail is tried. With {@link minutesUntilRetry} the last attempt comes about 12 hours after the first. */
export const maxAttempts = 8;

/** How long an attempt may take before its row counts as abandoned; well above every provider's timeouts. */
const leaseMinutes = 10;

/** Minutes to wait after failed attempt number `attempt` (from 1): 1, 3, 9, … at most 6 hours. */
function minutesUntilRetry(attempt: number): number {
  return Math.min(3 ** (attempt - 1), 360);
}

/** A row of the outbox that this process has marked as being sent. */
export interface ClaimedMail {
  id: string;
  kind: string;
  recipient: string;
  payload: unknown;
  /** What only the mail itself may show, such as a single-use token; forgotten once it is sent or given up. */
  secret: string | null;
  /** Counts this attempt too. */
  attempts: number;
}

/** What became of an attempt. `outstanding`: the provider may have accepted the mail without our knowing. */
export type MailOutcome =
  | { status: "sent"; messageId: string }
  | { status: "retry"; reason: string; outstanding: boolean }
  | { status: "failed" | "uncertain"; reason: string };

const isRepeatable = (sql: Sql, sender: MailSender) => sql`
  (provider is null or (provider = ${sender.name}
    and handed_over_at > now() - make_interval(hours => ${sender.repeatableForHours}::integer)))`;

/**
 * Ends the due mails that must not be tried again: those that a provider may have accepted and that `sender`
 * can't safely repeat, and those whose attempts are used up because the process died in each.
 * @returns what they became
 */
export async function setAside(
  sql: Sql,
  sender: MailSender,
): Promise<{ id: string; status: "failed" | "uncertain" }[]> {
  return sql`
    with hopeless as (
      select id, case when provider is null then 'failed' else 'uncertain' end as becomes
      from public.email_outbox
      where status in ('pending', 'sending') and next_attempt_at <= now()
        and (attempts >= ${maxAttempts}::integer or not ${isRepeatable(sql, sender)})
      for update skip locked
    ), ended as (
      update public.email_outbox o set status = becomes::public.email_status,
        last_error = coalesce(o.last_error, 'The process ended before the provider''s answer came.')
      from hopeless where o.id = hopeless.id
      returning o.id, o.organization_id, o.status::text as status, o.last_error
    ), told as (
      insert into public.email_events (organization_id, email_id, event, detail)
      select organization_id, id, status, last_error from ended
    )
    select id, status from ended`;
}

/** Takes the mail that has been due longest and marks it as being sent, so that no other process takes it too. */
export async function claimNext(sql: Sql, sender: MailSender): Promise<ClaimedMail | undefined> {
  const [mail] = await sql<ClaimedMail[]>`
    with due as (
      select id from public.email_outbox
      where status in ('pending', 'sending') and next_attempt_at <= now()
        and attempts < ${maxAttempts}::integer and ${isRepeatable(sql, sender)}
      order by next_attempt_at, created_at, id
      limit 1
      for update skip locked
    )
    update public.email_outbox o set status = 'sending', attempts = o.attempts + 1, provider = ${sender.name},
      handed_over_at = coalesce(o.handed_over_at, now()),
      next_attempt_at = now() + make_interval(mins => ${leaseMinutes}::integer)
    from due where o.id = due.id
    returning o.id, o.kind, o.recipient, o.payload, o.attempts,
      (select s.secret from private.mail_secrets s where s.email_id = o.id) as secret`;
  return mail;
}

/** Records what became of an attempt. An attempt that was given up as abandoned may still turn out to be sent. */
export async function settle(sql: Sql, mail: ClaimedMail, outcome: MailOutcome): Promise<void> {
  if (outcome.status === "sent") {
    await sql`
      with done as (
        update public.email_outbox
        set status = 'sent', message_id = ${outcome.messageId}, sent_at = now(), last_error = null
        where id = ${mail.id} and status <> 'sent'
        returning organization_id, id
      )
      insert into public.email_events (organization_id, email_id, event, message_id)
      select organization_id, id, 'sent', ${outcome.messageId} from done`;
    return;
  }
  const reason = outcome.reason.slice(0, 1000);
  const status = outcome.status === "retry" ? "pending" : outcome.status;
  const keepsProvider = outcome.status === "retry" ? outcome.outstanding : outcome.status === "uncertain";
  await sql`
    with done as (
      update public.email_outbox
      set status = ${status}::public.email_status, last_error = ${reason},
        next_attempt_at = now() + make_interval(mins => ${minutesUntilRetry(mail.attempts)}::integer),
        provider = case when ${keepsProvider}::boolean then provider end,
        handed_over_at = case when ${keepsProvider}::boolean then handed_over_at end
      where id = ${mail.id} and status = 'sending' and attempts = ${mail.attempts}
      returning organization_id, id
    )
    insert into public.email_events (organization_id, email_id, event, detail)
    select organization_id, id, ${outcome.status}, ${reason} from done`;
}

/** Tells the operator that mail could not be delivered: once a day per organization, and once for mail about accounts. */
export async function queueOperatorMail(sql: Sql, failedId: string, operator: string): Promise<void> {
  await sql`
    with queued as (
      insert into public.email_outbox (organization_id, kind, recipient, dedupe_key, payload)
      select m.organization_id, 'mail_failed', ${operator}, 'mail_failed:' || (now() at time zone 'UTC')::date,
        jsonb_build_object('organizationName', coalesce(o.name, 'AESTrak'), 'emailId', m.id, 'kind', m.kind, 'recipient', m.recipient,
          'outcome', m.status, 'reason', coalesce(m.last_error, ''))
      from public.email_outbox m left join public.organizations o on o.id = m.organization_id
      where m.id = ${failedId} and m.kind <> 'mail_failed'
      on conflict do nothing
      returning organization_id, id
    )
    insert into public.email_events (organization_id, email_id, event)
    select organization_id, id, 'queued' from queued`;
}
