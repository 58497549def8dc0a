-- What "authorized" counts, one ranking of what is worst, what needs somebody, and changes since last week that are right.

create function private.need_rank(level public.utilization_level, order_value numeric, total_spent numeric) returns numeric
language sql immutable parallel safe set search_path = '' as $$
  select (case level when 'over_budget' then 3 when 'critical' then 2 when 'warning' then 1 else 0 end) * 1e20
    + total_spent - order_value
$$;
comment on function private.need_rank(public.utilization_level, numeric, numeric) is
  'The one meaning of "worst first", descending: the level, and within it the money over the order value (or least left of it).';
grant execute on function private.need_rank(public.utilization_level, numeric, numeric) to authenticated;

create or replace function private.dashboard_orders(organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  with orders as materialized (
    select p.lifecycle, p.level, p.order_value, p.total_spent, p.quantity_survey_count
    from public.purchase_orders p where p.organization_id = $1
  ), bands as (
    select l.level, count(o.level) as orders, coalesce(sum(o.order_value), 0) as authorised,
      coalesce(sum(o.total_spent), 0) as spent, coalesce(sum(greatest(o.total_spent - o.order_value, 0)), 0) as overrun
    from unnest(enum_range(null::public.utilization_level)) as l (level)
    left join orders o on o.level = l.level and o.lifecycle = 'open'
    group by l.level
  )
  select jsonb_build_object(
    'count', count(*),
    'active', count(*) filter (where o.lifecycle = 'open'),
    -- What the client has withdrawn authorizes nothing any more.
    'authorised', coalesce(sum(o.order_value) filter (where o.lifecycle <> 'canceled'), 0)::numeric(24,2)::text,
    'canceled', count(*) filter (where o.lifecycle = 'canceled'),
    'canceled_value', coalesce(sum(o.order_value) filter (where o.lifecycle = 'canceled'), 0)::numeric(24,2)::text,
    'spent', coalesce(sum(o.total_spent), 0)::numeric(24,2)::text,
    'surveys', coalesce(sum(o.quantity_survey_count), 0),
    'without_surveys', count(*) filter (where o.lifecycle = 'open' and o.quantity_survey_count = 0),
    'without_surveys_authorised',
      coalesce(sum(o.order_value) filter (where o.lifecycle = 'open' and o.quantity_survey_count = 0), 0)::numeric(24,2)::text,
    'at_risk', (select sum(b.orders) from bands b where b.level >= 'warning'),
    'at_risk_authorised', (select sum(b.authorised) from bands b where b.level >= 'warning')::numeric(24,2)::text,
    'overrun', (select sum(b.overrun) from bands b)::numeric(24,2)::text,
    'bands', (select jsonb_agg(jsonb_build_object('level', b.level, 'count', b.orders,
        'authorised', b.authorised::numeric(24,2)::text, 'spent', b.spent::numeric(24,2)::text) order by b.level) from bands b)
  ) from orders o
$$;
comment on function private.dashboard_orders(uuid) is
  'Counts and money of an organization''s purchase orders. Authorized: open and completed lines. Bands and what is at risk: open ones only. Money as text.';

create or replace function public.purchase_order_totals(for_organization uuid, filters jsonb default '{}'::jsonb)
returns table (line_count bigint, authorised text, spent text, remaining text)
language plpgsql stable set search_path = '' as $$
begin
  return query execute format(
    'select sum_of.lines, sum_of.authorised::numeric(24,2)::text, sum_of.spent::numeric(24,2)::text,
       (sum_of.authorised - sum_of.spent)::numeric(24,2)::text
     from (select coalesce(sum(p.order_value) filter (where p.lifecycle <> ''canceled''), 0) as authorised,
         coalesce(sum(p.total_spent), 0) as spent, count(*) as lines
       from public.purchase_orders p where %s) sum_of', private.purchase_order_conditions(private.filters_from(filters)))
  using for_organization;
end;
$$;
comment on function public.purchase_order_totals(uuid, jsonb) is
  'How many purchase order lines a set of filters finds, and their sums. Canceled lines authorize nothing.';

create or replace function private.dashboard_week_ago(organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  with applied as materialized (
    select j.id, j.finished_at from public.import_jobs j
    where j.organization_id = $1 and j.status = 'succeeded' and j.finished_at > now() - interval '7 days'
  ), moved as (
    -- The first import of the week that touched an order knows how it stood before the week.
    select distinct on (e.purchase_order_no) e.purchase_order_no, e.level_before, e.is_new_order, e.order_value_before, e.spent_before
    from public.import_effects e join applied a on a.id = e.import_job_id
    where e.organization_id = $1
    order by e.purchase_order_no, a.finished_at, e.id
  ), restated as (
    select distinct on (c.entity_id) c.entity_id, c.before ->> 'status' as status
    from public.import_changes c join applied a on a.id = c.import_job_id
    where c.organization_id = $1 and c.type = 'purchase_orders' and c.action = 'changed' and c.before ? 'status'
    order by c.entity_id, c.id
  ), present as (
    select p.id, p.purchase_order_no, p.lifecycle, p.level, p.order_value, p.total_spent, p.created_at
    from public.purchase_orders p where p.organization_id = $1
  ), former as (
    select case when r.entity_id is null then p.lifecycle else private.lifecycle_of(r.status) end as lifecycle,
      coalesce(m.level_before, p.level) as level, coalesce(m.order_value_before, p.order_value) as order_value,
      coalesce(m.spent_before, p.total_spent) as total_spent
    from present p
    left join moved m on m.purchase_order_no = p.purchase_order_no
    left join restated r on r.entity_id = p.id
    where p.created_at <= now() - interval '7 days' and m.is_new_order is not true
  ), had as (
    select j.type, min(j.finished_at) as since from public.import_jobs j
    where j.organization_id = $1 and j.status = 'succeeded' and j.finished_at <= now() - interval '7 days' group by j.type
  )
  select jsonb_build_object(
    'active', (select count(*) from former f where f.lifecycle = 'open'),
    -- New thresholds move levels without an import, so the former levels are unknown then.
    'at_risk', case when not exists
        (select 1 from public.alert_settings s where s.organization_id = $1 and s.updated_at > now() - interval '7 days')
      then (select count(*) from former f where f.lifecycle = 'open' and f.level >= 'warning') end,
    'authorised_change', ((select coalesce(sum(p.order_value) filter (where p.lifecycle <> 'canceled'), 0) from present p)
      - (select coalesce(sum(f.order_value) filter (where f.lifecycle <> 'canceled'), 0) from former f))::numeric(24,2)::text,
    -- What the surveys said a week ago is known only once there were any.
    'spent_change', case when exists (select 1 from had h where h.type = 'quantity_surveys')
      then ((select coalesce(sum(p.total_spent), 0) from present p)
        - (select coalesce(sum(f.total_spent), 0) from former f))::numeric(24,2)::text end
  )
  where exists (select 1 from had h where h.type = 'purchase_orders')
$$;
comment on function private.dashboard_week_ago(uuid) is
  'Active and endangered purchase orders seven days ago, and by how much the authorized and the spent sum moved since; null when nothing was imported by then.';

create or replace function private.dashboard_attention(organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  with open_alerts as (
    select a.id, a.purchase_order_id, a.purchase_order_no, a.level, p.order_short_text, p.utilization_percent,
      p.total_spent - p.order_value as overrun, p.lifecycle <> 'open' as closed,
      private.need_rank(a.level, p.order_value, p.total_spent) as need
    from public.alerts a
    join public.purchase_orders p on p.organization_id = a.organization_id and p.id = a.purchase_order_id
    where a.organization_id = $1 and a.status = 'open'
  ), worst as (
    select u.* from open_alerts u order by u.need desc, u.id limit 3
  ), files as (
    -- A failed import stays until somebody tries it again or cancels it.
    select j.id, j.status, f.file_name from public.import_jobs j
    join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
    where j.organization_id = $1 and j.status in ('awaiting_mapping', 'awaiting_confirmation', 'failed')
  )
  select jsonb_build_object(
    'over_budget', count(*) filter (where u.level = 'over_budget'),
    'closed', count(*) filter (where u.closed and u.level >= 'critical'),
    'critical', count(*) filter (where u.level = 'critical'),
    'warning', count(*) filter (where u.level = 'warning'),
    'imports', (select jsonb_build_object(
        'to_answer', count(*) filter (where f.status = 'awaiting_mapping'),
        'to_confirm', count(*) filter (where f.status = 'awaiting_confirmation'),
        'failed', count(*) filter (where f.status = 'failed'),
        'only', case when count(*) = 1 then min(f.id::text) end) from files f),
    'worst', (select coalesce(jsonb_agg(jsonb_build_object('alert_id', w.id::text, 'purchase_order_id', w.purchase_order_id::text,
      'purchase_order_no', w.purchase_order_no, 'text', w.order_short_text, 'level', w.level,
      'percent', w.utilization_percent::text, 'overrun', w.overrun::numeric(24,2)::text)
      order by w.need desc, w.id), '[]'::jsonb) from worst w)
  ) from open_alerts u
$$;
comment on function private.dashboard_attention(uuid) is
  'All that waits for somebody: open alerts by level, the worst three of them, and imports that wait for an answer or a confirmation or have failed (`only`: the id, when it is one).';

create or replace function private.dashboard_worst_orders(organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', w.id::text, 'purchase_order_no', w.purchase_order_no, 'text', w.order_short_text,
    'level', w.level, 'order_value', w.order_value::text, 'remaining_budget', w.remaining_budget::text,
    'percent', w.utilization_percent::text) order by w.need desc, w.id), '[]'::jsonb)
  from (
    select p.*, private.need_rank(p.level, p.order_value, p.total_spent) as need from public.purchase_orders p
    where p.organization_id = $1 and p.lifecycle = 'open' and p.total_spent > 0
    order by need desc, p.id limit 10
  ) w
$$;
comment on function private.dashboard_worst_orders(uuid) is
  'The ten open purchase orders that are worst by private.need_rank. Money as text.';
