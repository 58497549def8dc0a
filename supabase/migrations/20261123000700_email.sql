-- Mail goes out from an outbox that is written in the transaction of what it tells.

create type public.email_status as enum ('pending', 'sending', 'sent', 'failed', 'uncertain');

create table public.email_outbox (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  kind text not null check (kind in ('import_alerts', 'import_failed')),
  recipient text not null,
  dedupe_key text not null,
  payload jsonb not null,
  status public.email_status not null default 'pending',
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  message_id text,
  last_error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  unique (organization_id, id),
  unique (organization_id, dedupe_key)
);
comment on table public.email_outbox is 'Mail to be sent, written in the transaction of what it tells.';
comment on column public.email_outbox.dedupe_key is 'What makes the mail one: kind, import and recipient. The second insert of a key does nothing.';
comment on column public.email_outbox.status is
  'sending: handed to the provider, answer outstanding. uncertain: that answer never came and the provider cannot tell; not repeated, so that nothing is sent twice.';
create index email_outbox_due_idx on public.email_outbox (next_attempt_at) where status in ('pending', 'sending');

create table public.email_events (
  id bigint generated always as identity primary key,
  organization_id uuid not null,
  email_id uuid not null,
  event text not null check (event in ('queued', 'sent', 'retry', 'failed', 'uncertain')),
  message_id text,
  detail text,
  created_at timestamptz not null default clock_timestamp(),
  foreign key (organization_id, email_id) references public.email_outbox (organization_id, id) on delete cascade
);
comment on table public.email_events is 'What became of each mail: attempts, provider ids, failures.';
create index email_events_email_idx on public.email_events (organization_id, email_id, id);

alter table public.email_outbox enable row level security;
alter table public.email_events enable row level security;
grant select on public.email_outbox, public.email_events to authenticated;
create policy email_outbox_select on public.email_outbox for select to authenticated
  using (organization_id in (select private.my_admin_organization_ids()));
create policy email_events_select on public.email_events for select to authenticated
  using (organization_id in (select private.my_admin_organization_ids()));
