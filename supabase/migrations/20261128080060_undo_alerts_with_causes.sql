-- Alerts as they stood before an import that is being undone, with the cause as data. A comment is no act: what the
-- alert was before the import comes back all the same.

create or replace function private.undo_alerts(for_organization uuid, of_import uuid, requested_by uuid) returns void
language plpgsql set search_path = '' as $$
declare
  moved record;
  was public.alerts;
  image public.alerts;
begin
  -- Alerts that the import opened are gone, with their events: what people did with them stays in the audit log.
  delete from public.alerts a where a.organization_id = $1 and a.opened_by_import = $2;

  for moved in
    select m.alert_id, m.before, exists (select 1 from public.alert_events e
      where e.organization_id = $1 and e.alert_id = m.alert_id and e.id > m.id and e.import_job_id is null
        and e.event <> 'commented') as acted_since
    from public.alert_events m
    where m.organization_id = $1 and m.import_job_id = $2 and m.before is not null and m.event <> 'undone'
    order by m.id
  loop
    select a.* into was from public.alerts a where a.organization_id = $1 and a.id = moved.alert_id for update;
    image := jsonb_populate_record(was, moved.before);
    if moved.acted_since then
      -- What people did since is theirs: only the level goes back.
      continue when was.status = 'resolved';
      update public.alerts a set level = image.level, updated_at = now() where a.id = was.id;
    else
      -- New thresholds may have opened another alert for an order whose alert this import had resolved.
      continue when was.status = 'resolved' and exists (select 1 from public.alerts o
        where o.organization_id = $1 and o.purchase_order_id = was.purchase_order_id and o.status <> 'resolved');
      update public.alerts a set level = image.level, status = image.status, acknowledged_at = image.acknowledged_at,
        acknowledged_by = (select u.user_id from public.user_profiles u where u.user_id = image.acknowledged_by),
        acknowledgement_note = image.acknowledgement_note, raise_expected_by = image.raise_expected_by,
        snoozed_until = image.snoozed_until, resolved_at = image.resolved_at,
        resolved_by = (select u.user_id from public.user_profiles u where u.user_id = image.resolved_by),
        resolved_reason = image.resolved_reason, resolved_cause = image.resolved_cause, resolved_facts = image.resolved_facts,
        suppressed_level = image.suppressed_level, updated_at = image.updated_at
      where a.id = was.id;
    end if;
    insert into public.alert_events
      (organization_id, alert_id, event, level_before, level_after, order_value, total_spent, acted_by, import_job_id, cause, facts, before)
    select $1, was.id, 'undone', was.level, image.level, p.order_value, p.total_spent, $3, $2, 'import_undone',
      jsonb_build_object('import', $2) || case when moved.acted_since then '{"acts_kept": true}' else '{}' end::jsonb, to_jsonb(was)
    from public.purchase_orders p where p.organization_id = $1 and p.id = was.purchase_order_id;
  end loop;

  -- Unless something else has moved them since.
  update public.alerts a set suppressed_level = (i.image -> 'before' ->> 'suppressed_level')::public.utilization_level,
    updated_at = (i.image -> 'before' ->> 'updated_at')::timestamptz
  from public.import_jobs j, jsonb_array_elements(j.alert_images) i (image)
  where j.organization_id = $1 and j.id = $2 and a.organization_id = $1 and a.id = (i.image -> 'before' ->> 'id')::bigint
    and a.status = 'resolved' and a.suppressed_level is not distinct from (i.image ->> 'suppressed_level')::public.utilization_level;
end;
$$;

create or replace function private.undo_alert_effects(for_organization uuid, of_import uuid)
returns table (
  alert_id bigint, purchase_order_no text, step text, level_before public.utilization_level, status_before public.alert_status,
  level_after public.utilization_level, status_after public.alert_status, acted_since boolean
)
language sql stable set search_path = '' as $$
  select a.id, a.purchase_order_no, 'remove', a.level, a.status, null::public.utilization_level, null::public.alert_status,
    exists (select 1 from public.alert_events e where e.organization_id = $1 and e.alert_id = a.id and e.acted_by is not null)
  from public.alerts a
  where a.organization_id = $1 and a.opened_by_import = $2
  union all
  select a.id, a.purchase_order_no, 'restore', a.level, a.status, (m.before ->> 'level')::public.utilization_level,
    case when since.acted then a.status else (m.before ->> 'status')::public.alert_status end, since.acted
  from public.alert_events m
  join public.alerts a on a.organization_id = $1 and a.id = m.alert_id
  cross join lateral (
    select exists (select 1 from public.alert_events e
      where e.organization_id = $1 and e.alert_id = a.id and e.id > m.id and e.import_job_id is null
        and e.event <> 'commented') as acted
  ) since
  where m.organization_id = $1 and m.import_job_id = $2 and m.before is not null and m.event <> 'undone'
$$;
