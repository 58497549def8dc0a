-- Mail about a person's own account belongs to no organization: no admin reads it, not even that there was any, which
-- would tell whether an address has an account.

alter table public.email_outbox
  alter column organization_id drop not null,
  drop constraint email_outbox_kind_check,
  add constraint email_outbox_kind_check check (kind in ('import_alerts', 'import_failed', 'mail_failed', 'invitation', 'email_change', 'account_notice'));
alter table public.email_events alter column organization_id drop not null;
comment on column public.email_outbox.organization_id is 'Whose mail it is; null for mail about a person''s own account, which only the operator may read.';
comment on column public.email_events.organization_id is 'As in the mail''s own row.';
create unique index email_outbox_account_dedupe_idx on public.email_outbox (dedupe_key) where organization_id is null;
create index email_outbox_account_idx on public.email_outbox (created_at) where organization_id is null;
create index email_events_account_idx on public.email_events (email_id) where organization_id is null;

create function private.forget_account_mail(condition_recipients text[], before_instant timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  gone uuid[];
begin
  with old as (
    delete from public.email_outbox e
    where e.organization_id is null and e.status in ('sent', 'failed', 'uncertain')
      and (e.created_at < $2 or e.recipient = any($1) or e.payload ->> 'oldEmail' = any($1))
    returning e.id
  )
  select array(select id from old) into gone;
  -- Without an organization there is no key by which these would go along.
  delete from public.email_events v where v.organization_id is null and v.email_id = any(gone);
end;
$$;
comment on function private.forget_account_mail(text[], timestamptz) is
  'Removes account mail that is done with: about the accounts of these addresses, and about anybody''s when it is older than the instant.';

create function private.queue_account_mail(kind text, recipient text, payload jsonb, secret text default null) returns void
language plpgsql set search_path = '' as $$
declare
  mail_id uuid := gen_random_uuid();
begin
  perform private.forget_account_mail('{}', now() - interval '30 days');
  insert into public.email_outbox (id, organization_id, kind, recipient, dedupe_key, payload)
  values (mail_id, null, $1, $2, $1 || ':' || mail_id, $3);
  if $4 is not null then
    insert into private.mail_secrets (email_id, secret) values (mail_id, $4);
  end if;
  insert into public.email_events (organization_id, email_id, event) values (null, mail_id, 'queued');
end;
$$;
comment on function private.queue_account_mail(text, text, jsonb, text) is
  'Queues a mail about a person''s own account, and removes those that are older than 30 days.';
