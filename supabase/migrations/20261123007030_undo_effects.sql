-- What undoing an import would do, without doing it.

create function private.undo_order_effects(for_organization uuid, of_import uuid)
returns table (
  purchase_order_no text, purchase_order_id bigint, is_removed boolean, order_value_before numeric, order_value_after numeric,
  spent_before numeric, spent_after numeric, level_before public.utilization_level, level_after public.utilization_level,
  removed_count integer, restored_count integer
)
language sql stable set search_path = '' as $$
  with moved_surveys as (
    select q.purchase_order_id as order_id, -sum(q.total) filter (where q.withdrawn_at is null) as delta,
      count(*)::integer as removed, 0 as restored
    from public.quantity_surveys q
    where q.organization_id = $1 and q.import_job_id = $2 and q.first_import_job_id = $2 and q.purchase_order_id is not null
    group by q.purchase_order_id
    union all
    select q.purchase_order_id, sum(
        case when w.withdrawn_before then 0 else coalesce((c.before ->> 'total')::numeric, q.total) end
        - case when q.withdrawn_at is null then q.total else 0 end),
      0, count(*)::integer
    from public.import_changes c
    join public.quantity_surveys q on q.organization_id = $1 and q.id = c.entity_id
    cross join lateral (
      select case when c.before ? 'withdrawn_at' then c.before ->> 'withdrawn_at' is not null else q.withdrawn_at is not null end as withdrawn_before
    ) w
    where c.organization_id = $1 and c.import_job_id = $2 and c.type = 'quantity_surveys' and c.action <> 'linked'
      and q.purchase_order_id is not null
    group by q.purchase_order_id
  ), touched (order_id, delta, removed, restored, image) as (
    select s.order_id, coalesce(sum(s.delta), 0), sum(s.removed)::integer, sum(s.restored)::integer, null::jsonb
    from moved_surveys s group by s.order_id
    union all
    select c.entity_id, 0, 0, 1, c.before from public.import_changes c
    where c.organization_id = $1 and c.import_job_id = $2 and c.type = 'purchase_orders'
    union all
    select p.id, 0, 1, 0, null from public.purchase_orders p where p.organization_id = $1 and p.first_import_job_id = $2
  ), figures as (
    select p.purchase_order_no, p.id, p.first_import_job_id = $2 as is_removed, p.order_value, p.total_spent, p.level,
      case when p.first_import_job_id <> $2 then coalesce((t.image ->> 'order_value')::numeric(18,2), p.order_value) end as value_after,
      case when p.first_import_job_id <> $2 then p.total_spent + t.delta else 0 end as spent_after, t.removed, t.restored
    from touched t join public.purchase_orders p on p.organization_id = $1 and p.id = t.order_id
  )
  select f.purchase_order_no, f.id, f.is_removed, f.order_value, f.value_after, f.total_spent, f.spent_after, f.level,
    case when not f.is_removed
      then private.level_of(f.value_after, f.spent_after, s.warning_percent, s.critical_percent, s.over_budget_percent) end,
    f.removed, f.restored
  from figures f join public.alert_settings s on s.organization_id = $1
$$;
comment on function private.undo_order_effects(uuid, uuid) is
  'Each purchase order that undoing an import would touch: figures and level now and afterwards, rows removed and put back.';

create function private.undo_alert_effects(for_organization uuid, of_import uuid)
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
      where e.organization_id = $1 and e.alert_id = a.id and e.id > m.id and e.import_job_id is null) as acted
  ) since
  where m.organization_id = $1 and m.import_job_id = $2 and m.before is not null and m.event <> 'undone'
$$;
comment on function private.undo_alert_effects(uuid, uuid) is
  'Each alert that undoing an import would remove, because the import opened it, or put back. acted_since: people (or a day that came) moved it since; what they did is kept where the alert stays.';

create function private.undo_effect(for_organization uuid, of_import uuid) returns jsonb
language sql stable set search_path = '' as $$
  with job as (
    select j.type, j.applied_version from public.import_jobs j where j.organization_id = $1 and j.id = $2
  ), orders as materialized (
    select e.*, abs(e.spent_after - e.spent_before) + abs(coalesce(e.order_value_after, 0) - e.order_value_before) as moved
    from private.undo_order_effects($1, $2) e
  ), alerts as materialized (
    select * from private.undo_alert_effects($1, $2)
  ), changes as (
    select count(*) filter (where c.action <> 'linked')::integer as restored, count(*) filter (where c.action = 'linked')::integer as unlinked
    from public.import_changes c where c.organization_id = $1 and c.import_job_id = $2
  ), money as (
    select case when j.type = 'purchase_orders' then sum(p.order_value) else sum(p.total_spent) end as now
    from job j left join public.purchase_orders p on p.organization_id = $1 group by j.type
  )
  select jsonb_build_object(
    'type', j.type,
    'removed', case when j.type = 'purchase_orders'
      then (select count(*) from public.purchase_orders p where p.organization_id = $1 and p.first_import_job_id = $2)
      else (select count(*) from public.quantity_surveys q
        where q.organization_id = $1 and q.import_job_id = $2 and q.first_import_job_id = $2) end,
    'restored', c.restored,
    'unlinked', c.unlinked,
    'money_before', coalesce(m.now, 0)::numeric(24,2)::text,
    'money_after', (coalesce(m.now, 0) + (select coalesce(sum(case when j.type = 'purchase_orders'
      then coalesce(o.order_value_after, 0) - o.order_value_before else o.spent_after - o.spent_before end), 0) from orders o))::numeric(24,2)::text,
    'order_count', (select count(*) from orders),
    'orders', (select coalesce(jsonb_agg(jsonb_build_object('purchase_order_no', o.purchase_order_no, 'purchase_order_id', o.purchase_order_id,
        'is_removed', o.is_removed, 'order_value_before', o.order_value_before::text, 'order_value_after', o.order_value_after::text,
        'spent_before', o.spent_before::text, 'spent_after', o.spent_after::numeric(18,2)::text,
        'level_before', o.level_before, 'level_after', o.level_after, 'removed', o.removed_count, 'restored', o.restored_count)
        order by o.moved desc, o.purchase_order_no), '[]'::jsonb)
      from (select * from orders order by moved desc, purchase_order_no limit 100) o),
    'alerts_removed', (select count(*) from alerts a where a.step = 'remove'),
    'alerts_restored', (select count(*) from alerts a where a.step = 'restore'),
    'alerts_acted_on', (select count(*) from alerts a where a.acted_since),
    'alerts', (select coalesce(jsonb_agg(to_jsonb(a) order by a.level_before desc, a.purchase_order_no), '[]'::jsonb)
      from (select * from alerts order by level_before desc, purchase_order_no limit 100) a),
    -- What later files hold unchanged was not written again, so it goes too.
    'later_imports', (select count(*) from public.import_jobs l
      where l.organization_id = $1 and l.type = j.type and l.status = 'succeeded' and l.applied_version > j.applied_version)
  )
  from job j, changes c, money m
$$;
comment on function private.undo_effect(uuid, uuid) is
  'The preview of an undo: rows, money, the purchase orders with the largest movement and the alerts, 100 of each at most. Money as text.';
