-- The audit log: who did what, when, from where. Append-only for every role, its owner included.

create table public.audit_logs (
  id bigint generated always as identity primary key,
  organization_id uuid references public.organizations (id) on delete restrict,
  acted_by uuid,
  action text not null check (length(action) between 1 and 80),
  entity_type text not null,
  entity_id text,
  before jsonb,
  after jsonb,
  ip_address inet,
  user_agent text,
  request_id text,
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.audit_logs is 'What people and jobs did. No role can change or delete an entry.';
comment on column public.audit_logs.acted_by is 'The user, or null for a job of AESTrak itself. Not a foreign key: the entry outlives the account.';
comment on column public.audit_logs.organization_id is 'Null only for what belongs to no organization, such as a failed sign-in.';
create index audit_logs_organization_idx on public.audit_logs (organization_id, id desc);
create index audit_logs_entity_idx on public.audit_logs (organization_id, entity_type, entity_id, id desc);

create function private.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'The audit log is append-only: % is refused.', lower(tg_op) using errcode = 'insufficient_privilege';
end;
$$;
create trigger audit_logs_append_only before update or delete on public.audit_logs
  for each row execute function private.refuse_change();
create trigger audit_logs_no_truncate before truncate on public.audit_logs
  for each statement execute function private.refuse_change();

create function private.request_context() returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(nullif(current_setting('aestrak.request', true), '')::jsonb, '{}'::jsonb)
$$;
comment on function private.request_context() is
  'What the web server says of the request it acts for: {"ip", "user_agent", "request_id"}. Set per transaction; empty for jobs.';

create function private.audit(
  organization_id uuid, action text, entity_type text, entity_id text,
  before jsonb default null, after jsonb default null, acted_by uuid default auth.uid()
) returns void
language sql security definer set search_path = '' as $$
  insert into public.audit_logs (organization_id, acted_by, action, entity_type, entity_id, before, after, ip_address, user_agent, request_id)
  select $1, $7, $2, $3, $4, $5, $6,
    nullif(c.context ->> 'ip', '')::inet, left(c.context ->> 'user_agent', 400), c.context ->> 'request_id'
  from (select private.request_context() as context) c
$$;
comment on function private.audit(uuid, text, text, text, jsonb, jsonb, uuid) is
  'Writes one audit entry in the caller''s transaction. Not executable by the API roles: only checked functions call it.';

alter table public.audit_logs enable row level security;
grant select on public.audit_logs to authenticated;
create policy audit_logs_select on public.audit_logs for select to authenticated
  using (organization_id in (select private.my_admin_organization_ids()));
