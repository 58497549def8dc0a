-- Keys with which scripts reach AESTrak without a person at a browser.

create table public.api_tokens (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 80),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  prefix text not null check (prefix ~ '^aestrak_[A-Za-z0-9_-]{6}$'),
  scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['imports:read', 'imports:write']),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  foreign key (organization_id, created_by) references public.organization_members (organization_id, user_id) on delete cascade
);
comment on table public.api_tokens is
  'Keys of scripts to one organization. A key acts for the admin who made it, and only while they are an active admin. Written only by checked functions.';
comment on column public.api_tokens.token_hash is 'SHA-256 of the token, which is shown once and kept nowhere.';
comment on column public.api_tokens.prefix is 'How the token begins, by which people recognise it.';
comment on column public.api_tokens.scopes is 'What a bearer may do: imports:read, imports:write.';
comment on column public.api_tokens.expires_at is 'Null: works until it is revoked.';
comment on column public.api_tokens.last_used_at is 'Exact to the minute.';
create index api_tokens_maker_idx on public.api_tokens (organization_id, created_by);

alter table public.api_tokens enable row level security;
-- Everything of a token but its hash, which no reader needs.
grant select (id, organization_id, name, prefix, scopes, created_by, created_at, expires_at, last_used_at, revoked_at)
  on public.api_tokens to authenticated;
create policy api_tokens_select on public.api_tokens for select to authenticated
  using (organization_id in (select private.my_admin_organization_ids()));
