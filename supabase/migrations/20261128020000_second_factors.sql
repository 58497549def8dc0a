-- Second factors of our own, for everybody and wherever AESTrak runs: what a person has, and the proof on the row of the
-- session that showed one. No token says it any more.

create table public.second_factors (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  kind text not null check (kind in ('app', 'passkey')),
  name text not null check (name ~ '\S' and length(name) <= 60),
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
comment on table public.second_factors is
  'What people show after their password: authenticator apps and passkeys. What a code or a signature is checked with lies apart, where nobody of the API reads.';
comment on column public.second_factors.name is 'By which its owner tells it from their others.';
comment on column public.second_factors.last_used_at is 'When it was last shown; null when never since it was set up.';
create index second_factors_user_id_idx on public.second_factors (user_id);
alter table public.second_factors enable row level security;
grant select on public.second_factors to authenticated;
create policy second_factors_select on public.second_factors for select to authenticated
  using (user_id = (select private.my_user_id()));

create table private.authenticator_apps (
  factor_id uuid primary key references public.second_factors (id) on delete cascade,
  sealed_secret bytea not null,
  last_step bigint not null
);
comment on table private.authenticator_apps is 'What the codes of authenticator apps (RFC 6238) are checked with.';
comment on column private.authenticator_apps.sealed_secret is
  'The 160 bits that the app has as well, sealed with a key of the installation that the database doesn''t know (src/libs/sealing.ts).';
comment on column private.authenticator_apps.last_step is
  'The step of 30 seconds, since 1970, of the last code that was taken. Codes of it and of earlier ones are refused: each works once.';
alter table private.authenticator_apps enable row level security;

create table private.second_factor_beginnings (
  session_id uuid not null references public.user_sessions (id) on delete cascade,
  purpose text not null check (purpose in ('add_app', 'add_passkey', 'show_passkey')),
  challenge bytea not null,
  expires_at timestamptz not null,
  primary key (session_id, purpose)
);
comment on table private.second_factor_beginnings is
  'What a session has begun and not finished: a new one of the same purpose takes its place, and finishing it removes it.';
comment on column private.second_factor_beginnings.challenge is 'What a passkey is to sign; of a new app, its sealed secret.';
alter table private.second_factor_beginnings enable row level security;

alter table public.user_sessions add column second_factor_at timestamptz;
comment on column public.user_sessions.second_factor_at is 'When this session last showed a second factor; null when it has not.';
comment on column public.user_sessions.needs_second_factor is 'It opens nothing while second_factor_at is null.';

alter table public.organizations add column requires_second_factor boolean not null default false;
comment on column public.organizations.requires_second_factor is
  'Whether its admins want a second factor of everybody in it. Counts while its plan includes that: private.enforces_second_factor.';

create or replace function private.my_user_id() returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  claims jsonb := auth.jwt();
begin
  -- A token that was signed for another application opens nothing. PostgREST looks at the audience only where it is told
  -- to, and the embedded gateway never does. Claims of our own server, on its direct connection, name none.
  if coalesce(claims ->> 'aud', 'authenticated') <> 'authenticated' then
    return null;
  end if;
  -- Both Auth servers write the session into every token of a person. Claims without one come from our own server, on
  -- its direct connection: a script's token, or somebody who is logging in at this moment.
  if claims ->> 'session_id' is null then
    return auth.uid();
  end if;
  return (
    select s.user_id from public.user_sessions s
    where s.id = (claims ->> 'session_id')::uuid and s.user_id = auth.uid()
      and s.ended_at is null and s.expires_at > now()
      and (not s.needs_second_factor or s.second_factor_at is not null));
end;
$$;

create function private.enforces_second_factor(plan public.subscription_plan) returns boolean
language sql immutable set search_path = '' as $$ select $1 = 'enterprise' $$;
comment on function private.enforces_second_factor(public.subscription_plan) is
  'Whether organizations on a plan may require a second factor. The same stands in src/libs/entitlements.ts.';

create function private.needs_second_factor(user_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from public.second_factors f where f.user_id = $1)
    -- Whoever used a recovery code has lost theirs, and sets another up.
    or exists (select from private.recovery_codes c where c.user_id = $1)
    or exists (
      select from public.organization_members m
      join public.organizations o on o.id = m.organization_id and o.requires_second_factor
      join public.subscriptions s on s.organization_id = o.id and private.enforces_second_factor(s.plan)
      where m.user_id = $1 and m.status = 'active')
$$;
comment on function private.needs_second_factor(uuid) is 'Whether the sessions of a person open nothing before they showed a second factor.';

create function private.ask_for_second_factors(user_ids uuid[]) returns void
language sql set search_path = '' as $$
  update public.user_sessions s set needs_second_factor = true
  where s.user_id = any ($1) and s.ended_at is null and not s.needs_second_factor and private.needs_second_factor(s.user_id)
$$;
comment on function private.ask_for_second_factors(uuid[]) is
  'Has the open sessions of these people owe a second factor where they have come to need one: with the commit, also those that never ask our server again.';

create function private.ask_member_for_second_factor() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.ask_for_second_factors(array[new.user_id]);
  return null;
end;
$$;
create trigger organization_members_ask_second_factor after insert or update of status on public.organization_members
  for each row when (new.status = 'active') execute function private.ask_member_for_second_factor();

create function private.ask_members_for_second_factor() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.ask_for_second_factors(array(
    select m.user_id from public.organization_members m where m.status = 'active'
      and m.organization_id = (to_jsonb(new) ->> tg_argv[0])::uuid));
  return null;
end;
$$;
create trigger organizations_ask_second_factor after update of requires_second_factor on public.organizations
  for each row when (new.requires_second_factor and not old.requires_second_factor)
  execute function private.ask_members_for_second_factor('id');
create trigger subscriptions_ask_second_factor after insert or update of plan on public.subscriptions
  for each row when (private.enforces_second_factor(new.plan)) execute function private.ask_members_for_second_factor('organization_id');

drop function private.note_session(uuid, uuid, inet, text, interval, interval, boolean, text[]);
create function private.note_session(
  session uuid, user_id uuid, address inet, user_agent text, unused interval, longest interval, auth_server_asks boolean
) returns public.user_sessions
language plpgsql set search_path = '' as $$
declare
  known public.user_sessions;
  over text;
  asks boolean := $7 or private.needs_second_factor($2);
  -- A proof lasts no longer than there is something to show.
  has_one boolean := exists (select from public.second_factors f where f.user_id = $2)
    or $7 and not exists (select from private.recovery_codes c where c.user_id = $2);
begin
  select s.* into known from public.user_sessions s where s.id = $1;
  if not found then
    -- The first request after logging in. Its age counts from the Auth server's record, so that a session which was
    -- forgotten here is not young again.
    insert into public.user_sessions (id, user_id, ip_address, user_agent, created_at, expires_at, needs_second_factor)
    select a.id, a.user_id, $3, left($4, 400), a.created_at, least(now() + $5, a.created_at + $6), asks
    from auth.sessions a where a.id = $1 and a.user_id = $2
    on conflict (id) do nothing;
    select s.* into known from public.user_sessions s where s.id = $1;
  end if;
  if known.id is null or known.user_id <> $2 or known.ended_at is not null then
    return null;
  end if;
  over := case
    when now() >= known.created_at + $6 then 'too_old'
    when now() >= known.last_seen_at + $5 or now() >= known.expires_at then 'unused'
  end;
  if over is not null then
    perform private.end_sessions(array[known.id], over);
    return null;
  end if;
  if known.last_seen_at < now() - interval '1 minute' or known.needs_second_factor <> asks
    or known.second_factor_at is not null and not has_one then
    update public.user_sessions s set last_seen_at = now(), ip_address = $3, user_agent = left($4, 400),
      expires_at = least(now() + $5, s.created_at + $6), needs_second_factor = asks,
      second_factor_at = case when has_one then s.second_factor_at end
    where s.id = known.id and s.ended_at is null
    returning s.* into known;
  end if;
  return known;
end;
$$;
comment on function private.note_session(uuid, uuid, inet, text, interval, interval, boolean) is
  'Called with each request of a session that the Auth server has just vouched for. Writes at most once a minute. '
  'Takes how long a session lasts unused and at the longest, and whether the Auth server itself knows a second factor that is to be shown. '
  'Returns null when it is over.';

create function private.is_fresh(second_factor_at timestamptz) returns boolean
language sql stable set search_path = '' as $$ select coalesce($1 > now() - interval '10 minutes', false) $$;
comment on function private.is_fresh(timestamptz) is 'Whether a second factor was shown recently enough to change second factors.';
