-- What happened to one purchase order line, and how its billing went month by month.

create function private.field_changes(before jsonb, after jsonb) returns jsonb
language sql immutable parallel safe set search_path = '' as $$
  with flat (side, field, value) as (
    select s.side, f.key, f.value from (values ('before', before), ('after', after)) s (side, fields),
      jsonb_each_text(s.fields - '{attributes,import_job_id,source_row,content_hash}'::text[]) f
    union all
    select s.side, 'attributes.' || f.key, f.value from (values ('before', before), ('after', after)) s (side, fields),
      jsonb_each_text(case when jsonb_typeof(s.fields -> 'attributes') = 'object' then s.fields -> 'attributes' end) f
  ), paired as (
    select field, max(value) filter (where side = 'before') as before, max(value) filter (where side = 'after') as after
    from flat group by field
  )
  select coalesce(jsonb_agg(jsonb_build_object('field', p.field, 'before', p.before, 'after', p.after) order by p.field), '[]'::jsonb)
  from paired p where p.before is distinct from p.after
$$;
comment on function private.field_changes(jsonb, jsonb) is
  'A before-image as [{field, before, after}], every value as text so that money stays exact; attributes one by one, provenance left out.';

create function public.purchase_order_timeline(for_organization uuid, wanted bigint)
returns table (happened_at timestamptz, kind text, import_job_id uuid, alert_id bigint, actor text, fields jsonb,
  level_before public.utilization_level, level_after public.utilization_level, order_value text, total_spent text, note text)
language sql stable set search_path = '' as $$
  select j.finished_at, 'first_import', j.id, null::bigint, coalesce(nullif(u.full_name, ''), u.email), '[]'::jsonb,
    null::public.utilization_level, null::public.utilization_level, null::text, null::text, f.file_name
  from public.purchase_orders p
  join public.import_jobs j on j.organization_id = p.organization_id and j.id = p.first_import_job_id
  join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
  left join public.user_profiles u on u.user_id = coalesce(j.confirmed_by, j.created_by)
  where p.organization_id = for_organization and p.id = wanted
  union all
  select j.finished_at, 'changed', j.id, null, coalesce(nullif(u.full_name, ''), u.email),
    private.field_changes(c.before, c.after), null, null, null, null, f.file_name
  from public.import_changes c
  join public.import_jobs j on j.organization_id = c.organization_id and j.id = c.import_job_id
  join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
  left join public.user_profiles u on u.user_id = coalesce(j.confirmed_by, j.created_by)
  where c.organization_id = for_organization and c.type = 'purchase_orders' and c.entity_id = wanted and j.status = 'succeeded'
  union all
  select e.created_at, 'alert_' || e.event, e.import_job_id, a.id, coalesce(nullif(u.full_name, ''), u.email), '[]'::jsonb,
    e.level_before, e.level_after, e.order_value::text, e.total_spent::text, e.note
  from public.alerts a
  join public.alert_events e on e.organization_id = a.organization_id and e.alert_id = a.id
  left join public.user_profiles u on u.user_id = e.acted_by
  where a.organization_id = for_organization and a.purchase_order_id = wanted
  order by 1 desc nulls last
$$;
comment on function public.purchase_order_timeline(uuid, bigint) is
  'The story of a purchase order line, newest first: its first import, each change by a later import, each step of its alerts. Values as text.';

create function public.purchase_order_billing_months(for_organization uuid, wanted bigint)
returns table (month date, total text, survey_count bigint)
language sql stable set search_path = '' as $$
  select date_trunc('month', q.created_date)::date, sum(q.total)::text, count(*)
  from public.quantity_surveys q
  where q.organization_id = for_organization and q.purchase_order_id = wanted and q.withdrawn_at is null
  group by 1 order by 1 nulls first
$$;
comment on function public.purchase_order_billing_months(uuid, bigint) is
  'What was billed against a purchase order line per month of creation, counted surveys only; month null: surveys without a date.';

create function public.quantity_survey_history(for_organization uuid, wanted bigint)
returns table (happened_at timestamptz, action text, import_job_id uuid, file_name text, actor text, fields jsonb)
language sql stable set search_path = '' as $$
  select j.finished_at, c.action, j.id, f.file_name, coalesce(nullif(u.full_name, ''), u.email),
    private.field_changes(c.before, c.after)
  from public.import_changes c
  join public.import_jobs j on j.organization_id = c.organization_id and j.id = c.import_job_id
  join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
  left join public.user_profiles u on u.user_id = coalesce(j.confirmed_by, j.created_by)
  where c.organization_id = for_organization and c.type = 'quantity_surveys' and c.entity_id = wanted and j.status = 'succeeded'
  order by c.id desc
$$;
comment on function public.quantity_survey_history(uuid, bigint) is 'What imports changed on a quantity survey after its first one, newest first. Values as text.';

grant execute on function private.field_changes(jsonb, jsonb), public.purchase_order_timeline(uuid, bigint),
  public.purchase_order_billing_months(uuid, bigint), public.quantity_survey_history(uuid, bigint) to authenticated;
