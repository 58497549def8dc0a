-- What a person does with their own account asks for a session that lasts, like everything that belongs to an
-- organization; and a new password ends all other sessions in the same transaction that records it.

create or replace function private.own_confirmed_email() returns text
language sql stable security definer set search_path = '' as $$
  select lower(u.email) from auth.users u where u.id = (select private.my_user_id()) and u.email_confirmed_at is not null
$$;

create or replace function public.create_organization(name text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  me record;
begin
  select u.id, u.email into me from auth.users u where u.id = (select private.my_user_id());
  if me.id is null then
    raise exception 'Sign in first.' using errcode = 'AE403';
  end if;
  if (select count(*) from public.organization_members m where m.user_id = me.id and m.role = 'admin') >= 20 then
    raise exception 'One account can set up at most 20 organizations.' using errcode = 'AE429';
  end if;
  return private.create_organization_for(me.id, me.email, private.own_sign_up_name(), $1);
end;
$$;

create or replace function public.record_sign_out() returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  own uuid;
begin
  -- Also one that still owes its second factor may end itself; one that is over has nothing more to say.
  select s.id into own from public.user_sessions s
  where s.id = (auth.jwt() ->> 'session_id')::uuid and s.user_id = me and s.ended_at is null for update;
  if own is null then
    return;
  end if;
  perform private.end_sessions(array[own], 'signed_out');
  perform private.audit_account(me, 'user.signed_out');
end;
$$;
comment on function public.record_sign_out() is 'Records that the signed-in user is signing out, and ends the session that asks.';

create or replace function public.require_password_change() returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select private.my_user_id());
begin
  -- Only for our server, when a mailed link was followed: whoever has a session could otherwise choose a new password
  -- without knowing the present one.
  if me is null or auth.jwt() ->> 'session_id' is not null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  insert into public.user_profiles as p (user_id, email, full_name, must_change_password)
  select u.id, lower(u.email), private.own_sign_up_name(), true
  from auth.users u where u.id = me
  on conflict (user_id) do update set must_change_password = true;
  perform private.audit_own_account('user.password_reset_opened');
end;
$$;

create or replace function public.record_password_change() returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select private.my_user_id());
begin
  update public.user_profiles p set must_change_password = false where p.user_id = me and p.must_change_password;
  perform private.audit_own_account('user.password_changed');
  perform private.end_sessions_but(me, (auth.jwt() ->> 'session_id')::uuid, 'password_changed');
end;
$$;
comment on function public.record_password_change() is
  'Called right after the Auth server took the signed-in user''s new password. Ends their other sessions. Concerns nobody but the caller.';
