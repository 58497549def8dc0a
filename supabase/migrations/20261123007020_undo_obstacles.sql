-- Whether an import can be undone: not while a later one builds on what it did.

create function private.undo_obstacle(for_organization uuid, of_import uuid) returns jsonb
language sql stable set search_path = '' as $$
  with mine as (
    select j.applied_version, j.alert_images from public.import_jobs j where j.organization_id = $1 and j.id = $2
  ), later as materialized (
    -- One that is being undone is still applied.
    select j.id, j.applied_version, j.alert_images from public.import_jobs j, mine m
    where j.organization_id = $1 and (j.status = 'succeeded' or j.phase = 'undoing') and j.applied_version > m.applied_version
  ), moved_orders as materialized (
    select a.purchase_order_id from public.alert_events e
    join public.alerts a on a.organization_id = e.organization_id and a.id = e.alert_id
    where e.organization_id = $1 and e.import_job_id = $2
    union
    select (i.image -> 'before' ->> 'purchase_order_id')::bigint from mine m, jsonb_array_elements(m.alert_images) i (image)
  ), blocking as (
    select c.import_job_id, 'rows' as how
    from public.import_changes c join later l on l.id = c.import_job_id
    where c.organization_id = $1 and (
      c.before ->> 'import_job_id' = $2::text
      or exists (select 1 from public.import_changes m
        where m.organization_id = $1 and m.type = c.type and m.entity_id = c.entity_id and m.import_job_id = $2)
      or c.type = 'purchase_orders' and exists (select 1 from public.purchase_orders p
        where p.organization_id = $1 and p.id = c.entity_id and p.import_job_id = $2)
      or c.type = 'quantity_surveys' and exists (select 1 from public.quantity_surveys q
        where q.organization_id = $1 and q.id = c.entity_id and q.import_job_id = $2))
    union all
    select q.first_import_job_id, 'surveys'
    from public.purchase_orders p
    join public.quantity_surveys q on q.organization_id = $1 and q.purchase_order_id = p.id
    join later l on l.id = q.first_import_job_id
    where p.organization_id = $1 and p.first_import_job_id = $2
    union all
    select e.import_job_id, 'alerts'
    from moved_orders o
    join public.alerts a on a.organization_id = $1 and a.purchase_order_id = o.purchase_order_id
    join public.alert_events e on e.organization_id = $1 and e.alert_id = a.id
    join later l on l.id = e.import_job_id
    union all
    select l.id, 'alerts'
    from later l, jsonb_array_elements(l.alert_images) i (image), moved_orders o
    where (i.image -> 'before' ->> 'purchase_order_id')::bigint = o.purchase_order_id
  )
  select jsonb_build_object('import_id', j.id, 'file_name', f.file_name, 'sentence', format(
    'The import of %s from “%s”, applied on %s, %s. Undo that one first.',
    replace(j.type::text, '_', ' '), f.file_name, to_char(j.finished_at at time zone o.time_zone, 'FMDD Mon YYYY, HH24:MI'),
    case b.how when 'rows' then 'changed some of the same rows later'
      when 'surveys' then 'brought quantity surveys of purchase orders that this one created'
      else 'moved some of the same alerts later' end))
  from blocking b
  join later l on l.id = b.import_job_id
  join public.import_jobs j on j.organization_id = $1 and j.id = l.id
  join public.import_files f on f.organization_id = $1 and f.id = j.file_id
  join public.organizations o on o.id = $1
  -- The newest first: the others can't be undone before it.
  order by l.applied_version desc, b.how desc limit 1
$$;
comment on function private.undo_obstacle(uuid, uuid) is
  'The newest later import that touched the same rows or alerts, or counts against orders that this one created: {import_id, file_name, sentence}. Null when nothing stands in the way.';

create function private.undo_refusal(job public.import_jobs) returns jsonb
language sql stable set search_path = '' as $$
  select case
    when job.status = 'undone' then jsonb_build_object('sentence', 'This import is undone already.')
    when job.phase = 'undoing' then jsonb_build_object('sentence', 'This import is being undone already.')
    when job.status <> 'succeeded' then jsonb_build_object('sentence',
      format('Only an import that was applied can be undone (this one is %s).', replace(job.status::text, '_', ' ')))
    else private.undo_obstacle(job.organization_id, job.id)
  end
$$;
comment on function private.undo_refusal(public.import_jobs) is
  'Why an import can''t be undone now: {sentence}, and for a later import also {import_id, file_name}. Null when it can.';
