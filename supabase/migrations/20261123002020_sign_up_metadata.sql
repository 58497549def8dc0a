-- The name that a person gave when they signed up: hosted Supabase keeps what came with the sign-up as a JSON object,
-- the embedded Auth server as a JSON string that holds the object's text. Both are read here.

create function private.own_sign_up_name() returns text
language sql stable security definer set search_path = '' as $$
  select left(btrim(coalesce(
    case jsonb_typeof(u.raw_user_meta_data)
      when 'string' then (u.raw_user_meta_data #>> '{}')::jsonb ->> 'full_name'
      else u.raw_user_meta_data ->> 'full_name'
    end, '')), 120)
  from auth.users u where u.id = (select auth.uid())
$$;
comment on function private.own_sign_up_name() is 'The full name that the signed-in user gave when they signed up; empty when they gave none.';

create or replace function public.create_organization(name text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  me record;
begin
  select u.id, u.email into me from auth.users u where u.id = (select auth.uid());
  if me.id is null then
    raise exception 'Sign in first.' using errcode = 'AE403';
  end if;
  if (select count(*) from public.organization_members m where m.user_id = me.id and m.role = 'admin') >= 20 then
    raise exception 'One account can set up at most 20 organizations.' using errcode = 'AE429';
  end if;
  return private.create_organization_for(me.id, me.email, private.own_sign_up_name(), $1);
end;
$$;

create or replace function public.require_password_change() returns void
language plpgsql security definer set search_path = '' as $$
begin
  if (select auth.uid()) is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  insert into public.user_profiles as p (user_id, email, full_name, must_change_password)
  select u.id, lower(u.email), private.own_sign_up_name(), true
  from auth.users u where u.id = (select auth.uid())
  on conflict (user_id) do update set must_change_password = true;
  perform private.audit_own_account('user.password_reset_opened');
end;
$$;
