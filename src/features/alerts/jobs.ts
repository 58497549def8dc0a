import { renderMail } from "@/features/alerts/email/render";
import type { Sql, Transaction } from "@/libs/database";
import type { Environment } from "@/libs/environment";
import { answerWithin, hangsAfter } from "@/libs/lost-session";
import { dispatchMail } from "@/libs/mail/dispatch";
import type { DispatchReport } from "@/libs/mail/dispatch";
import type { ClaimedMail } from "@/libs/mail/outbox";
import type { MailContent, MailSender } from "@/libs/mail/sender";

/** The longest list that a mail shows; what is beyond it is counted. */
const listedAlerts = 50;

/** A step of an alert, as private.evaluate_alerts returns it. */
export interface AlertStep {
  alertId: string | number;
  step: string;
  level: string;
}

/**
 * Writes the mail about the alerts that an import opened or escalated into the outbox: one for each active member
 * who wants mail from the level of one of them on, with those alerts, and with the figures as this transaction sees
 * them. Repeating it adds nothing.
 * @param sql the transaction of the import's apply, after private.evaluate_alerts
 * @returns how many mails were added
 */
export async function queueAlertMail(
  sql: Transaction,
  input: { organizationId: string; importJobId: string; moved: readonly AlertStep[] },
): Promise<number> {
  const rising = input.moved.filter(({ step }) => step === "opened" || step === "escalated");
  if (rising.length === 0) return 0;
  const alertIds = rising.map(({ alertId }) => String(alertId));
  const added = await sql`
    with ranked as (
      select wanted.alert_mail_from, a.id, a.level, a.purchase_order_no, p.order_short_text, p.vendor_short_term, p.order_value, p.total_spent,
        p.utilization_percent, e.level_before, e.cause, e.facts,
        row_number() over (
          partition by wanted.alert_mail_from order by a.level desc, p.total_spent - p.order_value desc, a.id) as rank
      from public.alerts a
      join (values ('warning'::public.utilization_level), ('critical'), ('over_budget')) as wanted (alert_mail_from)
        on a.level >= wanted.alert_mail_from
      join public.purchase_orders p on p.organization_id = a.organization_id and p.id = a.purchase_order_id
      join lateral (
        select e.level_before, e.cause, e.facts from public.alert_events e
        where e.organization_id = a.organization_id and e.alert_id = a.id and e.import_job_id = ${input.importJobId}
          and e.event in ('opened', 'escalated')
        order by e.id desc limit 1
      ) e on true
      where a.organization_id = ${input.organizationId} and a.id = any(${alertIds}::text[]::bigint[])
    ), figures as (
      select alert_mail_from, jsonb_build_object('over_budget', count(*) filter (where level = 'over_budget' and total_spent <> order_value),
          'fully_used', count(*) filter (where level = 'over_budget' and total_spent = order_value),
          'critical', count(*) filter (where level = 'critical'),
          'warning', count(*) filter (where level = 'warning')) as counts,
        jsonb_agg(jsonb_build_object('id', id::text, 'purchaseOrderNo', purchase_order_no, 'shortText', order_short_text,
          'vendor', vendor_short_term, 'level', level, 'levelBefore', level_before, 'orderValue', order_value::text,
          'totalSpent', total_spent::text, 'utilizationPercent', utilization_percent::text,
          'cause', cause, 'facts', facts)
          order by rank) filter (where rank <= ${listedAlerts}::integer) as alerts
      from ranked group by alert_mail_from
    ), queued as (
      insert into public.email_outbox (organization_id, kind, recipient, dedupe_key, payload)
      select o.id, 'import_alerts', u.email, 'import_alerts:' || j.id || ':' || u.email,
        jsonb_build_object('organization', jsonb_build_object('name', o.name, 'currency', o.currency,
            'locale', coalesce(u.locale, o.locale)), 'importJobId', j.id, 'fileName', f.file_name, 'counts', figures.counts, 'alerts', figures.alerts,
          'again', (select coalesce(jsonb_agg(r.id::text order by r.rank), '[]'::jsonb) from ranked r
            where r.alert_mail_from = figures.alert_mail_from and (
              select t.taken_back_at is not null from private.told_crossings t
              where t.organization_id = o.id and t.user_id = u.user_id and t.purchase_order_no = r.purchase_order_no and t.level = r.level
              order by t.told_at desc limit 1)))
      from figures
      join public.organizations o on o.id = ${input.organizationId}
      join public.import_jobs j on j.organization_id = o.id and j.id = ${input.importJobId}
      join public.import_files f on f.organization_id = o.id and f.id = j.file_id
      join public.organization_members m on m.organization_id = o.id and m.status = 'active' and m.alert_emails
        and m.alert_mail_from = figures.alert_mail_from
      join public.user_profiles u on u.user_id = m.user_id
      on conflict (organization_id, dedupe_key) do nothing
      returning organization_id, id, recipient
    ), told as (
      insert into private.told_crossings (organization_id, import_job_id, user_id, purchase_order_no, level, email_id)
      select q.organization_id, ${input.importJobId}, u.user_id, r.purchase_order_no, r.level, q.id
      from queued q
      join public.user_profiles u on u.email = q.recipient
      join public.organization_members m on m.organization_id = q.organization_id and m.user_id = u.user_id
      join ranked r on r.alert_mail_from = m.alert_mail_from
    )
    insert into public.email_events (organization_id, email_id, event)
    select organization_id, id, 'queued' from queued
    returning id`;
  return added.length;
}

/**
 * Writes the mail about an import that failed into the outbox: to `to`, the operator, or else to those of the
 * organization's active admins who want it. Repeating it for the same import adds nothing.
 * @param input.reason a sentence for people, as the import's page shows it
 * @returns how many mails were added
 */
export async function queueImportFailedMail(
  sql: Sql | Transaction,
  input: { organizationId: string; importJobId: string; reason: string; to?: string },
): Promise<number> {
  const added = await sql`
    with recipients as (
      select ${input.to ?? null}::text as email where ${input.to ?? null}::text is not null
      union
      select u.email from public.organization_members m join public.user_profiles u on u.user_id = m.user_id
      where ${input.to ?? null}::text is null
        and m.organization_id = ${input.organizationId} and m.status = 'active' and m.role = 'admin'
        and m.import_failed_emails
    ), queued as (
      insert into public.email_outbox (organization_id, kind, recipient, dedupe_key, payload)
      select o.id, 'import_failed', r.email, 'import_failed:' || j.id || ':' || r.email,
        jsonb_build_object('organizationName', o.name, 'importJobId', j.id, 'fileName', f.file_name,
          'reason', ${input.reason}::text)
      from recipients r
      join public.organizations o on o.id = ${input.organizationId}
      join public.import_jobs j on j.organization_id = o.id and j.id = ${input.importJobId}
      join public.import_files f on f.organization_id = o.id and f.id = j.file_id
      on conflict (organization_id, dedupe_key) do nothing
      returning organization_id, id
    )
    insert into public.email_events (organization_id, email_id, event)
    select organization_id, id, 'queued' from queued
    returning id`;
  return added.length;
}

/**
 * Ends the waiting alert mail that nobody should receive any more: its recipient left the organization or turned
 * alert mail off, or the import was undone. A retry can come hours after the mail was written.
 */
async function withdrawAlertMail(sql: Sql): Promise<void> {
  await sql`
    with withdrawn as (
      update public.email_outbox o
      set status = case when o.provider is null then 'failed' else 'uncertain' end::public.email_status,
        last_error = 'Withdrawn: the recipient no longer receives alert mail, or the import was undone.'
      where o.status = 'pending' and o.next_attempt_at <= now() and o.kind in ('import_alerts', 'import_undone')
        and (not exists (
            select 1 from public.organization_members m join public.user_profiles u on u.user_id = m.user_id
            where m.organization_id = o.organization_id and m.status = 'active' and m.alert_emails and u.email = o.recipient)
          or o.kind = 'import_alerts' and exists (
            select 1 from public.import_jobs j
            where j.organization_id = o.organization_id and j.id = (o.payload ->> 'importJobId')::uuid and j.status = 'undone'))
      returning o.organization_id, o.id, o.status::text as status, o.last_error
    )
    insert into public.email_events (organization_id, email_id, event, detail)
    select organization_id, id, status, last_error from withdrawn`;
}

/** Makes the mails of other features, by kind. */
type MailTemplates = Readonly<
  Record<string, (mail: Pick<ClaimedMail, "payload" | "secret">, siteUrl: string) => Promise<MailContent>>
>;

/** Sends what is due in the outbox; see dispatchMail. Safe to run at any time and in several processes at once. */
export async function sendDueMail(
  sql: Sql,
  sender: MailSender,
  settings: Pick<Environment, "AESTRAK_SITE_URL" | "AESTRAK_OPS_EMAIL"> & { signal?: AbortSignal },
  templates: MailTemplates = {},
): Promise<DispatchReport> {
  await answerWithin(hangsAfter, withdrawAlertMail(sql));
  return dispatchMail(sql, sender, {
    render: async (mail) => {
      const template = templates[mail.kind];
      return template
        ? template(mail, settings.AESTRAK_SITE_URL)
        : renderMail(mail, settings.AESTRAK_SITE_URL);
    },
    operator: settings.AESTRAK_OPS_EMAIL,
    signal: settings.signal,
  });
}
