-- Everything that AESTrak keeps about a person, for themselves.

create function private.own_account_data(me uuid) returns jsonb
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
        'expires_at', s.expires_at, 'ended_at', s.ended_at, 'end_reason', s.end_reason,
        'user_agent', s.user_agent, 'ip_address', host(s.ip_address)) order by s.created_at), '[]')
      from public.user_sessions s where s.user_id = $1),
    'memberships', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'role', m.role, 'status', m.status,
        'alert_emails', m.alert_emails, 'alert_mail_from', m.alert_mail_from, 'import_failed_emails', m.import_failed_emails,
        'since', m.created_at, 'updated_at', m.updated_at) order by m.created_at), '[]')
      from public.organization_members m join public.organizations o on o.id = m.organization_id where m.user_id = $1))
$$;
comment on function private.own_account_data(uuid) is 'The part of a person''s own data that is about their account.';

create function private.own_mail_data(me uuid, address text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'invitations_received', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'email', i.email, 'role', i.role, 'created_at', i.created_at,
        'expires_at', i.expires_at, 'accepted_at', i.accepted_at, 'revoked_at', i.revoked_at) order by i.created_at), '[]')
      from public.invitations i join public.organizations o on o.id = i.organization_id where i.email = $2),
    'invitations_sent', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'email', i.email, 'role', i.role, 'created_at', i.created_at,
        'expires_at', i.expires_at, 'accepted_at', i.accepted_at, 'revoked_at', i.revoked_at) order by i.created_at), '[]')
      from public.invitations i join public.organizations o on o.id = i.organization_id where i.invited_by = $1),
    'mail', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'kind', e.kind, 'recipient', e.recipient, 'status', e.status,
        'created_at', e.created_at, 'sent_at', e.sent_at) order by e.created_at), '[]')
      from public.email_outbox e left join public.organizations o on o.id = e.organization_id where lower(e.recipient) = $2))
$$;
comment on function private.own_mail_data(uuid, text) is 'The part of a person''s own data that was mailed to them or that they had mailed.';

create function private.own_deeds_data(me uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'imports', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'id', j.id, 'file', f.file_name, 'type', j.type,
        'status', j.status, 'uploaded', coalesce(f.uploaded_by = $1, false), 'started', coalesce(j.created_by = $1, false),
        'confirmed', coalesce(j.confirmed_by = $1, false), 'asked_to_undo', coalesce(j.undo_requested_by = $1, false),
        'created_at', j.created_at, 'finished_at', j.finished_at) order by j.created_at), '[]')
      from public.import_jobs j
      join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
      join public.organizations o on o.id = j.organization_id
      where $1 in (f.uploaded_by, j.created_by, j.confirmed_by, j.undo_requested_by)),
    'alert_steps', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'alert_id', e.alert_id, 'event', e.event, 'note', e.note,
        'created_at', e.created_at) order by e.created_at), '[]')
      from public.alert_events e join public.organizations o on o.id = e.organization_id where e.acted_by = $1),
    'api_tokens', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'name', t.name, 'prefix', t.prefix, 'scopes', t.scopes,
        'created_at', t.created_at, 'expires_at', t.expires_at, 'revoked_at', t.revoked_at, 'last_used_at', t.last_used_at)
        order by t.created_at), '[]')
      from public.api_tokens t join public.organizations o on o.id = t.organization_id where t.created_by = $1),
    'audit_entries', (
      -- Of an organization that they left, what they did and when; not what was in it.
      select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('organization', o.name, 'number', a.entry_number, 'action', a.action,
        'entity_type', a.entity_type, 'entity_id', a.entity_id,
        'before', case when a.organization_id is null or a.organization_id in (select private.my_organization_ids()) then a.before end,
        'after', case when a.organization_id is null or a.organization_id in (select private.my_organization_ids()) then a.after end,
        'ip_address', host(a.ip_address), 'user_agent', a.user_agent, 'created_at', a.created_at)) order by a.id), '[]')
      from public.audit_logs a left join public.organizations o on o.id = a.organization_id where a.acted_by = $1))
$$;
comment on function private.own_deeds_data(uuid) is 'The part of a person''s own data that tells what they did.';

create index audit_logs_acted_by_idx on public.audit_logs (acted_by) where acted_by is not null;

create function public.export_own_data() returns text
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select private.my_user_id());
  address text := (select lower(u.email) from auth.users u where u.id = me);
begin
  if address is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  perform private.audit_own_account('user.data_exported');
  return jsonb_pretty(jsonb_build_object('exported_at', now())
    || private.own_account_data(me) || private.own_mail_data(me, address) || private.own_deeds_data(me));
end;
$$;
comment on function public.export_own_data() is
  'Everything that AESTrak keeps about the signed-in user, as the text of one JSON object, and the record that they took it.';
grant execute on function public.export_own_data() to authenticated;
