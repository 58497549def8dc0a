-- Codes for a person who has lost their second factor. The factor itself is kept by the Auth server, where it has any.

create table private.recovery_codes (
  user_id uuid not null references auth.users (id) on delete cascade,
  code_hash bytea not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (user_id, code_hash)
);
comment on table private.recovery_codes is
  'Ten single-use codes of each person with a second factor. While they are there, the person needs one: using a code removes the factor, and asks for a new one.';
comment on column private.recovery_codes.code_hash is 'scrypt of the code, which has 58 random bits, salted with its owner''s id. The codes themselves are shown once.';
alter table private.recovery_codes enable row level security;

create function private.require_second_factor() returns uuid
language plpgsql stable set search_path = '' as $$
declare
  me uuid := (select private.my_user_id());
begin
  if me is null or auth.jwt() ->> 'aal' is distinct from 'aal2' then
    raise exception 'Show your second factor first.' using errcode = 'AE403';
  end if;
  return me;
end;
$$;
comment on function private.require_second_factor() is 'The signed-in user, whose session showed a second factor; refuses everybody else.';

create function private.put_recovery_codes(user_id uuid, hashes bytea[]) returns void
language plpgsql set search_path = '' as $$
begin
  if cardinality($2) is distinct from 10 or exists (select from unnest($2) h where h is null or length(h) <> 32) then
    raise exception 'There are always ten recovery codes.' using errcode = 'AE422';
  end if;
  delete from private.recovery_codes c where c.user_id = $1;
  insert into private.recovery_codes (user_id, code_hash) select $1, h from unnest($2) h;
end;
$$;

create function public.record_second_factor(hashes bytea[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := private.require_second_factor();
begin
  perform private.put_recovery_codes(me, $1);
  -- None of the others has shown it.
  perform private.end_sessions_but(me, (auth.jwt() ->> 'session_id')::uuid, 'second_factor_reset');
  perform private.audit_account(me, 'user.second_factor_added');
  perform private.queue_account_mail('account_notice', u.email, '{"notice": "second_factor_added"}')
  from auth.users u where u.id = me;
end;
$$;
comment on function public.record_second_factor(bytea[]) is
  'Called right after the signed-in user has shown a new second factor for the first time. Ends their other sessions, and takes the hashes of their ten recovery codes.';

create function public.replace_recovery_codes(hashes bytea[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := private.require_second_factor();
begin
  perform private.put_recovery_codes(me, $1);
  perform private.audit_account(me, 'user.recovery_codes_replaced');
end;
$$;
comment on function public.replace_recovery_codes(bytea[]) is 'The signed-in user takes ten new recovery codes; the old ones no longer work.';

create function public.record_second_factor_removal() returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := private.require_second_factor();
begin
  delete from private.recovery_codes c where c.user_id = me;
  perform private.audit_account(me, 'user.second_factor_removed');
  perform private.queue_account_mail('account_notice', u.email, '{"notice": "second_factor_removed"}')
  from auth.users u where u.id = me;
end;
$$;
comment on function public.record_second_factor_removal() is
  'Called right after the Auth server removed the second factor of the signed-in user, who has shown it in this session.';

create function public.recovery_codes_left() returns integer
language sql stable security definer set search_path = '' as $$
  select count(*)::integer from private.recovery_codes c where c.user_id = (select private.my_user_id()) and c.used_at is null
$$;
comment on function public.recovery_codes_left() is 'How many recovery codes the signed-in user has not used.';

create function private.use_recovery_code(user_id uuid, session uuid, hash bytea) returns boolean
language plpgsql set search_path = '' as $$
declare
  remaining integer;
begin
  update private.recovery_codes c set used_at = now() where c.user_id = $1 and c.code_hash = $3 and c.used_at is null;
  if not found then
    return false;
  end if;
  select count(*) into remaining from private.recovery_codes c where c.user_id = $1 and c.used_at is null;
  -- Whoever has the lost device may be logged in there.
  perform private.end_sessions_but($1, $2, 'second_factor_reset');
  perform private.queue_account_mail('account_notice', u.email, '{"notice": "second_factor_reset"}')
  from auth.users u where u.id = $1;
  perform private.audit_account($1, 'user.recovery_code_used', null, jsonb_build_object('codes_left', remaining), $1);
  return true;
end;
$$;
comment on function private.use_recovery_code(uuid, uuid, bytea) is
  'Uses a recovery code up, in the transaction in which the web server has the Auth server remove the factor: ends the other sessions and tells the owner. False for a code that does not work.';

grant execute on function public.record_second_factor(bytea[]), public.replace_recovery_codes(bytea[]),
  public.record_second_factor_removal(), public.recovery_codes_left() to authenticated;
