-- Every audit entry carries the hash of the one before it, so that an entry which was altered or taken out past
-- all triggers (by a superuser, in a restored backup) leaves a mark that can be found.

create table private.audit_heads (
  chain_id uuid primary key,
  entry_number bigint not null,
  entry_hash bytea not null
);
comment on table private.audit_heads is
  'The last entry of each organization''s audit chain. Its row is locked by who appends, until they commit, so that a chain never forks.';
comment on column private.audit_heads.chain_id is 'The organization; all zeros for entries that belong to none.';
alter table private.audit_heads enable row level security;

alter table public.audit_logs
  add column entry_number bigint,
  add column previous_hash bytea,
  add column entry_hash bytea;
comment on column public.audit_logs.entry_number is 'Counts the entries of one organization from 1, without gaps, in the order of their commits.';
comment on column public.audit_logs.previous_hash is 'entry_hash of the entry before; 32 zero bytes in the first.';
comment on column public.audit_logs.entry_hash is 'SHA-256 over previous_hash and everything that this entry says; see private.audit_entry_hash.';

create function private.audit_chain_of(organization_id uuid) returns uuid
language sql immutable set search_path = '' as $$
  select coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid)
$$;

create function private.audit_entry_hash(entry public.audit_logs) returns bytea
language sql stable set search_path = '' as $$
  -- jsonb writes its keys in one order and its strings in one way. What depends on a session's settings is written
  -- out: the instant in UTC. The contents as text, so that no JSON null passes for a missing value.
  select sha256($1.previous_hash || convert_to(jsonb_build_object(
    'organization_id', $1.organization_id, 'entry_number', $1.entry_number, 'id', $1.id, 'acted_by', $1.acted_by,
    'action', $1.action, 'entity_type', $1.entity_type, 'entity_id', $1.entity_id,
    'before', $1.before::text, 'after', $1.after::text,
    'ip_address', $1.ip_address::text, 'user_agent', $1.user_agent, 'request_id', $1.request_id,
    'created_at', to_char($1.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'))::text, 'UTF8'))
$$;
comment on function private.audit_entry_hash(public.audit_logs) is
  'What entry_hash has to be: SHA-256 over previous_hash and the whole entry in a fixed form.';

create function private.chain_audit_entry() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  chain uuid := private.audit_chain_of(new.organization_id);
  head private.audit_heads;
begin
  -- The foreign key would lock the organization's row only after the head; somebody who changes the organization
  -- locks that row first and the head afterwards. Taken in the same order, neither waits for the other for ever.
  perform from public.organizations o where o.id = new.organization_id for key share;
  select h.* into head from private.audit_heads h where h.chain_id = chain for update;
  if not found then
    insert into private.audit_heads (chain_id, entry_number, entry_hash)
    values (chain, 0, decode(repeat('00', 32), 'hex')) on conflict (chain_id) do nothing;
    select h.* into head from private.audit_heads h where h.chain_id = chain for update;
  end if;
  new.entry_number := head.entry_number + 1;
  new.previous_hash := head.entry_hash;
  new.entry_hash := private.audit_entry_hash(new);
  update private.audit_heads h set entry_number = new.entry_number, entry_hash = new.entry_hash where h.chain_id = chain;
  return new;
end;
$$;
comment on function private.chain_audit_entry() is
  'Appends an entry to its organization''s chain. Writers of one organization take turns from here to their commit, so audit last.';

-- The entries that there are, in the order in which they were written.
alter table public.audit_logs disable trigger audit_logs_append_only;
do $$
declare
  entry public.audit_logs;
  head private.audit_heads;
begin
  for entry in select a.* from public.audit_logs a order by private.audit_chain_of(a.organization_id), a.id loop
    if head.chain_id is distinct from private.audit_chain_of(entry.organization_id) then
      head := (private.audit_chain_of(entry.organization_id), 0, decode(repeat('00', 32), 'hex'));
    end if;
    entry.entry_number := head.entry_number + 1;
    entry.previous_hash := head.entry_hash;
    entry.entry_hash := private.audit_entry_hash(entry);
    update public.audit_logs a
    set entry_number = entry.entry_number, previous_hash = entry.previous_hash, entry_hash = entry.entry_hash
    where a.id = entry.id;
    head.entry_number := entry.entry_number;
    head.entry_hash := entry.entry_hash;
    insert into private.audit_heads values (head.chain_id, head.entry_number, head.entry_hash)
    on conflict (chain_id) do update set entry_number = excluded.entry_number, entry_hash = excluded.entry_hash;
  end loop;
end;
$$;
alter table public.audit_logs enable trigger audit_logs_append_only;

alter table public.audit_logs
  alter column entry_number set not null,
  alter column previous_hash set not null,
  alter column entry_hash set not null;
create unique index audit_logs_chain_idx on public.audit_logs (organization_id, entry_number) nulls not distinct;
create trigger audit_logs_chain before insert on public.audit_logs
  for each row execute function private.chain_audit_entry();
