-- What people do with alerts. Each function checks its caller, writes the alert's timeline and the audit log.

create function private.alert_for(wanted bigint, admins_only boolean) returns public.alerts
language plpgsql set search_path = '' as $$
declare
  found_alert public.alerts;
begin
  select a.* into found_alert from public.alerts a
  where a.id = wanted and a.organization_id in (select private.my_organization_ids()) for update;
  if found_alert.id is null then
    raise exception 'There is no such alert.' using errcode = 'AE404';
  end if;
  if admins_only and found_alert.organization_id not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  return found_alert;
end;
$$;

create function private.record_alert_step(was public.alerts, step public.alert_event_type, note text) returns void
language plpgsql set search_path = '' as $$
declare
  po record;
  becomes public.alerts;
begin
  select p.order_value, p.total_spent into po from public.purchase_orders p where p.id = was.purchase_order_id;
  select a.* into becomes from public.alerts a where a.id = was.id;
  insert into public.alert_events
    (organization_id, alert_id, event, level_before, level_after, order_value, total_spent, note, acted_by, before)
  values (was.organization_id, was.id, step, was.level, becomes.level, po.order_value, po.total_spent, $3, (select auth.uid()), to_jsonb(was));
  perform private.audit(was.organization_id, 'alert.' || step, 'alert', was.id::text,
    jsonb_build_object('status', was.status, 'level', was.level),
    jsonb_strip_nulls(jsonb_build_object('status', becomes.status, 'level', becomes.level, 'purchase_order_no', was.purchase_order_no,
      'note', $3, 'raise_expected_by', becomes.raise_expected_by, 'snoozed_until', becomes.snoozed_until)));
end;
$$;

create function public.acknowledge_alert(alert_id bigint, note text, raise_expected_by date default null) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.alerts := private.alert_for($1, false);
begin
  if was.status = 'resolved' then
    raise exception 'This alert is resolved already.' using errcode = 'AE409';
  end if;
  if length(btrim(coalesce($2, ''))) = 0 then
    raise exception 'Write a note: what is being done about it?' using errcode = 'AE422';
  end if;
  update public.alerts a set status = 'acknowledged', acknowledged_by = (select auth.uid()), acknowledged_at = now(),
    acknowledgement_note = btrim($2), raise_expected_by = $3, snoozed_until = null, updated_at = now()
  where a.id = was.id;
  perform private.record_alert_step(was, 'acknowledged', btrim($2));
end;
$$;
comment on function public.acknowledge_alert(bigint, text, date) is
  'A member says what is being done, and optionally by which day the client should raise the value.';

create function public.snooze_alert(alert_id bigint, until date) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.alerts := private.alert_for($1, false);
begin
  if was.status = 'resolved' then
    raise exception 'This alert is resolved already.' using errcode = 'AE409';
  end if;
  if $2 is null or $2 <= current_date or $2 > current_date + 366 then
    raise exception 'Choose a day after today, at most a year ahead.' using errcode = 'AE422';
  end if;
  update public.alerts a set status = 'snoozed', snoozed_until = $2, updated_at = now() where a.id = was.id;
  perform private.record_alert_step(was, 'snoozed', null);
end;
$$;
comment on function public.snooze_alert(bigint, date) is 'A member puts an alert aside until a day; it comes back then, or when its level rises.';

create function public.resolve_alert(alert_id bigint, reason text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.alerts := private.alert_for($1, true);
begin
  if was.status = 'resolved' then
    raise exception 'This alert is resolved already.' using errcode = 'AE409';
  end if;
  if length(btrim(coalesce($2, ''))) = 0 then
    raise exception 'Write the reason, for those who look later.' using errcode = 'AE422';
  end if;
  update public.alerts a set status = 'resolved', resolved_by = (select auth.uid()), resolved_at = now(),
    resolved_reason = left(btrim($2), 2000), suppressed_level = was.level, updated_at = now()
  where a.id = was.id;
  perform private.record_alert_step(was, 'resolved', left(btrim($2), 2000));
end;
$$;
comment on function public.resolve_alert(bigint, text) is
  'An admin closes an alert although its level stands; it opens again only at a higher level, or after having been on track.';

create function public.reopen_alert(alert_id bigint) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.alerts := private.alert_for($1, false);
begin
  if was.status = 'open' then
    raise exception 'This alert is open already.' using errcode = 'AE409';
  end if;
  if was.status = 'resolved' and was.suppressed_level is null then
    raise exception 'This alert resolved itself; it opens by itself when its purchase order runs out again.' using errcode = 'AE409';
  end if;
  -- The level may have fallen since it was resolved.
  update public.alerts a set status = 'open', level = coalesce(a.suppressed_level, a.level), snoozed_until = null, raise_expected_by = null, resolved_at = null, resolved_by = null,
    resolved_reason = null, suppressed_level = null, updated_at = now()
  where a.id = was.id;
  perform private.record_alert_step(was, 'reopened', null);
end;
$$;
comment on function public.reopen_alert(bigint) is 'Takes back an acknowledgement, a snooze or a person''s resolution.';

create function public.update_alert_settings(organization_id uuid, warning_percent numeric, critical_percent numeric, over_budget_percent numeric)
returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.alert_settings;
begin
  if $1 not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  -- An import decides by the thresholds too: one of the two waits for the other.
  perform pg_advisory_xact_lock(hashtextextended($1::text, 1));
  select s.* into was from public.alert_settings s where s.organization_id = $1;
  update public.alert_settings s
  set warning_percent = $2, critical_percent = $3, over_budget_percent = $4, updated_at = now()
  where s.organization_id = $1;
  update public.organizations o set data_version = o.data_version + 1 where o.id = $1;
  perform private.refresh_levels($1);
  perform private.evaluate_alerts($1);
  perform private.audit($1, 'thresholds.changed', 'alert_settings', $1::text,
    jsonb_build_object('warning', was.warning_percent, 'critical', was.critical_percent, 'over_budget', was.over_budget_percent),
    jsonb_build_object('warning', $2, 'critical', $3, 'over_budget', $4));
end;
$$;
comment on function public.update_alert_settings(uuid, numeric, numeric, numeric) is
  'An admin sets the thresholds; levels and alerts follow in the same transaction, without mail.';

create function public.set_alert_emails(organization_id uuid, wanted boolean) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.organization_members m set alert_emails = $2
  where m.organization_id = $1 and m.user_id = (select auth.uid()) and m.status = 'active';
  if not found then
    raise exception 'There is no such organization.' using errcode = 'AE404';
  end if;
end;
$$;
comment on function public.set_alert_emails(uuid, boolean) is 'A member turns their own alert mail of one organization on or off.';

create function public.update_organization(organization_id uuid, name text, currency text, locale text, time_zone text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.organizations;
begin
  if $1 not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  if not exists (select 1 from pg_catalog.pg_timezone_names z where z.name = $5) then
    raise exception 'There is no time zone named %.', $5 using errcode = 'AE422';
  end if;
  select o.* into was from public.organizations o where o.id = $1 for update;
  update public.organizations o set name = btrim($2), currency = $3, locale = $4, time_zone = $5 where o.id = $1;
  perform private.audit($1, 'organization.changed', 'organization', $1::text,
    jsonb_build_object('name', was.name, 'currency', was.currency, 'locale', was.locale, 'time_zone', was.time_zone),
    jsonb_build_object('name', btrim($2), 'currency', $3, 'locale', $4, 'time_zone', $5));
end;
$$;
comment on function public.update_organization(uuid, text, text, text, text) is 'An admin changes name, currency, locale or time zone.';

grant execute on function
  public.acknowledge_alert(bigint, text, date), public.snooze_alert(bigint, date), public.resolve_alert(bigint, text),
  public.reopen_alert(bigint), public.update_alert_settings(uuid, numeric, numeric, numeric),
  public.set_alert_emails(uuid, boolean), public.update_organization(uuid, text, text, text, text) to authenticated;
