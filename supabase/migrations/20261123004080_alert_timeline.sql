-- The story of one alert.

create function public.alert_timeline(organization_id uuid, alert_id bigint)
returns table (
  id bigint, event public.alert_event_type, level_before public.utilization_level, level_after public.utilization_level,
  order_value text, total_spent text, note text, acted_by_name text, import_job_id uuid, file_name text,
  raise_expected_by date, snoozed_until date, created_at timestamptz
)
language sql stable set search_path = '' as $$
  select e.id, e.event, e.level_before, e.level_after, e.order_value::text, e.total_spent::text, e.note,
    coalesce(nullif(u.full_name, ''), u.email), e.import_job_id, f.file_name,
    -- An event keeps the alert as it was before it: what a step set stands in the next step, or in the alert itself.
    case when e.event = 'acknowledged' then coalesce((lead(e.before) over steps ->> 'raise_expected_by')::date,
      case when lead(e.id) over steps is null then a.raise_expected_by end) end,
    case when e.event = 'snoozed' then coalesce((lead(e.before) over steps ->> 'snoozed_until')::date,
      case when lead(e.id) over steps is null then a.snoozed_until end) end,
    e.created_at
  from public.alert_events e
  join public.alerts a on a.organization_id = e.organization_id and a.id = e.alert_id
  left join public.user_profiles u on u.user_id = e.acted_by
  left join public.import_jobs j on j.organization_id = e.organization_id and j.id = e.import_job_id
  left join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
  where e.organization_id = $1 and e.alert_id = $2
  window steps as (order by e.id)
  order by e.id
$$;
comment on function public.alert_timeline(uuid, bigint) is
  'The steps of an alert, oldest first: who or which import, the figures at that time, the note, the promised or chosen day. Money as text.';
grant execute on function public.alert_timeline(uuid, bigint) to authenticated;
