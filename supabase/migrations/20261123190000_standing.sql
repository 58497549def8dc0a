-- Who somebody is and where they are active, told with each note of their session: one question, which every page asks.

create function private.standing_of(user_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'profile', jsonb_build_object('fullName', p.full_name, 'phone', p.phone, 'timeZone', p.time_zone, 'locale', p.locale,
      'mustChangePassword', p.must_change_password),
    'memberships', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'role', m.role,
        'mail', jsonb_build_object('alerts', m.alert_emails, 'importFailed', m.import_failed_emails,
          'alertsFrom', m.alert_mail_from),
        'openAlerts', (select count(*) from public.alerts a where a.organization_id = o.id and a.status = 'open'),
        'organization', jsonb_build_object('id', o.id, 'name', o.name, 'slug', o.slug, 'currency', o.currency,
          'locale', o.locale, 'timeZone', o.time_zone, 'plan', coalesce(s.plan, 'essential'),
          'thresholds', jsonb_build_object('warning', t.warning_percent, 'critical', t.critical_percent,
            'overBudget', t.over_budget_percent)))), '[]'::jsonb)
      from public.organization_members m
      join public.organizations o on o.id = m.organization_id
      left join public.alert_settings t on t.organization_id = o.id
      left join public.subscriptions s on s.organization_id = o.id
      where m.user_id = $1 and m.status = 'active'))
  from public.user_profiles p where p.user_id = $1
$$;
comment on function private.standing_of(uuid) is
  'What AESTrak knows of a person and where they are active, with the open alerts there. Null for somebody who never belonged to an organization. For the web server alone, about somebody whom the Auth server has just vouched for.';
