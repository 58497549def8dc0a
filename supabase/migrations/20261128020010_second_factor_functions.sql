-- How a second factor is set up, shown, removed and replaced. The web server judges codes and signatures, which needs the
-- installation's key; what it found counts through these functions, on its own connection, and for nobody of the API.

create function private.lasting_session(user_id uuid, session uuid) returns public.user_sessions
language plpgsql set search_path = '' as $$
declare
  known public.user_sessions;
begin
  select s.* into known from public.user_sessions s
  where s.id = $2 and s.user_id = $1 and s.ended_at is null and s.expires_at > now() for update;
  if known.id is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  return known;
end;
$$;
comment on function private.lasting_session(uuid, uuid) is 'A session of this person that is not over, locked; also one that owes its second factor.';

create function private.require_fresh_second_factor(known public.user_sessions) returns void
language plpgsql stable set search_path = '' as $$
begin
  if exists (select from public.second_factors f where f.user_id = known.user_id) and not private.is_fresh(known.second_factor_at) then
    raise exception 'Show your second factor once more first.' using errcode = 'AE403';
  end if;
end;
$$;
comment on function private.require_fresh_second_factor(public.user_sessions) is
  'Refuses a session that has not shown a second factor within ten minutes, unless its owner has none.';

create or replace function private.require_second_factor() returns uuid
language plpgsql stable set search_path = '' as $$
declare
  me uuid := (select private.my_user_id());
  known public.user_sessions;
begin
  select s.* into known from public.user_sessions s where s.id = (auth.jwt() ->> 'session_id')::uuid and s.user_id = me;
  if not private.is_fresh(known.second_factor_at) then
    raise exception 'Show your second factor once more first.' using errcode = 'AE403';
  end if;
  return me;
end;
$$;
comment on function private.require_second_factor() is
  'The signed-in user, whose session showed a second factor within ten minutes; refuses everybody else.';

create function private.begin_second_factor(user_id uuid, session uuid, purpose text, challenge bytea) returns void
language plpgsql set search_path = '' as $$
declare
  known public.user_sessions := private.lasting_session($1, $2);
begin
  if $3 <> 'show_passkey' then
    perform private.require_fresh_second_factor(known);
  end if;
  delete from private.second_factor_beginnings b where b.expires_at <= now();
  insert into private.second_factor_beginnings as b (session_id, purpose, challenge, expires_at)
  values ($2, $3, $4, now() + case $3 when 'add_app' then interval '15 minutes' else interval '5 minutes' end)
  on conflict on constraint second_factor_beginnings_pkey do update set challenge = excluded.challenge, expires_at = excluded.expires_at;
end;
$$;
comment on function private.begin_second_factor(uuid, uuid, text, bytea) is
  'Keeps what a session is to answer, for five minutes (a new app: fifteen), in place of what it had begun of the same kind.';

create function private.begun_second_factor(user_id uuid, session uuid, purpose text) returns bytea
language sql stable set search_path = '' as $$
  select b.challenge from private.second_factor_beginnings b join public.user_sessions s on s.id = b.session_id
  where s.user_id = $1 and s.id = $2 and b.purpose = $3 and b.expires_at > now()
$$;
comment on function private.begun_second_factor(uuid, uuid, text) is 'What a session has begun, or null.';

create function private.take_second_factor_beginning(session uuid, purpose text) returns bytea
language sql set search_path = '' as $$
  delete from private.second_factor_beginnings b where b.session_id = $1 and b.purpose = $2 and b.expires_at > now() returning b.challenge
$$;
comment on function private.take_second_factor_beginning(uuid, text) is 'What a session has begun, which is over by this; null when there is nothing, or another took it.';

create function private.note_second_factor(session uuid) returns void
language sql set search_path = '' as $$
  update public.user_sessions s set second_factor_at = now(), needs_second_factor = true where s.id = $1 and s.ended_at is null
$$;
comment on function private.note_second_factor(uuid) is 'Notes that a session has just shown a second factor.';

create function private.add_second_factor(known public.user_sessions, kind text, name text, hashes bytea[]) returns uuid
language plpgsql set search_path = '' as $$
declare
  me uuid := known.user_id;
  added uuid;
  others integer;
begin
  perform private.require_fresh_second_factor(known);
  -- Two that are set up at once are not both the first.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('second factors of ' || me, 0));
  select count(*) into others from public.second_factors f where f.user_id = me;
  if others >= 20 then
    raise exception 'You have 20 second factors. Remove one that you don''t use first.' using errcode = 'AE429';
  end if;
  insert into public.second_factors (user_id, kind, name) values (me, $2, $3) returning id into added;
  if others = 0 then
    perform private.put_recovery_codes(me, $4);
  end if;
  perform private.note_second_factor(known.id);
  -- None of the others has shown it.
  perform private.end_sessions_but(me, known.id, 'second_factor_reset');
  perform private.audit_account(me, 'user.second_factor_added', null, jsonb_build_object('kind', $2, 'name', $3), me);
  perform private.queue_account_mail('account_notice', u.email, '{"notice": "second_factor_added"}')
  from auth.users u where u.id = me;
  return added;
end;
$$;
comment on function private.add_second_factor(public.user_sessions, text, text, bytea[]) is
  'Adds a second factor that a session has just shown; the first comes with ten recovery codes. Ends the other sessions and tells the owner.';

create function private.add_authenticator_app(user_id uuid, session uuid, name text, step bigint, hashes bytea[]) returns integer
language plpgsql set search_path = '' as $$
declare
  known public.user_sessions := private.lasting_session($1, $2);
  sealed bytea := private.take_second_factor_beginning($2, 'add_app');
begin
  if sealed is null then
    return null;
  end if;
  insert into private.authenticator_apps (factor_id, sealed_secret, last_step)
  values (private.add_second_factor(known, 'app', $3, $5), sealed, $4);
  return (select count(*) from public.second_factors f where f.user_id = $1);
end;
$$;
comment on function private.add_authenticator_app(uuid, uuid, text, bigint, bytea[]) is
  'Called by the web server when the first code of the app that this session began was right: the step that it is of is used. Returns how many second factors there are now: with the first, the recovery codes were taken. Null when nothing was begun.';

create function private.show_authenticator_code(user_id uuid, session uuid, factor uuid, step bigint) returns boolean
language plpgsql set search_path = '' as $$
begin
  perform private.lasting_session($1, $2);
  -- Of two that come at once with one code, the second waits here and finds its step used.
  update private.authenticator_apps a set last_step = $4
  from public.second_factors f where f.id = a.factor_id and f.id = $3 and f.user_id = $1 and a.last_step < $4;
  if not found then
    return false;
  end if;
  update public.second_factors f set last_used_at = now() where f.id = $3;
  perform private.note_second_factor($2);
  return true;
end;
$$;
comment on function private.show_authenticator_code(uuid, uuid, uuid, bigint) is
  'Called by the web server when a code of this app was right for this step. False when the step was used already: then nothing is shown.';

create function private.show_auth_server_factor(user_id uuid, session uuid) returns boolean
language plpgsql set search_path = '' as $$
begin
  perform private.lasting_session($1, $2);
  if exists (select from public.second_factors f where f.user_id = $1) or exists (select from private.recovery_codes c where c.user_id = $1) then
    return false;
  end if;
  perform private.note_second_factor($2);
  return true;
end;
$$;
comment on function private.show_auth_server_factor(uuid, uuid) is
  'Called by the web server when hosted Supabase took a code of a factor that it keeps itself. Counts only for people who have none here: '
  'whoever knows a password alone may set one up there.';

create or replace function private.use_recovery_code(user_id uuid, session uuid, hash bytea) returns boolean
language plpgsql set search_path = '' as $$
declare
  remaining integer;
begin
  perform private.lasting_session($1, $2);
  update private.recovery_codes c set used_at = now() where c.user_id = $1 and c.code_hash = $3 and c.used_at is null;
  if not found then
    return false;
  end if;
  select count(*) into remaining from private.recovery_codes c where c.user_id = $1 and c.used_at is null;
  delete from public.second_factors f where f.user_id = $1;
  update public.user_sessions s set second_factor_at = null where s.id = $2;
  -- Whoever has the lost device may be logged in there.
  perform private.end_sessions_but($1, $2, 'second_factor_reset');
  perform private.queue_account_mail('account_notice', u.email, '{"notice": "second_factor_reset"}')
  from auth.users u where u.id = $1;
  perform private.audit_account($1, 'user.recovery_code_used', null, jsonb_build_object('codes_left', remaining), $1);
  return true;
end;
$$;
comment on function private.use_recovery_code(uuid, uuid, bytea) is
  'Uses a recovery code up: removes all second factors, which are lost, ends the other sessions and tells the owner. Another has to be set up before anything opens. False for a code that does not work.';

drop function public.record_second_factor(bytea[]);
drop function public.record_second_factor_removal();

create function private.organizations_that_require(user_id uuid) returns text
language sql stable set search_path = '' as $$
  select string_agg(o.name, ', ' order by o.name) from public.organization_members m
  join public.organizations o on o.id = m.organization_id and o.requires_second_factor
  join public.subscriptions s on s.organization_id = o.id and private.enforces_second_factor(s.plan)
  where m.user_id = $1 and m.status = 'active'
$$;
comment on function private.organizations_that_require(uuid) is 'The names of the organizations that require a second factor of this person, or null.';

create function public.remove_second_factor(factor uuid, proof uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := private.require_second_factor();
  removed public.second_factors;
  requiring text;
begin
  perform private.spend_password_proof($2);
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('second factors of ' || me, 0));
  delete from public.second_factors f where f.id = $1 and f.user_id = me returning f.* into removed;
  if removed.id is null then
    raise exception 'This second factor is removed already.' using errcode = 'AE404';
  end if;
  if not exists (select from public.second_factors f where f.user_id = me) then
    requiring := private.organizations_that_require(me);
    if requiring is not null then
      raise exception '% requires a second factor. Set another up before you remove your last one.', left(requiring, 400) using errcode = 'AE409';
    end if;
    delete from private.recovery_codes c where c.user_id = me;
    update public.user_sessions s set second_factor_at = null, needs_second_factor = false where s.user_id = me and s.ended_at is null;
  end if;
  perform private.audit_account(me, 'user.second_factor_removed', jsonb_build_object('kind', removed.kind, 'name', removed.name));
  perform private.queue_account_mail('account_notice', u.email, '{"notice": "second_factor_removed"}')
  from auth.users u where u.id = me;
end;
$$;
comment on function public.remove_second_factor(uuid, uuid) is
  'The signed-in user, who has just proved their password and has shown a second factor within ten minutes, removes one; the last only where nobody requires it.';
grant execute on function public.remove_second_factor(uuid, uuid) to authenticated;
