-- The dashboard's figures about purchase orders.

create function private.dashboard_orders(organization_id uuid) returns jsonb
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
    'authorised', coalesce(sum(o.order_value), 0)::numeric(24,2)::text,
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
  'Counts and money of an organization''s purchase orders. Bands and what is at risk: open orders only. Money as text.';
grant execute on function private.dashboard_orders(uuid) to authenticated;
