-- The one place where alerts move by themselves: after an import, an undo, or a change of thresholds.

create function private.evaluate_alerts(for_organization uuid, import_job uuid default null)
returns table (alert_id bigint, step public.alert_event_type, level public.utilization_level)
language plpgsql set search_path = '' as $$
declare
  po record;
  was record;
  reached public.utilization_level;
  target_id bigint;
begin
  -- Only purchase orders for which something can change are looped over: a handful per import.
  for po in
    select p.id, p.purchase_order_no, p.order_value, p.total_spent, p.lifecycle, p.level,
      private.alertable_level(p.level, p.lifecycle, p.order_value, p.total_spent) as alertable,
      a.id as open_id, a.level as open_level, s.id as suppressing_id, s.suppressed_level
    from public.purchase_orders p
    left join public.alerts a on a.organization_id = p.organization_id and a.purchase_order_id = p.id and a.status <> 'resolved'
    left join public.alerts s on s.organization_id = p.organization_id and s.purchase_order_id = p.id and s.suppressed_level is not null
    where p.organization_id = for_organization
      and private.alertable_level(p.level, p.lifecycle, p.order_value, p.total_spent)
        is distinct from coalesce(a.level, s.suppressed_level)
    order by p.id
  loop
    reached := po.alertable;
    if po.suppressing_id is not null then
      update public.alerts a set suppressed_level = case when reached < po.suppressed_level then reached end, updated_at = now()
      where a.id = po.suppressing_id;
      continue when reached < po.suppressed_level;
    end if;

    if po.open_id is null then
      continue when reached is null;
      insert into public.alerts (organization_id, purchase_order_id, purchase_order_no, level, opened_by_import)
      values (for_organization, po.id, po.purchase_order_no, reached, import_job)
      returning id into target_id;
      step := 'opened';
    else
      target_id := po.open_id;
      select a.* into was from public.alerts a where a.id = target_id;
      if reached is null then
        step := 'resolved';
        update public.alerts a set status = 'resolved', resolved_at = now(), resolved_by = null, updated_at = now(),
          resolved_reason = case when po.lifecycle = 'open'
            then 'Utilisation fell below the warning threshold.'
            else 'The purchase order was closed within its authorised value.' end
        where a.id = target_id;
      elsif reached > po.open_level then
        step := 'escalated';
        update public.alerts a set level = reached, status = 'open', snoozed_until = null, raise_expected_by = null, updated_at = now()
        where a.id = target_id;
      else
        step := 'deescalated';
        update public.alerts a set level = reached, updated_at = now() where a.id = target_id;
      end if;
    end if;

    insert into public.alert_events
      (organization_id, alert_id, event, level_before, level_after, order_value, total_spent, note, acted_by, import_job_id, before)
    values (for_organization, target_id, step, po.open_level, reached, po.order_value, po.total_spent,
      case when step = 'resolved' then (select a.resolved_reason from public.alerts a where a.id = target_id) end,
      case when import_job is null then auth.uid() end, import_job,
      case when po.open_id is not null then to_jsonb(was) end);
    alert_id := target_id;
    level := coalesce(reached, po.open_level);
    return next;
  end loop;
end;
$$;
comment on function private.evaluate_alerts(uuid, uuid) is
  'Opens, escalates, lowers and resolves the alerts of an organization so that they stand as its purchase orders do now. Returns what moved; safe to repeat. Its decisions are those of nextAlertStep in src/libs/alert-rule.ts.';

create function private.refresh_levels(for_organization uuid) returns void
language sql set search_path = '' as $$
  update public.purchase_orders p
  set level = private.level_of(p.order_value, p.total_spent, s.warning_percent, s.critical_percent, s.over_budget_percent)
  from public.alert_settings s
  where s.organization_id = for_organization and p.organization_id = for_organization
    and p.level is distinct from
      private.level_of(p.order_value, p.total_spent, s.warning_percent, s.critical_percent, s.over_budget_percent)
$$;
comment on function private.refresh_levels(uuid) is 'Sets the level of each purchase order by the thresholds as they are now.';

create function private.return_due_alerts() returns integer
language sql set search_path = '' as $$
  with due as (
    select a.id, a.organization_id, to_jsonb(a) as was, a.level, a.status, a.raise_expected_by
    from public.alerts a join public.organizations o on o.id = a.organization_id
    where (a.status = 'acknowledged' and a.raise_expected_by < (now() at time zone o.time_zone)::date)
       or (a.status = 'snoozed' and a.snoozed_until <= (now() at time zone o.time_zone)::date)
    for update of a
  ), returned as (
    update public.alerts a set status = 'open', snoozed_until = null, raise_expected_by = null, updated_at = now()
    from due where a.id = due.id
  ), told as (
    insert into public.alert_events (organization_id, alert_id, event, level_before, level_after, note, before)
    select organization_id, id, 'returned', level, level,
      case when status = 'acknowledged' then 'The client was to raise the order value by ' || raise_expected_by || '; that day has passed.'
        else 'The snooze ended.' end, was
    from due returning 1
  )
  select count(*)::integer from told
$$;
comment on function private.return_due_alerts() is
  'Brings back alerts whose snooze ended, or whose promised raise of the order value did not come in time. Returns how many.';
