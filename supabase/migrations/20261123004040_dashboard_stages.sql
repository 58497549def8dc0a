-- How long the quantity surveys that are not posted yet have waited where they are.

create function private.dashboard_stages(organization_id uuid, today date) returns jsonb
language sql stable set search_path = '' as $$
  with waiting as (
    -- A stage entered on an unknown day is counted from the last step whose day is known.
    select q.stage, q.total, $2 - case q.stage
      when 'created' then q.created_date
      when 'transferred' then coalesce(q.transferred_date, q.created_date)
      when 'accepted' then coalesce(q.accepted_date, q.transferred_date, q.created_date)
      else coalesce(q.invoice_date, q.accepted_date, q.transferred_date, q.created_date)
    end as days
    from public.quantity_surveys q
    where q.organization_id = $1 and q.stage <> 'posted' and q.withdrawn_at is null and q.purchase_order_id is not null
  ), sums as (
    select w.stage, case when w.days is not null then least(greatest(w.days, 0) / 30, 3) end as band, count(*) as surveys, sum(w.total) as total, max(w.days) as oldest
    from waiting w group by 1, 2
  ), stages as (
    select s.stage, sum(s.surveys) as surveys, sum(s.total) as total, max(s.oldest) as oldest,
      jsonb_agg(jsonb_build_object('band', s.band, 'count', s.surveys, 'total', s.total::numeric(24,2)::text) order by s.band) as bands
    from sums s group by s.stage
  )
  select coalesce(jsonb_agg(jsonb_build_object('stage', s.stage, 'count', s.surveys, 'total', s.total::numeric(24,2)::text,
    'oldest_days', s.oldest, 'bands', s.bands) order by s.stage), '[]'::jsonb)
  from stages s
$$;
comment on function private.dashboard_stages(uuid, date) is
  'Counted quantity surveys before posting by stage, in bands of 30 days since they entered it (0: under 30, 3: 90 and more, null: undated). Money as text.';
grant execute on function private.dashboard_stages(uuid, date) to authenticated;
