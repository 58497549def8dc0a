-- The dashboard's figures about billing over time, from the daily roll-up.

create function private.dashboard_billing(organization_id uuid, today date) returns jsonb
language sql stable set search_path = '' as $$
  with days as materialized (
    -- A creation date in the future is a slip of the pen; it must not move the window away from what is real.
    select d.day, d.total, d.quantity_survey_count from public.billing_days d
    where d.organization_id = $1 and d.day <= $2 and d.day > $2 - 1100
  ), latest as (
    select max(d.day) as day, min(d.day) as first_day from days d
  ), weeks as (
    select l.day - 7 * n - 6 as first_day, l.day - 7 * n as last_day,
      coalesce(sum(d.total), 0) as total, coalesce(sum(d.quantity_survey_count), 0) as surveys
    from latest l cross join generate_series(0, 12) as n
    left join days d on d.day between l.day - 7 * n - 6 and l.day - 7 * n
    where l.day is not null
    group by l.day, n
  )
  select jsonb_build_object(
    'latest_day', l.day,
    'first_day', l.first_day,
    'last_7_days', (select coalesce(sum(d.total), 0)::numeric(24,2)::text from days d where d.day > $2 - 7),
    'last_30_days', (select coalesce(sum(d.total), 0)::numeric(24,2)::text from days d where d.day > l.day - 30),
    'daily_rate', (select (coalesce(sum(d.total), 0) / 30)::numeric(24,2)::text from days d where d.day > l.day - 30),
    'daily_rate_week_ago', case when l.first_day <= l.day - 37 then
      (select (coalesce(sum(d.total), 0) / 30)::numeric(24,2)::text from days d where d.day > l.day - 37 and d.day <= l.day - 7) end,
    'weeks', coalesce((select jsonb_agg(jsonb_build_object('first_day', w.first_day, 'last_day', w.last_day,
      'total', w.total::numeric(24,2)::text, 'surveys', w.surveys) order by w.first_day) from weeks w), '[]'::jsonb)
  ) from latest l
$$;
comment on function private.dashboard_billing(uuid, date) is
  'Billing by creation date: the average per calendar day of the 30 days to the latest billing day, and 13 weeks that end on it. Money as text.';
grant execute on function private.dashboard_billing(uuid, date) to authenticated;
