-- What the dashboard would have shown seven days ago, taken back from the records of the imports since then.

-- A pure rule about a word, needed to reckon the lifecycle that a former status meant.
grant execute on function private.lifecycle_of(text) to authenticated;

create function private.dashboard_week_ago(organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  with applied as materialized (
    select j.id, j.finished_at from public.import_jobs j
    where j.organization_id = $1 and j.status = 'succeeded' and j.finished_at > now() - interval '7 days'
  ), moved as (
    -- The first import of the week that touched an order knows how it stood before the week.
    select distinct on (e.purchase_order_no) e.purchase_order_no, e.level_before, e.is_new_order
    from public.import_effects e join applied a on a.id = e.import_job_id
    where e.organization_id = $1
    order by e.purchase_order_no, a.finished_at, e.id
  ), restated as (
    select distinct on (c.entity_id) c.entity_id, c.before ->> 'status' as status
    from public.import_changes c join applied a on a.id = c.import_job_id
    where c.organization_id = $1 and c.type = 'purchase_orders' and c.action = 'changed' and c.before ? 'status'
    order by c.entity_id, c.id
  ), former as (
    select case when r.entity_id is null then p.lifecycle else private.lifecycle_of(r.status) end as lifecycle,
      coalesce(m.level_before, p.level) as level
    from public.purchase_orders p
    left join moved m on m.purchase_order_no = p.purchase_order_no
    left join restated r on r.entity_id = p.id
    where p.organization_id = $1 and p.created_at <= now() - interval '7 days' and m.is_new_order is not true
  ), authorised as (
    select sum(coalesce(e.order_value_after, 0) - coalesce(e.order_value_before, 0)) as change
    from public.import_effects e join applied a on a.id = e.import_job_id
    where e.organization_id = $1
  )
  select jsonb_build_object(
    'active', (select count(*) from former f where f.lifecycle = 'open'),
    -- New thresholds move levels without an import, so the former levels are unknown then.
    'at_risk', case when not exists
        (select 1 from public.alert_settings s where s.organization_id = $1 and s.updated_at > now() - interval '7 days')
      then (select count(*) from former f where f.lifecycle = 'open' and f.level >= 'warning') end,
    'authorised_change', (select coalesce(a.change, 0)::numeric(24,2)::text from authorised a)
  )
  where exists (
    select 1 from public.import_jobs j
    where j.organization_id = $1 and j.type = 'purchase_orders' and j.status = 'succeeded'
      and j.finished_at <= now() - interval '7 days'
  )
$$;
comment on function private.dashboard_week_ago(uuid) is
  'Active and endangered purchase orders seven days ago, and by how much the authorised sum moved since; null when nothing was imported by then.';
grant execute on function private.dashboard_week_ago(uuid) to authenticated;
