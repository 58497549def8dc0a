-- A person's own data tells of their second factors: which there are, and nothing that they are judged with.

create or replace function private.own_account_data(me uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'account', (
      select jsonb_build_object('id', u.id, 'email', u.email, 'email_confirmed_at', u.email_confirmed_at,
        'created_at', u.created_at, 'last_sign_in_at', u.last_sign_in_at)
      from auth.users u where u.id = $1),
    'profile', (
      select jsonb_build_object('full_name', p.full_name, 'email', p.email, 'phone', p.phone, 'time_zone', p.time_zone,
        'locale', p.locale, 'created_at', p.created_at, 'updated_at', p.updated_at)
      from public.user_profiles p where p.user_id = $1),
    'wished_email', (
      select jsonb_build_object('new_email', c.new_email, 'created_at', c.created_at, 'expires_at', c.expires_at)
      from private.email_changes c where c.user_id = $1),
    'sessions', (
      select coalesce(jsonb_agg(jsonb_build_object('created_at', s.created_at, 'last_seen_at', s.last_seen_at,
        'expires_at', s.expires_at, 'ended_at', s.ended_at, 'second_factor_at', s.second_factor_at, 'end_reason', s.end_reason,
        'user_agent', s.user_agent, 'ip_address', host(s.ip_address)) order by s.created_at), '[]')
      from public.user_sessions s where s.user_id = $1),
    'second_factors', (
      select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'name', f.name, 'created_at', f.created_at,
        'last_used_at', f.last_used_at) order by f.created_at), '[]')
      from public.second_factors f where f.user_id = $1),
    'recovery_codes', (
      select coalesce(jsonb_agg(jsonb_build_object('created_at', c.created_at, 'used_at', c.used_at) order by c.used_at), '[]')
      from private.recovery_codes c where c.user_id = $1),
    'memberships', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'role', m.role, 'status', m.status,
        'alert_emails', m.alert_emails, 'alert_mail_from', m.alert_mail_from, 'import_failed_emails', m.import_failed_emails,
        'since', m.created_at, 'updated_at', m.updated_at) order by m.created_at), '[]')
      from public.organization_members m join public.organizations o on o.id = m.organization_id where m.user_id = $1))
$$;
