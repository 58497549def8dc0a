-- What people do with alerts, once each: who acts on an alert that somebody else has moved since the page was drawn is
-- told so, and nothing is overwritten. Days are the organization's, and a promise or a snooze lasts until its day ends.

create function private.today_of(organization_id uuid, as_of timestamptz default now()) returns date
language sql stable set search_path = '' as $$
  select ($2 at time zone o.time_zone)::date from public.organizations o where o.id = $1
$$;
comment on function private.today_of(uuid, timestamptz) is 'Which day it is for an organization: the one clock for ages, due dates, promises and snoozes.';

create function private.alert_moved_since(was public.alerts, seen bigint) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('event', e.event, 'who', coalesce(nullif(u.full_name, ''), u.email), 'mine', e.acted_by = (select private.my_user_id()),
    'note', e.note, 'seconds', extract(epoch from clock_timestamp() - e.created_at)::integer, 'cause', e.cause,
    'level', e.level_after, 'seen', e.id::text, 'status', was.status)
  from public.alert_events e left join public.user_profiles u on u.user_id = e.acted_by
  where e.organization_id = was.organization_id and e.alert_id = was.id and e.id > $2 and e.event <> 'commented'
  order by e.id desc limit 1
$$;
comment on function private.alert_moved_since(public.alerts, bigint) is
  'The last step of an alert after the one that a page showed, or null; null too where no step is given. Comments move nothing.';

drop function private.record_alert_step(public.alerts, public.alert_event_type, text);
create function private.record_alert_step(was public.alerts, step public.alert_event_type, note text, facts jsonb default '{}') returns void
language plpgsql set search_path = '' as $$
declare
  po record;
  becomes public.alerts;
begin
  select p.order_value, p.total_spent into po from public.purchase_orders p where p.id = was.purchase_order_id;
  select a.* into becomes from public.alerts a where a.id = was.id;
  insert into public.alert_events
    (organization_id, alert_id, event, level_before, level_after, order_value, total_spent, note, acted_by, cause, facts, before)
  values (was.organization_id, was.id, step, was.level, becomes.level, po.order_value, po.total_spent, $3, (select auth.uid()),
    'person', $4, to_jsonb(was));
  perform private.audit(was.organization_id, 'alert.' || step, 'alert', was.id::text,
    jsonb_build_object('status', was.status, 'level', was.level),
    jsonb_strip_nulls(jsonb_build_object('status', becomes.status, 'level', becomes.level, 'purchase_order_no', was.purchase_order_no,
      'note', $3, 'raise_expected_by', becomes.raise_expected_by, 'snoozed_until', becomes.snoozed_until)));
end;
$$;

drop function public.acknowledge_alert(bigint, text, date);
create function public.acknowledge_alert(alert_id bigint, note text, raise_expected_by date default null, seen bigint default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  was public.alerts := private.alert_for($1, false);
  moved jsonb := private.alert_moved_since(was, $4);
begin
  if moved is not null then
    return moved;
  end if;
  if was.status = 'resolved' then
    raise exception 'This alert is resolved already.' using errcode = 'AE409';
  end if;
  if length(btrim(coalesce($2, ''))) = 0 then
    raise exception 'Write a note: what is being done about it?' using errcode = 'AE422';
  end if;
  if $3 < private.today_of(was.organization_id) then
    raise exception 'The day by which the client should raise the value has passed. Choose today or later.' using errcode = 'AE422';
  end if;
  update public.alerts a set status = 'acknowledged', acknowledged_by = (select auth.uid()), acknowledged_at = now(),
    acknowledgement_note = btrim($2), raise_expected_by = $3, snoozed_until = null, updated_at = now()
  where a.id = was.id;
  perform private.record_alert_step(was, 'acknowledged', btrim($2), jsonb_strip_nulls(jsonb_build_object('promised', $3)));
  return null;
end;
$$;
comment on function public.acknowledge_alert(bigint, text, date, bigint) is
  'A member says what is being done, and optionally by which day the client should raise the value. seen: the last step that they saw; where another came since, nothing happens and it is returned.';

drop function public.snooze_alert(bigint, date);
create function public.snooze_alert(alert_id bigint, until date, seen bigint default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  was public.alerts := private.alert_for($1, false);
  moved jsonb := private.alert_moved_since(was, $3);
  today date := private.today_of(was.organization_id);
begin
  if moved is not null then
    return moved;
  end if;
  if was.status = 'resolved' then
    raise exception 'This alert is resolved already.' using errcode = 'AE409';
  end if;
  if $2 is null or $2 < today or $2 > today + 365 then
    raise exception 'Choose today or a later day, at most a year ahead.' using errcode = 'AE422';
  end if;
  update public.alerts a set status = 'snoozed', snoozed_until = $2, updated_at = now() where a.id = was.id;
  perform private.record_alert_step(was, 'snoozed', null, jsonb_build_object('until', $2));
  return null;
end;
$$;
comment on function public.snooze_alert(bigint, date, bigint) is
  'A member puts an alert aside until a day has ended; it comes back then, or when its level rises. seen: as for acknowledge_alert.';

drop function public.resolve_alert(bigint, text);
create function public.resolve_alert(alert_id bigint, reason text, seen bigint default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  was public.alerts := private.alert_for($1, true);
  moved jsonb := private.alert_moved_since(was, $3);
begin
  if moved is not null then
    return moved;
  end if;
  if was.status = 'resolved' then
    raise exception 'This alert is resolved already.' using errcode = 'AE409';
  end if;
  if length(btrim(coalesce($2, ''))) = 0 then
    raise exception 'Write the reason, for those who look later.' using errcode = 'AE422';
  end if;
  update public.alerts a set status = 'resolved', resolved_by = (select auth.uid()), resolved_at = now(),
    resolved_reason = left(btrim($2), 2000), resolved_cause = 'person', resolved_facts = '{}', suppressed_level = was.level, updated_at = now()
  where a.id = was.id;
  perform private.record_alert_step(was, 'resolved', left(btrim($2), 2000));
  return null;
end;
$$;
comment on function public.resolve_alert(bigint, text, bigint) is
  'An admin closes an alert although its level stands; it opens again only at a higher level, or after having been on track. seen: as for acknowledge_alert.';

drop function public.reopen_alert(bigint);
create function public.reopen_alert(alert_id bigint, seen bigint default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  was public.alerts := private.alert_for($1, false);
  moved jsonb := private.alert_moved_since(was, $2);
begin
  if moved is not null then
    return moved;
  end if;
  if was.status = 'open' then
    raise exception 'This alert is open already.' using errcode = 'AE409';
  end if;
  if was.status = 'resolved' and was.suppressed_level is null then
    raise exception 'This alert resolved itself; it opens by itself when its purchase order runs out again.' using errcode = 'AE409';
  end if;
  -- The level may have fallen since it was resolved.
  update public.alerts a set status = 'open', level = coalesce(a.suppressed_level, a.level), snoozed_until = null, raise_expected_by = null,
    resolved_at = null, resolved_by = null, resolved_reason = null, resolved_cause = null, resolved_facts = null, suppressed_level = null, updated_at = now()
  where a.id = was.id;
  perform private.record_alert_step(was, 'reopened', null);
  return null;
end;
$$;
comment on function public.reopen_alert(bigint, bigint) is
  'Takes back an acknowledgement, a snooze or a person''s resolution. seen: as for acknowledge_alert.';

create function public.comment_alert(alert_id bigint, note text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.alerts := private.alert_for($1, false);
begin
  if length(btrim(coalesce($2, ''))) = 0 then
    raise exception 'Write a comment.' using errcode = 'AE422';
  end if;
  perform private.record_alert_step(was, 'commented', left(btrim($2), 2000));
end;
$$;
comment on function public.comment_alert(bigint, text) is 'A member adds a note to the story of an alert, which stays as it is.';

drop function private.return_due_alerts();
create function private.return_due_alerts(as_of timestamptz default now()) returns integer
language plpgsql set search_path = '' as $$
declare
  due public.alerts[];
  was public.alerts;
begin
  -- All at once, and only what nobody is moving right now: whoever writes to the audit log must wait for no alert. The
  -- next round brings what is left.
  select array_agg(d order by d.organization_id, d.id) into due from (
    select a.* from public.alerts a
    where (a.status = 'acknowledged' and a.raise_expected_by < private.today_of(a.organization_id, as_of))
       or (a.status = 'snoozed' and a.snoozed_until < private.today_of(a.organization_id, as_of))
    for update of a skip locked
  ) d;
  foreach was in array coalesce(due, '{}') loop
    update public.alerts a set status = 'open', snoozed_until = null, raise_expected_by = null, updated_at = now() where a.id = was.id;
    insert into public.alert_events (organization_id, alert_id, event, level_before, level_after, cause, facts, before)
    values (was.organization_id, was.id, 'returned', was.level, was.level,
      case when was.status = 'acknowledged' then 'promise_passed' else 'snooze_ended' end::public.alert_cause,
      case when was.status = 'acknowledged' then jsonb_build_object('promised', was.raise_expected_by)
        else jsonb_build_object('until', was.snoozed_until) end, to_jsonb(was));
    perform private.audit(was.organization_id, 'alert.returned', 'alert', was.id::text,
      jsonb_build_object('status', was.status, 'level', was.level),
      jsonb_strip_nulls(jsonb_build_object('status', 'open', 'level', was.level, 'purchase_order_no', was.purchase_order_no,
        'cause', case when was.status = 'acknowledged' then 'promise_passed' else 'snooze_ended' end,
        'promised', case when was.status = 'acknowledged' then was.raise_expected_by end,
        'until', case when was.status = 'snoozed' then was.snoozed_until end)), null);
  end loop;
  return coalesce(cardinality(due), 0);
end;
$$;
comment on function private.return_due_alerts(timestamptz) is
  'Brings back alerts whose snooze ended, or whose promised raise of the order value did not come in time: once the organization''s day is over. Returns how many.';

grant execute on function
  public.acknowledge_alert(bigint, text, date, bigint), public.snooze_alert(bigint, date, bigint),
  public.resolve_alert(bigint, text, bigint), public.reopen_alert(bigint, bigint), public.comment_alert(bigint, text) to authenticated;
