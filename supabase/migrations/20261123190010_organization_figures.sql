-- What an organization's dashboard and the filters of its order list are made of, kept for as long as its data stays
-- as it is: they are read many times a day, and change with an import, a threshold or the day.

create table public.organization_figures (
  organization_id uuid primary key references public.organizations (id) on delete cascade,
  data_version bigint not null,
  day date not null,
  made_by text not null,
  orders jsonb not null,
  billing jsonb not null,
  stages jsonb not null,
  orphans jsonb not null,
  order_filters jsonb not null
);
comment on table public.organization_figures is
  'Figures that stay the same until the next import. Used only while data_version, day and made_by are those of the present; otherwise they are reckoned.';
comment on column public.organization_figures.data_version is 'organizations.data_version as they were reckoned.';
comment on column public.organization_figures.day is 'The organization''s own calendar day from which ages were counted.';
comment on column public.organization_figures.made_by is 'private.figures_made_by() as they were reckoned.';
comment on column public.organization_figures.orders is 'What private.dashboard_orders answered.';
comment on column public.organization_figures.billing is 'What private.dashboard_billing answered.';
comment on column public.organization_figures.stages is 'What private.dashboard_stages answered.';
comment on column public.organization_figures.orphans is 'What private.dashboard_orphans answered.';
comment on column public.organization_figures.order_filters is 'What private.order_filters answered.';
comment on column public.organizations.data_version is
  'Raised in the same transaction by all that changes purchase orders, quantity surveys or levels: imports that are applied or undone, and new thresholds. Previews that were computed on an earlier one are computed again, and kept figures of an earlier one are not used.';
alter table public.organization_figures enable row level security;
create policy organization_figures_select on public.organization_figures for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
grant select on public.organization_figures to authenticated;

create function private.dashboard_orphans(organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('count', count(*), 'total', coalesce(sum(q.total), 0)::numeric(24,2)::text)
  from public.quantity_surveys q
  where q.organization_id = $1 and q.purchase_order_id is null and q.withdrawn_at is null
$$;
comment on function private.dashboard_orphans(uuid) is 'Quantity surveys whose purchase order is not known; they count in no total. Money as text.';

create function private.order_filters(organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  with lines as materialized (
    select p.status, p.company, coalesce(p.vendor_short_term, p.vendor_id) as vendor, p.location_plant, p.mgmt_group_id,
      coalesce(p.work_coordinator_id, p.work_coordinator_name) as coordinator, p.work_coordinator_name
    from public.purchase_orders p where p.organization_id = $1
  ), facets (facet, value, label, line_count) as (
    select 'status', l.status, l.status, count(*) from lines l group by l.status
    union all select 'company', l.company, l.company, count(*) from lines l group by l.company
    union all select 'vendor', l.vendor, l.vendor, count(*) from lines l group by l.vendor
    union all select 'plant', l.location_plant, l.location_plant, count(*) from lines l group by l.location_plant
    union all select 'group', l.mgmt_group_id, l.mgmt_group_id, count(*) from lines l group by l.mgmt_group_id
    -- A coordinator's name is blank in most rows; one row that has it names them all.
    union all select 'coordinator', l.coordinator, coalesce(max(l.work_coordinator_name), l.coordinator), count(*)
      from lines l group by l.coordinator
  )
  select coalesce(jsonb_agg(jsonb_build_object('facet', f.facet, 'value', f.value, 'label', f.label, 'line_count', f.line_count)
    order by f.facet, f.label, f.value), '[]'::jsonb)
  from facets f where f.value is not null
$$;
comment on function private.order_filters(uuid) is
  'The values that the filters of the purchase order list offer, with how many lines have each.';

create function private.figures_made_by() returns text
language sql stable set search_path = '' as $$
  select md5(string_agg(p.prosrc, '' order by p.proname)) from pg_catalog.pg_proc p
  where p.oid in ('private.dashboard_orders(uuid)'::regprocedure, 'private.dashboard_billing(uuid, date)'::regprocedure,
    'private.dashboard_stages(uuid, date)'::regprocedure, 'private.dashboard_orphans(uuid)'::regprocedure,
    'private.order_filters(uuid)'::regprocedure)
$$;
comment on function private.figures_made_by() is
  'Another text whenever a migration changes one of the functions whose answers are kept, so that none of their former answers is used.';

-- Asked together with the sums.
drop function public.purchase_order_filter_options(uuid);
create function public.purchase_order_overview(for_organization uuid, filters jsonb default '{}'::jsonb) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'totals', case when $2 = '{}'::jsonb and f.orders is not null
      then jsonb_build_object('line_count', f.orders -> 'count', 'authorised', f.orders -> 'authorised', 'spent', f.orders -> 'spent',
        'remaining', ((f.orders ->> 'authorised')::numeric - (f.orders ->> 'spent')::numeric)::text)
      else (select to_jsonb(t) from public.purchase_order_totals($1, $2) t) end,
    'options', coalesce(f.order_filters, private.order_filters($1)))
  from (values (1)) as always (row)
  left join public.organizations o on o.id = $1
  left join public.organization_figures f on f.organization_id = o.id and f.data_version = o.data_version
    and f.made_by = private.figures_made_by()
$$;
comment on function public.purchase_order_overview(uuid, jsonb) is
  'What stands around the purchase order list: the sums of the lines that the filters find, and the values that the filters offer. Money as text.';

create function private.dashboard_worst_orders(organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', w.id::text, 'purchase_order_no', w.purchase_order_no, 'text', w.order_short_text,
    'level', w.level, 'order_value', w.order_value::text, 'remaining_budget', w.remaining_budget::text,
    'percent', w.utilization_percent::text)
    order by w.level desc, w.utilization_percent desc nulls first), '[]'::jsonb)
  from (
    select p.* from public.purchase_orders p
    where p.organization_id = $1 and p.lifecycle = 'open' and p.total_spent > 0
    -- Spending without any authorised value has no percentage, and is worse than any.
    order by p.level desc, p.utilization_percent desc nulls first limit 10
  ) w
$$;
comment on function private.dashboard_worst_orders(uuid) is
  'The ten open purchase orders with the highest share spent, worst first. Money as text.';

create function private.dashboard_recent_surveys(organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id::text, 'qs_number', r.qs_number, 'purchase_order_no', r.purchase_order_no,
    'purchase_order_id', r.purchase_order_id::text, 'text', r.short_text, 'total', r.total::text,
    'created_date', r.created_date, 'stage', r.stage)
    order by r.created_date desc nulls last, r.id desc), '[]'::jsonb)
  from (
    select q.* from public.quantity_surveys q
    where q.organization_id = $1 and q.withdrawn_at is null
    order by q.created_date desc nulls last, q.id desc limit 10
  ) r
$$;
comment on function private.dashboard_recent_surveys(uuid) is
  'The ten quantity surveys with the latest creation dates, newest first. Money as text.';

create or replace function public.dashboard_summary(organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'today', d.today,
    'orders', coalesce(f.orders, private.dashboard_orders($1)),
    'week_ago', private.dashboard_week_ago($1),
    'billing', coalesce(f.billing, private.dashboard_billing($1, d.today)),
    'stages', coalesce(f.stages, private.dashboard_stages($1, d.today)),
    'attention', private.dashboard_attention($1),
    'orphans', coalesce(f.orphans, private.dashboard_orphans($1)),
    'worst_orders', private.dashboard_worst_orders($1),
    'recent_surveys', private.dashboard_recent_surveys($1),
    'imported', jsonb_build_object(
      'purchase_orders', (select max(j.finished_at) from public.import_jobs j
        where j.organization_id = $1 and j.status = 'succeeded' and j.type = 'purchase_orders'),
      'quantity_surveys', (select max(j.finished_at) from public.import_jobs j
        where j.organization_id = $1 and j.status = 'succeeded' and j.type = 'quantity_surveys'))
  )
  from (select o.data_version, (now() at time zone o.time_zone)::date as today from public.organizations o where o.id = $1) d
  left join public.organization_figures f on f.organization_id = $1 and f.data_version = d.data_version and f.day = d.today
    and f.made_by = private.figures_made_by()
$$;
comment on function public.dashboard_summary(uuid) is
  'Everything on the dashboard of one organization, by its own calendar day. Money as text. Null for a stranger.';

create function private.outdated_figures() returns setof uuid
language sql stable set search_path = '' as $$
  select d.id
  from (
    select o.id, o.data_version, (now() at time zone o.time_zone)::date as today
    from public.organizations o where o.data_version > 0
  ) d
  left join public.organization_figures f on f.organization_id = d.id
  where (f.data_version, f.day, f.made_by) is distinct from (d.data_version, d.today, private.figures_made_by())
  -- What somebody has just imported goes before what is old because the day is new.
  order by f.day is not distinct from d.today desc, d.id
$$;
comment on function private.outdated_figures() is
  'Organizations with data whose kept figures are missing, or were reckoned from other data, for another day or by other functions.';

create function private.keep_figures(organization_id uuid) returns void
language sql set search_path = '' as $$
  -- One snapshot for the version and all that is reckoned from it.
  insert into public.organization_figures
    (organization_id, data_version, day, made_by, orders, billing, stages, orphans, order_filters)
  select d.id, d.data_version, d.today, private.figures_made_by(), private.dashboard_orders(d.id),
    private.dashboard_billing(d.id, d.today), private.dashboard_stages(d.id, d.today), private.dashboard_orphans(d.id),
    private.order_filters(d.id)
  from (select o.id, o.data_version, (now() at time zone o.time_zone)::date as today from public.organizations o where o.id = $1) d
  on conflict (organization_id) do update
  set data_version = excluded.data_version, day = excluded.day, made_by = excluded.made_by, orders = excluded.orders,
    billing = excluded.billing, stages = excluded.stages, orphans = excluded.orphans, order_filters = excluded.order_filters
$$;
comment on function private.keep_figures(uuid) is 'Reckons the kept figures of an organization as its data is now.';

grant execute on function public.purchase_order_overview(uuid, jsonb), private.figures_made_by(), private.dashboard_orphans(uuid), private.order_filters(uuid), private.dashboard_worst_orders(uuid),
  private.dashboard_recent_surveys(uuid) to authenticated;
