-- What a person does with their own account: each step in the audit log of every organization they are active in.

create function private.audit_own_account(action text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  mine uuid[];
begin
  if me is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  mine := array(select private.my_organization_ids());
  -- Somebody who belongs to no organization yet is still recorded, once, outside all of them.
  perform private.audit(o.id, $1, 'user', me::text)
  from unnest(case when mine = '{}' then array[null::uuid] else mine end) as o (id);
end;
$$;
comment on function private.audit_own_account(text) is
  'Records what the signed-in user did with their own account, for the admins of each organization they are active in.';

create function public.record_sign_in() returns void
language sql security definer set search_path = '' as $$
  select private.audit_own_account('user.signed_in')
$$;
comment on function public.record_sign_in() is 'Records that the signed-in user has just signed in.';

create function public.record_sign_out() returns void
language sql security definer set search_path = '' as $$
  select private.audit_own_account('user.signed_out')
$$;
comment on function public.record_sign_out() is 'Records that the signed-in user is signing out.';

create function public.require_password_change() returns void
language plpgsql security definer set search_path = '' as $$
begin
  if (select auth.uid()) is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  insert into public.user_profiles as p (user_id, email, full_name, must_change_password)
  select u.id, lower(u.email), left(coalesce(u.raw_user_meta_data ->> 'full_name', ''), 120), true
  from auth.users u where u.id = (select auth.uid())
  on conflict (user_id) do update set must_change_password = true;
  perform private.audit_own_account('user.password_reset_opened');
end;
$$;
comment on function public.require_password_change() is
  'Called when a mailed link signed its owner in to choose a new password: nothing else opens before they have.';

create function public.record_password_change() returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.user_profiles p set must_change_password = false
  where p.user_id = (select auth.uid()) and p.must_change_password;
  perform private.audit_own_account('user.password_changed');
end;
$$;
comment on function public.record_password_change() is
  'Called right after the Auth server took the signed-in user''s new password. Concerns nobody but the caller.';

grant execute on function
  public.record_sign_in(), public.record_sign_out(), public.require_password_change(), public.record_password_change()
  to authenticated;
