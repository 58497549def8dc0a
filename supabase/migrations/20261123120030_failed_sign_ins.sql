-- Refused sign-ins of accounts that exist, where their organizations' admins and their owner find them.

create function private.record_failed_sign_in(email text, reason text) returns void
language plpgsql set search_path = '' as $$
declare
  account uuid;
begin
  select u.id into account from auth.users u where lower(u.email) = lower(btrim($1)) limit 1;
  -- An address without an account has no log that somebody could be told by, and must not fill any.
  if account is not null then
    perform private.audit_account(account, 'user.sign_in_failed', null, jsonb_build_object('reason', left($2, 80)), null);
  end if;
end;
$$;
comment on function private.record_failed_sign_in(text, text) is
  'Called by the web server when the Auth server refused a sign-in; its limit of attempts bounds how many entries that makes.';

create function public.my_security_events() returns table (action text, created_at timestamptz, ip_address text, user_agent text)
language sql stable security definer set search_path = '' as $$
  with own as (
    -- One event stands in the log of each organization that its owner is in.
    select distinct on (coalesce(e.request_id, e.id::text), e.action) e.action, e.created_at, host(e.ip_address) as ip_address, e.user_agent
    from (select id from private.my_organization_ids() as mine (id) union all select null) as place
    cross join lateral (
      select a.* from public.audit_logs a
      where a.organization_id is not distinct from place.id and a.entity_type = 'user' and a.entity_id = (select private.my_user_id())::text
      order by a.id desc limit 20
    ) e
    order by coalesce(e.request_id, e.id::text), e.action, e.id
  )
  select o.action, o.created_at, o.ip_address, o.user_agent from own o order by o.created_at desc limit 20
$$;
comment on function public.my_security_events() is
  'The last twenty events of the signed-in user''s account: who tried to log in, from where, and what was changed.';
grant execute on function public.my_security_events() to authenticated;
