-- Alerts, their timelines and those of orders, with causes; sentences are made where they are shown.

drop function public.alert_list(uuid, public.alert_status, public.utilization_level, text, integer, bigint, boolean, integer);
drop view public.alert_rows;
create view public.alert_rows with (security_invoker = true) as
  select a.id, a.organization_id, a.purchase_order_id, a.purchase_order_no, a.level, a.status, a.opened_at, a.opened_by_import, a.opened_cause,
    f.file_name as opened_by_file, a.acknowledged_at, a.acknowledgement_note, a.raise_expected_by, a.snoozed_until,
    a.resolved_at, a.resolved_reason, a.resolved_cause, a.resolved_facts, a.suppressed_level is not null as suppresses,
    coalesce(nullif(acknowledger.full_name, ''), acknowledger.email) as acknowledged_by_name,
    coalesce(nullif(resolver.full_name, ''), resolver.email) as resolved_by_name,
    p.order_short_text, p.vendor_short_term, p.status as order_status, p.lifecycle, p.completion_date, p.level as order_level,
    p.order_value::text as order_value, p.total_spent::text as total_spent, p.remaining_budget::text as remaining_budget,
    p.utilization_percent::text as utilization_percent, p.quantity_survey_count, p.last_billed_date
  from public.alerts a
  join public.purchase_orders p on p.organization_id = a.organization_id and p.id = a.purchase_order_id
  left join public.import_jobs j on j.organization_id = a.organization_id and j.id = a.opened_by_import
  left join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
  left join public.user_profiles acknowledger on acknowledger.user_id = a.acknowledged_by
  left join public.user_profiles resolver on resolver.user_id = a.resolved_by;
comment on view public.alert_rows is
  'Alerts with their purchase order as it stands now, the file that opened them, and names. Money as text. Obeys the reader''s row level security.';
grant select on public.alert_rows to authenticated;

create function public.alert_list(
  organization_id uuid, with_status public.alert_status, with_level public.utilization_level default null, search text default null,
  from_rank integer default null, from_id bigint default null, backwards boolean default false, row_limit integer default 51
) returns setof public.alert_rows
language sql stable set search_path = '' as $$
  select r.* from public.alert_rows r
  where r.organization_id = $1 and r.status = $2 and ($3 is null or r.level = $3)
    and ($4 is null or strpos(lower(r.purchase_order_no || ' ' || coalesce(r.order_short_text, '')), lower($4)) > 0)
    and ($6 is null or case when $7
      then (private.alert_rank(r.status, r.level), r.id) > ($5, $6)
      else (private.alert_rank(r.status, r.level), r.id) < ($5, $6) end)
  order by
    case when $7 then private.alert_rank(r.status, r.level) end, case when $7 then r.id end,
    case when not $7 then private.alert_rank(r.status, r.level) end desc, case when not $7 then r.id end desc
  limit least($8, 201)
$$;
comment on function public.alert_list(uuid, public.alert_status, public.utilization_level, text, integer, bigint, boolean, integer) is
  'One page of alerts of a status: worst level first, newest first; backwards gives the rows before the key, nearest first.';
grant execute on function public.alert_list(uuid, public.alert_status, public.utilization_level, text, integer, bigint, boolean, integer)
  to authenticated;

drop function public.alert_timeline(uuid, bigint);
create function public.alert_timeline(organization_id uuid, alert_id bigint)
returns table (
  id bigint, event public.alert_event_type, cause public.alert_cause, facts jsonb,
  level_before public.utilization_level, level_after public.utilization_level,
  order_value text, total_spent text, note text, acted_by_name text, import_job_id uuid, file_name text, created_at timestamptz
)
language sql stable set search_path = '' as $$
  select e.id, e.event, e.cause, e.facts, e.level_before, e.level_after, e.order_value::text, e.total_spent::text, e.note,
    coalesce(nullif(u.full_name, ''), u.email), j.id, f.file_name, e.created_at
  from public.alert_events e
  left join public.user_profiles u on u.user_id = e.acted_by
  left join public.import_jobs j on j.organization_id = e.organization_id and j.id = coalesce(e.import_job_id, (e.facts ->> 'import')::uuid)
  left join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
  where e.organization_id = $1 and e.alert_id = $2
  order by e.id
$$;
comment on function public.alert_timeline(uuid, bigint) is
  'The steps of an alert, oldest first: why, who or which import, the figures at that time, the note. Money as text.';
grant execute on function public.alert_timeline(uuid, bigint) to authenticated;

drop function public.purchase_order_timeline(uuid, bigint);
create function public.purchase_order_timeline(for_organization uuid, wanted bigint)
returns table (happened_at timestamptz, kind text, import_job_id uuid, alert_id bigint, actor text, fields jsonb,
  level_before public.utilization_level, level_after public.utilization_level, order_value text, total_spent text, note text,
  cause public.alert_cause, facts jsonb)
language sql stable set search_path = '' as $$
  select j.finished_at, 'first_import', j.id, null::bigint, coalesce(nullif(u.full_name, ''), u.email), '[]'::jsonb,
    null::public.utilization_level, null::public.utilization_level, null::text, null::text, f.file_name, null::public.alert_cause, null::jsonb
  from public.purchase_orders p
  join public.import_jobs j on j.organization_id = p.organization_id and j.id = p.first_import_job_id
  join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
  left join public.user_profiles u on u.user_id = coalesce(j.confirmed_by, j.created_by)
  where p.organization_id = for_organization and p.id = wanted
  union all
  select j.finished_at, 'changed', j.id, null, coalesce(nullif(u.full_name, ''), u.email),
    private.field_changes(c.before, c.after), null, null, null, null, f.file_name, null, null
  from public.import_changes c
  join public.import_jobs j on j.organization_id = c.organization_id and j.id = c.import_job_id
  join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
  left join public.user_profiles u on u.user_id = coalesce(j.confirmed_by, j.created_by)
  where c.organization_id = for_organization and c.type = 'purchase_orders' and c.entity_id = wanted and j.status = 'succeeded'
  union all
  select e.created_at, 'alert_' || e.event, e.import_job_id, a.id, coalesce(nullif(u.full_name, ''), u.email), '[]'::jsonb,
    e.level_before, e.level_after, e.order_value::text, e.total_spent::text, e.note, e.cause, e.facts
  from public.alerts a
  join public.alert_events e on e.organization_id = a.organization_id and e.alert_id = a.id
  left join public.user_profiles u on u.user_id = e.acted_by
  where a.organization_id = for_organization and a.purchase_order_id = wanted
  order by 1 desc nulls last
$$;
comment on function public.purchase_order_timeline(uuid, bigint) is
  'The story of a purchase order line, newest first: its first import, each change by a later import, each step of its alerts with its cause. Values as text.';
grant execute on function public.purchase_order_timeline(uuid, bigint) to authenticated;
