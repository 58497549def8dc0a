-- What a mail must hold and nobody else may read (the token of an invitation) lies apart from the mail's payload,
-- which admins see, and only until the mail has left or was given up.

create table private.mail_secrets (
  email_id uuid primary key references public.email_outbox (id) on delete cascade,
  secret text not null
);
comment on table private.mail_secrets is 'Secrets of mails that are not sent yet. Removed as soon as their mail is sent or given up.';
alter table private.mail_secrets enable row level security;

create function private.forget_mail_secret() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.mail_secrets s where s.email_id = new.id;
  return null;
end;
$$;
create trigger email_outbox_forget_secret after update of status on public.email_outbox
  for each row when (new.status in ('sent', 'failed', 'uncertain')) execute function private.forget_mail_secret();

alter table public.email_outbox
  drop constraint email_outbox_kind_check,
  add constraint email_outbox_kind_check check (kind in ('import_alerts', 'import_failed', 'mail_failed', 'invitation'));
