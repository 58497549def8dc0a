-- Sessions: where a person is logged in, until when, and what ended it. The Auth server's tokens outlive a session that
-- was ended, so every policy and checked function asks here.

create table public.user_sessions (
  id uuid primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  ip_address inet,
  user_agent text check (length(user_agent) <= 400),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  needs_second_factor boolean not null default false,
  ended_at timestamptz,
  end_reason text check (end_reason in
    ('signed_out', 'ended_by_user', 'password_changed', 'second_factor_reset', 'unused', 'too_old')),
  check ((ended_at is null) = (end_reason is null))
);
comment on table public.user_sessions is
  'The sessions of every person, by the session_id of their access tokens. A session that is not here, or is over, opens nothing.';
comment on column public.user_sessions.id is 'session_id in the access token, and the id in auth.sessions. Not a foreign key: the Auth server deletes its own.';
comment on column public.user_sessions.ip_address is 'Where the last request came from that was noted.';
comment on column public.user_sessions.user_agent is 'The browser of the last request that was noted, as it names itself.';
comment on column public.user_sessions.created_at is 'When its owner logged in, as the Auth server says.';
comment on column public.user_sessions.last_seen_at is 'The last request, to the minute.';
comment on column public.user_sessions.expires_at is 'When it ends by itself: moved on by each noted request, never past the longest time that a session lasts.';
comment on column public.user_sessions.needs_second_factor is 'It opens nothing before its token says that a second factor was shown (aal2).';
comment on column public.user_sessions.ended_at is 'Null while it lasts. An ended one is kept for 30 days, longer than any of its tokens.';
create index user_sessions_user_id_idx on public.user_sessions (user_id);
create index user_sessions_over_idx on public.user_sessions (coalesce(ended_at, expires_at));

create function private.my_user_id() returns uuid
language sql stable security definer set search_path = '' as $$
  select case
    -- Both Auth servers write the session into every token of a person. Claims without one come from our own server,
    -- on its direct connection: a script's token, or somebody who is logging in at this moment.
    when auth.jwt() ->> 'session_id' is null then auth.uid()
    else (
      select s.user_id from public.user_sessions s
      where s.id = (auth.jwt() ->> 'session_id')::uuid and s.user_id = auth.uid()
        and s.ended_at is null and s.expires_at > now()
        and (not s.needs_second_factor or auth.jwt() ->> 'aal' = 'aal2'))
  end
$$;
comment on function private.my_user_id() is
  'The signed-in user while their session lasts, else null. Everything that a person may see or do hangs on it, once per query.';
grant execute on function private.my_user_id() to authenticated;

create or replace function private.my_organization_ids() returns setof uuid
language sql stable security definer set search_path = '' rows 3 as $$
  select m.organization_id from public.organization_members m
  where m.user_id = (select private.my_user_id()) and m.status = 'active'
$$;

create or replace function private.my_admin_organization_ids() returns setof uuid
language sql stable security definer set search_path = '' rows 3 as $$
  select m.organization_id from public.organization_members m
  where m.user_id = (select private.my_user_id()) and m.status = 'active' and m.role = 'admin'
$$;

alter policy user_profiles_select on public.user_profiles
  using (user_id = (select private.my_user_id()) or user_id in (select private.my_colleague_ids()));
alter policy user_profiles_update on public.user_profiles
  using (user_id = (select private.my_user_id())) with check (user_id = (select private.my_user_id()));

alter table public.user_sessions enable row level security;
grant select on public.user_sessions to authenticated;
create policy user_sessions_select on public.user_sessions for select to authenticated
  using (user_id = (select private.my_user_id()));
