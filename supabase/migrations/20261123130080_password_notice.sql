-- Whose password was changed learns of it by mail.

create or replace function public.record_password_change() returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select private.my_user_id());
begin
  update public.user_profiles p set must_change_password = false where p.user_id = me and p.must_change_password;
  perform private.queue_account_mail('account_notice', lower(u.email), jsonb_build_object('notice', 'password_changed'))
  from auth.users u where u.id = me;
  perform private.audit_own_account('user.password_changed');
  perform private.end_sessions_but(me, (auth.jwt() ->> 'session_id')::uuid, 'password_changed');
end;
$$;
comment on function public.record_password_change() is
  'Called right after the Auth server took the signed-in user''s new password. Tells them by mail and ends their other sessions. Concerns nobody but the caller.';
