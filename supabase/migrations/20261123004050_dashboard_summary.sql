-- The dashboard in one question.

create function private.dashboard_attention(organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  with urgent as (
    select a.id, a.purchase_order_id, a.purchase_order_no, a.level, p.order_short_text, p.utilization_percent,
      p.total_spent - p.order_value as overrun, p.lifecycle <> 'open' as closed
    from public.alerts a
    join public.purchase_orders p on p.organization_id = a.organization_id and p.id = a.purchase_order_id
    where a.organization_id = $1 and a.status = 'open' and a.level >= 'critical'
  ), worst as (
    select u.* from urgent u order by u.level desc, u.overrun desc, u.id limit 3
  )
  select jsonb_build_object(
    'over_budget', count(*) filter (where u.level = 'over_budget'),
    'closed', count(*) filter (where u.closed),
    'critical', count(*) filter (where u.level = 'critical'),
    'worst', (select coalesce(jsonb_agg(jsonb_build_object('alert_id', w.id::text, 'purchase_order_id', w.purchase_order_id::text,
      'purchase_order_no', w.purchase_order_no, 'text', w.order_short_text, 'level', w.level,
      'percent', w.utilization_percent::text, 'overrun', w.overrun::numeric(24,2)::text)
      order by w.level desc, w.overrun desc, w.id), '[]'::jsonb) from worst w)
  ) from urgent u
$$;
comment on function private.dashboard_attention(uuid) is
  'Open alerts at critical or over budget: how many (and how many of those orders are closed), and the three with most money beyond (or least left of) their value.';
grant execute on function private.dashboard_attention(uuid) to authenticated;

create function public.dashboard_summary(organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'today', d.today,
    'orders', private.dashboard_orders($1),
    'week_ago', private.dashboard_week_ago($1),
    'billing', private.dashboard_billing($1, d.today),
    'stages', private.dashboard_stages($1, d.today),
    'attention', private.dashboard_attention($1),
    'orphans', (select jsonb_build_object('count', count(*), 'total', coalesce(sum(q.total), 0)::numeric(24,2)::text)
      from public.quantity_surveys q
      where q.organization_id = $1 and q.purchase_order_id is null and q.withdrawn_at is null),
    'imported', jsonb_build_object(
      'purchase_orders', (select max(j.finished_at) from public.import_jobs j
        where j.organization_id = $1 and j.status = 'succeeded' and j.type = 'purchase_orders'),
      'quantity_surveys', (select max(j.finished_at) from public.import_jobs j
        where j.organization_id = $1 and j.status = 'succeeded' and j.type = 'quantity_surveys'))
  )
  from (select (now() at time zone o.time_zone)::date as today from public.organizations o where o.id = $1) d
$$;
comment on function public.dashboard_summary(uuid) is
  'Every figure of the dashboard of one organization, by its own calendar day. Money as text. Null for a stranger.';
grant execute on function public.dashboard_summary(uuid) to authenticated;
