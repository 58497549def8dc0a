-- The purchase order list: search, filters, sorting and totals over any number of rows, one page at a time.

-- A gateway may hand an object over as a string that holds its JSON, instead of as the object.
create function private.filters_from(given jsonb) returns jsonb
language sql immutable parallel safe set search_path = '' as $$
  select case when jsonb_typeof(given) = 'string' then (given #>> '{}')::jsonb else coalesce(given, '{}'::jsonb) end
$$;
comment on function private.filters_from(jsonb) is 'The filters of a list as an object, also when they arrived as the text of one.';

create function private.contains_pattern(word text) returns text
language sql immutable parallel safe set search_path = '' as $$
  select '%' || regexp_replace(lower(word), '([\\%_])', '\\\1', 'g') || '%'
$$;
comment on function private.contains_pattern(text) is 'A LIKE pattern for lower-case text that contains the word, whose own %, _ and \ mean themselves.';

-- The default order, worst first: spending without any authorised value is worse than any percentage.
create index purchase_orders_rank_idx on public.purchase_orders (organization_id,
  (case when order_value > 0 then utilization_percent when total_spent > 0 then 'Infinity'::numeric end) desc nulls last, id);

-- The one definition of what a filter means, so that a list and its totals can't disagree. It leaves out what is not
-- asked for, which gives each combination the plan it deserves; every value is quoted as a literal.
create function private.purchase_order_conditions(filters jsonb) returns text
language sql immutable set search_path = '' as $$
  select concat_ws(' and ',
    'p.organization_id = $1',
    (select string_agg(format('p.search_text like %L', private.contains_pattern(word)), ' and ')
      from regexp_split_to_table(filters ->> 'q', '\s+') as word where word <> ''),
    case when filters ? 'header' then format('p.header_no = %L', filters ->> 'header') end,
    case when filters ? 'level' then
      format('p.level = any (%L::public.utilization_level[])', array(select jsonb_array_elements_text(filters -> 'level'))) end,
    case when filters ? 'lifecycle' then format('p.lifecycle = %L', filters ->> 'lifecycle') end,
    case when filters ? 'status' then format('p.status = %L', filters ->> 'status') end,
    case when filters ? 'company' then format('p.company = %L', filters ->> 'company') end,
    case when filters ? 'vendor' then format('%L in (p.vendor_id, p.vendor_short_term)', filters ->> 'vendor') end,
    case when filters ? 'plant' then format('p.location_plant = %L', filters ->> 'plant') end,
    case when filters ? 'group' then format('p.mgmt_group_id = %L', filters ->> 'group') end,
    case when filters ? 'coordinator' then
      format('%L in (p.work_coordinator_id, p.work_coordinator_name)', filters ->> 'coordinator') end,
    case when filters ? 'import' then format('p.import_job_id = %L::uuid', filters ->> 'import') end,
    case filters ->> 'billed' when 'yes' then 'p.quantity_survey_count > 0' when 'no' then 'p.quantity_survey_count = 0' end)
$$;
comment on function private.purchase_order_conditions(jsonb) is
  'The WHERE clause (over p, organization as $1) of a set of list filters: q, header, level (array), lifecycle, status, company, vendor, plant, group, coordinator, import, billed (yes or no).';

create function public.search_purchase_orders(
  for_organization uuid, filters jsonb default '{}'::jsonb, sort text default 'utilization', descending boolean default true,
  key_value text default null, key_id bigint default null, backwards boolean default false, row_limit integer default 51
) returns table (
  id bigint, purchase_order_no text, order_short_text text, vendor_name text, status text,
  lifecycle public.purchase_order_lifecycle, order_value text, total_spent text, remaining_budget text,
  utilization_percent text, level public.utilization_level, last_billed_date date, completion_date date, sort_value text
)
language plpgsql stable set search_path = '' as $$
declare
  sort_key text := case sort
    -- As in purchase_orders_rank_idx, which must match it to be used.
    when 'utilization' then
      'case when p.order_value > 0 then p.utilization_percent when p.total_spent > 0 then ''Infinity''::numeric end'
    when 'number' then 'p.purchase_order_no'
    when 'order_value' then 'p.order_value'
    when 'spent' then 'p.total_spent'
    when 'remaining' then 'p.remaining_budget'
    when 'last_billed' then 'p.last_billed_date'
    when 'completion' then 'p.completion_date' end;
  key_type text := case sort when 'number' then 'text' when 'last_billed' then 'date' when 'completion' then 'date' else 'numeric' end;
  -- Nulls come last whichever way the list is sorted, so they come first when it is read backwards; ties rise by id.
  rising boolean := descending = backwards;
  beyond text := case
    when key_id is null then 'true'
    when key_value is null and not backwards then format('%s is null and p.id > %s', sort_key, key_id)
    when key_value is null then format('(%s is not null or p.id < %s)', sort_key, key_id)
    else format('(%1$s %2$s %3$L::%4$s or (%1$s = %3$L::%4$s and p.id %5$s %6$s) %7$s)', sort_key,
      case when rising then '>' else '<' end, key_value, key_type, case when backwards then '<' else '>' end, key_id,
      case when not backwards then format('or %s is null', sort_key) end)
  end;
begin
  if sort_key is null then
    raise exception 'There is no order named %.', sort using errcode = 'AE422';
  end if;
  return query execute format(
    'select page.* from (
       select p.id, p.purchase_order_no, p.order_short_text, coalesce(p.vendor_short_term, p.vendor_id), p.status, p.lifecycle,
         p.order_value::text, p.total_spent::text, p.remaining_budget::text, p.utilization_percent::text, p.level,
         p.last_billed_date, p.completion_date, (%1$s)::text as sort_value
       from public.purchase_orders p where %2$s and %3$s
       order by %1$s %4$s, p.id %5$s limit $2
     ) page order by page.sort_value::%6$s %7$s nulls last, page.id',
    sort_key, private.purchase_order_conditions(private.filters_from(filters)), beyond,
    case when rising then 'asc' else 'desc' end || case when backwards then ' nulls first' else ' nulls last' end,
    case when backwards then 'desc' else 'asc' end,
    key_type || case when key_type = 'text' then ' collate "C"' else '' end,
    case when descending then 'desc' else 'asc' end)
  using for_organization, least(row_limit, 501);
end;
$$;
comment on function public.search_purchase_orders(uuid, jsonb, text, boolean, text, bigint, boolean, integer) is
  'One page of the purchase order list, after (or before, when backwards) the row whose sort_value and id are the key. Money is text, so that no cent becomes a float.';

create function public.purchase_order_totals(for_organization uuid, filters jsonb default '{}'::jsonb)
returns table (line_count bigint, authorised text, spent text, remaining text)
language plpgsql stable set search_path = '' as $$
begin
  return query execute format(
    'select count(*), coalesce(sum(p.order_value), 0.00)::text, coalesce(sum(p.total_spent), 0.00)::text,
       coalesce(sum(p.remaining_budget), 0.00)::text
     from public.purchase_orders p where %s', private.purchase_order_conditions(private.filters_from(filters)))
  using for_organization;
end;
$$;
comment on function public.purchase_order_totals(uuid, jsonb) is 'How many purchase order lines a set of filters finds, and their sums.';

create function public.purchase_order_filter_options(for_organization uuid)
returns table (facet text, value text, label text, line_count bigint)
language sql stable set search_path = '' as $$
  with lines as materialized (
    select p.status, p.company, coalesce(p.vendor_short_term, p.vendor_id) as vendor, p.location_plant, p.mgmt_group_id,
      coalesce(p.work_coordinator_id, p.work_coordinator_name) as coordinator, p.work_coordinator_name
    from public.purchase_orders p where p.organization_id = for_organization
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
  select f.facet, f.value, f.label, f.line_count from facets f where f.value is not null order by f.facet, f.label, f.value
$$;
comment on function public.purchase_order_filter_options(uuid) is
  'The values that the filters of the purchase order list offer, with how many lines have each.';

grant execute on function private.filters_from(jsonb), private.contains_pattern(text), private.purchase_order_conditions(jsonb),
  public.search_purchase_orders(uuid, jsonb, text, boolean, text, bigint, boolean, integer),
  public.purchase_order_totals(uuid, jsonb), public.purchase_order_filter_options(uuid) to authenticated;
