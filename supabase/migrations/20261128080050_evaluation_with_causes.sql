-- The evaluation of alerts, each step with its cause.

drop function private.evaluate_alerts(uuid, uuid);
create function private.evaluate_alerts(
  for_organization uuid, import_job uuid default null, because public.alert_cause default null, because_facts jsonb default '{}'
) returns table (alert_id bigint, step public.alert_event_type, level public.utilization_level)
language plpgsql set search_path = '' as $$
declare
  po record;
  was record;
  reached public.utilization_level;
  target_id bigint;
  why record;
begin
  assert (import_job is null) <> (because is null), 'alerts move through an import, or for a cause that is given';
  -- Only purchase orders for which something can change are looped over: a handful per import.
  for po in
    select p as whole, p.id, p.purchase_order_no, p.order_value, p.total_spent,
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
    continue when po.open_id is null and reached is null;

    if import_job is null then
      select because as cause, because_facts as facts into why;
    else
      select c.cause, c.facts into why from private.cause_of_import(for_organization, import_job, po.whole) c;
    end if;
    if po.open_id is null then
      insert into public.alerts (organization_id, purchase_order_id, purchase_order_no, level, opened_by_import, opened_cause)
      values (for_organization, po.id, po.purchase_order_no, reached, import_job, why.cause)
      returning id into target_id;
      step := 'opened';
    else
      target_id := po.open_id;
      select a.* into was from public.alerts a where a.id = target_id;
      if reached is null then
        step := 'resolved';
        update public.alerts a set status = 'resolved', resolved_at = now(), resolved_by = null, resolved_reason = null,
          resolved_cause = why.cause, resolved_facts = why.facts, updated_at = now()
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
      (organization_id, alert_id, event, level_before, level_after, order_value, total_spent, acted_by, import_job_id, cause, facts, before)
    values (for_organization, target_id, step, po.open_level, reached, po.order_value, po.total_spent,
      case when import_job is null then auth.uid() end, import_job, why.cause, why.facts,
      case when po.open_id is not null then to_jsonb(was) end);
    alert_id := target_id;
    level := coalesce(reached, po.open_level);
    return next;
  end loop;
end;
$$;
comment on function private.evaluate_alerts(uuid, uuid, public.alert_cause, jsonb) is
  'Opens, escalates, lowers and resolves the alerts of an organization so that they stand as its purchase orders do now, through an import or for the cause given. Returns what moved; safe to repeat. Its decisions are those of nextAlertStep in src/libs/alert-rule.ts.';
