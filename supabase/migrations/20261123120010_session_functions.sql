-- How a session is noted, and how it ends.

create function private.end_sessions(ids uuid[], reason text) returns integer
language plpgsql set search_path = '' as $$
declare
  ended integer;
begin
  begin
    -- First, so that a request which is noting one of them at this moment finds nothing to note; and so that the Auth server gives no new token for it either.
    delete from auth.sessions a where a.id = any ($1);
  exception when insufficient_privilege then
    -- Where its tables are out of reach, our own row refuses whatever token it gives.
    raise warning 'The Auth server''s own sessions could not be deleted.';
  end;
  update public.user_sessions s set ended_at = now(), end_reason = $2 where s.id = any ($1) and s.ended_at is null;
  get diagnostics ended = row_count;
  return ended;
end;
$$;
comment on function private.end_sessions(uuid[], text) is 'Ends these sessions here and at the Auth server. Returns how many were open.';

create function private.end_sessions_but(user_id uuid, kept uuid, reason text) returns integer
language sql set search_path = '' as $$
  -- Also those of which only the Auth server knows: begun past our server, and not used here yet.
  select private.end_sessions(array(
    select s.id from public.user_sessions s where s.user_id = $1 and s.ended_at is null and s.id is distinct from $2
    union select a.id from auth.sessions a where a.user_id = $1 and a.id is distinct from $2), $3)
$$;
comment on function private.end_sessions_but(uuid, uuid, text) is 'Ends all sessions of a person but one. Returns how many were open here.';

create function private.note_session(
  session uuid, user_id uuid, address inet, user_agent text,
  unused interval, longest interval, has_second_factor boolean, plans_that_ask text[]
) returns public.user_sessions
language plpgsql set search_path = '' as $$
declare
  known public.user_sessions;
  over text;
  asks boolean := $7 or $8 is not null and (
    exists (select from private.recovery_codes c where c.user_id = $2)
    or exists (
      select from public.organization_members m join public.subscriptions s on s.organization_id = m.organization_id
      where m.user_id = $2 and m.status = 'active' and m.role = 'admin' and s.plan::text = any ($8)));
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
  if known.last_seen_at < now() - interval '1 minute' or known.needs_second_factor <> asks then
    update public.user_sessions s set last_seen_at = now(), ip_address = $3, user_agent = left($4, 400),
      expires_at = least(now() + $5, s.created_at + $6), needs_second_factor = asks
    where s.id = known.id and s.ended_at is null
    returning s.* into known;
  end if;
  return known;
end;
$$;
comment on function private.note_session(uuid, uuid, inet, text, interval, interval, boolean, text[]) is
  'Called with each request of a session that the Auth server has just vouched for. Writes at most once a minute. '
  'Takes how long a session lasts unused and at the longest, whether its owner has a second factor, and the plans that ask their admins '
  'for one (null where the Auth server offers none). Returns null when it is over.';

create function private.sweep_sessions() returns void
language sql set search_path = '' as $$
  select private.end_sessions(array_agg(s.id), 'unused')
  from public.user_sessions s where s.ended_at is null and s.expires_at <= now() having count(*) > 0;
  delete from public.user_sessions s where s.ended_at < now() - interval '30 days';
$$;
comment on function private.sweep_sessions() is 'Ends at the Auth server what has run out here, and forgets what ended 30 days ago. The worker calls it.';

create function private.audit_account(user_id uuid, action text, before jsonb default null, after jsonb default null, acted_by uuid default auth.uid())
returns void
language plpgsql set search_path = '' as $$
declare
  organization uuid;
  in_any boolean := false;
begin
  -- Whoever is in several organizations writes into several chains: always in the same order.
  for organization in
    select m.organization_id from public.organization_members m where m.user_id = $1 and m.status = 'active' order by 1
  loop
    in_any := true;
    perform private.audit(organization, $2, 'user', $1::text, $3, $4, $5);
  end loop;
  -- Somebody who belongs to no organization yet is still recorded, once, outside all of them.
  if not in_any then
    perform private.audit(null, $2, 'user', $1::text, $3, $4, $5);
  end if;
end;
$$;
comment on function private.audit_account(uuid, text, jsonb, jsonb, uuid) is
  'Records what happened to a person''s account, for the admins of each organization they are active in.';

create or replace function private.audit_own_account(action text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select private.my_user_id());
begin
  if me is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  perform private.audit_account(me, $1);
end;
$$;

create function private.session_facts(known public.user_sessions) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('signed_in_at', $1.created_at, 'last_seen_at', $1.last_seen_at,
    'address', host($1.ip_address), 'browser', $1.user_agent)
$$;
comment on function private.session_facts(public.user_sessions) is 'What the audit log says of a session. Not its id: that is in tokens.';

create function public.end_session(session uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select private.my_user_id());
  known public.user_sessions;
begin
  select s.* into known from public.user_sessions s where s.id = $1 and s.user_id = me and s.ended_at is null for update;
  if known.id is null then
    raise exception 'This session is over already.' using errcode = 'AE404';
  end if;
  perform private.end_sessions(array[known.id], 'ended_by_user');
  perform private.audit_account(me, 'user.session_ended', private.session_facts(known));
end;
$$;
comment on function public.end_session(uuid) is 'The signed-in user ends one of their own sessions, also on a device that is out of reach. It opens nothing from then on.';

create function public.end_other_sessions() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select private.my_user_id());
  others public.user_sessions[];
begin
  if me is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  others := array(
    select s from public.user_sessions s
    where s.user_id = me and s.ended_at is null and s.id is distinct from (auth.jwt() ->> 'session_id')::uuid
    for update);
  perform private.end_sessions_but(me, (auth.jwt() ->> 'session_id')::uuid, 'ended_by_user');
  if cardinality(others) > 0 then
    perform private.audit_account(me, 'user.sessions_ended',
      jsonb_build_object('sessions', (select jsonb_agg(private.session_facts(o)) from unnest(others) o)));
  end if;
  return cardinality(others);
end;
$$;
comment on function public.end_other_sessions() is 'The signed-in user ends all of their sessions but the one that asks. Returns how many there were.';

grant execute on function public.end_session(uuid), public.end_other_sessions() to authenticated;
