import type { Transaction } from "@/libs/database";

/** The longest list that a mail shows; what is beyond it is counted. */
const listedCrossings = 50;

/**
 * Corrects, in the transaction that undoes an import, what its mail has told: mail that still waits is ended, and whoever
 * got one is told once which of its crossings no longer hold. A crossing is an order and the level that it reached; it
 * still holds where the order's alert stands at that level or a higher one after the undo.
 * @returns how many mails were added
 */
export async function queueCorrectionMail(
  sql: Transaction,
  input: { organizationId: string; importJobId: string },
): Promise<number> {
  await endWaitingMail(sql, input);
  // What never went out was never told.
  await sql`
    delete from private.told_crossings t using public.email_outbox e
    where t.organization_id = ${input.organizationId} and t.import_job_id = ${input.importJobId}
      and e.organization_id = t.organization_id and e.id = t.email_id and e.status not in ('sending', 'sent', 'uncertain')`;
  const added = await sql`
    with taken_back as (
      update private.told_crossings t set taken_back_at = now()
      where t.organization_id = ${input.organizationId} and t.import_job_id = ${input.importJobId} and t.taken_back_at is null
        and not exists (select 1 from public.alerts a
          where a.organization_id = t.organization_id and a.purchase_order_no = t.purchase_order_no
            and a.status <> 'resolved' and a.level >= t.level)
      returning t.user_id, t.purchase_order_no, t.level
    ), ranked as (
      select t.user_id, t.purchase_order_no, t.level, a.id as alert_id, a.level as level_now, p.order_short_text, p.vendor_short_term,
        row_number() over (partition by t.user_id order by t.level desc, t.purchase_order_no) as rank
      from taken_back t
      left join public.alerts a on a.organization_id = ${input.organizationId} and a.purchase_order_no = t.purchase_order_no
        and a.status <> 'resolved'
      left join public.purchase_orders p on p.organization_id = ${input.organizationId} and p.purchase_order_no = t.purchase_order_no
    ), told as (
      select user_id, count(*)::integer as count,
        jsonb_agg(jsonb_build_object('purchaseOrderNo', purchase_order_no, 'shortText', order_short_text, 'vendor', vendor_short_term,
          'level', level, 'levelNow', level_now, 'alertId', alert_id::text) order by rank)
          filter (where rank <= ${listedCrossings}::integer) as crossings
      from ranked group by user_id
    ), queued as (
      insert into public.email_outbox (organization_id, kind, recipient, dedupe_key, payload)
      select o.id, 'import_undone', u.email, 'import_undone:' || j.id || ':' || u.email,
        jsonb_build_object('organizationName', o.name, 'importJobId', j.id, 'fileName', f.file_name,
          'count', told.count, 'crossings', told.crossings)
      from told
      join public.organizations o on o.id = ${input.organizationId}
      join public.import_jobs j on j.organization_id = o.id and j.id = ${input.importJobId}
      join public.import_files f on f.organization_id = o.id and f.id = j.file_id
      join public.organization_members m on m.organization_id = o.id and m.user_id = told.user_id and m.status = 'active' and m.alert_emails
      join public.user_profiles u on u.user_id = told.user_id
      on conflict (organization_id, dedupe_key) do nothing
      returning organization_id, id
    )
    insert into public.email_events (organization_id, email_id, event)
    select organization_id, id, 'queued' from queued
    returning id`;
  return added.length;
}

/** A dispatcher that has one of them in hand already keeps it; it then counts as told. */
async function endWaitingMail(
  sql: Transaction,
  input: { organizationId: string; importJobId: string },
): Promise<void> {
  await sql`
    with ended as (
      update public.email_outbox o
      set status = case when o.provider is null then 'failed' else 'uncertain' end::public.email_status,
        last_error = 'Withdrawn: the import was undone.'
      where o.organization_id = ${input.organizationId} and o.kind = 'import_alerts' and o.status = 'pending'
        and o.payload ->> 'importJobId' = ${input.importJobId}
      returning o.organization_id, o.id, o.status::text as status, o.last_error
    )
    insert into public.email_events (organization_id, email_id, event, detail)
    select organization_id, id, status, last_error from ended`;
}
