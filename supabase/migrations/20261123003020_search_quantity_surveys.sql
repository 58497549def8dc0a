-- The quantity survey list: newest first, quick with hundreds of thousands of rows per organization.

-- As a range, because LIKE may not reach an index below row level security, and comparisons may.
create function private.starts_with_condition(column_name text, prefix text) returns text
language sql immutable set search_path = '' as $$
  select format('(%1$s >= %2$L and %1$s < %3$L)', column_name, prefix, prefix || chr(1114111))
$$;
comment on function private.starts_with_condition(text, text) is 'A condition that a column in C collation starts with the prefix, which its index can answer.';

create function private.quantity_survey_search_condition(for_organization uuid, words text) returns text
language plpgsql stable set search_path = '' as $$
declare
  wanted text := btrim(words);
  by_number text := (
    select string_agg(private.starts_with_condition(column_name, prefix), ' or ')
    from (values ('q.qs_number'), ('q.purchase_order_no')) as columns (column_name),
      (select wanted as prefix union select upper(wanted)) as spellings);
  found_number boolean;
begin
  execute format('select exists (select from public.quantity_surveys q where q.organization_id = $1 and (%s))', by_number)
    into found_number using for_organization;
  if found_number then return '(' || by_number || ')'; end if;
  return (select string_agg(format('lower(q.short_text) like %L', private.contains_pattern(word)), ' and ')
    from regexp_split_to_table(wanted, '\s+') as word);
end;
$$;
comment on function private.quantity_survey_search_condition(uuid, text) is
  'What a search means: numbers (of survey or purchase order) that start with it; if there are none, short texts that contain each of its words.';

create function private.quantity_survey_conditions(for_organization uuid, filters jsonb) returns text
language sql stable set search_path = '' as $$
  select concat_ws(' and ',
    'q.organization_id = $1',
    case when btrim(filters ->> 'q') <> '' then private.quantity_survey_search_condition(for_organization, filters ->> 'q') end,
    case when filters ? 'stage' then format('q.stage = %L::public.quantity_survey_stage', filters ->> 'stage') end,
    case when filters ? 'accepted_until' then
      format('q.stage = ''accepted'' and q.accepted_date <= %L::date', filters ->> 'accepted_until') end,
    case when filters ? 'purchase_order_id' then format('q.purchase_order_id = %L::bigint', filters ->> 'purchase_order_id') end,
    case when filters ? 'purchase_order_no' then
      private.starts_with_condition('q.purchase_order_no', filters ->> 'purchase_order_no') end,
    case filters ->> 'orphans' when 'only' then 'q.purchase_order_id is null' when 'without' then 'q.purchase_order_id is not null' end,
    case filters ->> 'withdrawn' when 'only' then 'q.withdrawn_at is not null' when 'without' then 'q.withdrawn_at is null' end,
    case when filters ? 'from' then format('q.created_date >= %L::date', filters ->> 'from') end,
    case when filters ? 'to' then format('q.created_date <= %L::date', filters ->> 'to') end,
    case when filters ? 'import' then format('q.import_job_id = %L::uuid', filters ->> 'import') end)
$$;
comment on function private.quantity_survey_conditions(uuid, jsonb) is
  'The WHERE clause (over q, organization as $1) of a set of list filters: q, stage, accepted_until, purchase_order_id, purchase_order_no (prefix), orphans and withdrawn (only or without), from, to, import.';

create function public.search_quantity_surveys(
  for_organization uuid, filters jsonb default '{}'::jsonb,
  key_date date default null, key_id bigint default null, backwards boolean default false, row_limit integer default 51
) returns table (
  id bigint, purchase_order_id bigint, purchase_order_no text, qs_number text, part_no integer, short_text text,
  stage public.quantity_survey_stage, total text, created_date date, transferred_date date, accepted_date date, invoice_number text,
  invoice_date date, accounting_document text, withdrawn_at timestamptz, source_row integer, import_job_id uuid, file_name text
)
language plpgsql stable set search_path = '' as $$
declare
  -- Newest first, those without a date last. Each part is a range of the index, which an OR over both would not be.
  nearest text := case when backwards
    then 'order by q.created_date asc nulls first, q.id asc limit $2' else 'order by q.created_date desc nulls last, q.id desc limit $2' end;
  found_rows text := format('select q.* from public.quantity_surveys q where %s',
    private.quantity_survey_conditions(for_organization, private.filters_from(filters)));
  parts text[];
begin
  if key_id is null and not backwards then
    parts := array[format('%s %s', found_rows, nearest)];
  elsif key_date is null and not backwards then
    parts := array[format('%s and q.created_date is null and q.id < %s %s', found_rows, key_id, nearest)];
  elsif key_date is null then
    parts := array[
      format('%s and q.created_date is null and q.id > %s %s', found_rows, key_id, nearest),
      format('%s and q.created_date is not null %s', found_rows, nearest)];
  elsif backwards then
    parts := array[format('%s and (q.created_date, q.id) > (%L::date, %s) %s', found_rows, key_date, key_id, nearest)];
  else
    parts := array[
      format('%s and (q.created_date, q.id) < (%L::date, %s) %s', found_rows, key_date, key_id, nearest),
      format('%s and q.created_date is null %s', found_rows, nearest)];
  end if;
  return query execute format(
    'select page.id, page.purchase_order_id, page.purchase_order_no, page.qs_number, page.part_no, page.short_text, page.stage,
       page.total::text, page.created_date, page.transferred_date, page.accepted_date, page.invoice_number, page.invoice_date,
       page.accounting_document, page.withdrawn_at, page.source_row, page.import_job_id, f.file_name
     from (select * from (%s) parts order by created_date %s, id %s limit $2) page
     left join public.import_jobs j on j.organization_id = $1 and j.id = page.import_job_id
     left join public.import_files f on f.organization_id = $1 and f.id = j.file_id
     order by page.created_date desc nulls last, page.id desc',
    '(' || array_to_string(parts, ') union all (') || ')',
    case when backwards then 'asc nulls first' else 'desc nulls last' end, case when backwards then 'asc' else 'desc' end)
  using for_organization, least(row_limit, 501);
end;
$$;
comment on function public.search_quantity_surveys(uuid, jsonb, date, bigint, boolean, integer) is
  'One page of the quantity survey list, newest first, after (or before, when backwards) the row with that date of creation and id. Money is text.';

create function public.quantity_survey_totals(for_organization uuid, filters jsonb default '{}'::jsonb, row_limit integer default 25000)
returns table (row_count bigint, counted_count bigint, counted_total text, orphan_count bigint, orphan_total text,
  withdrawn_count bigint, withdrawn_total text, is_complete boolean)
language plpgsql stable set search_path = '' as $$
declare
  wanted jsonb := private.filters_from(filters);
  with_orphans boolean := wanted ->> 'orphans' is distinct from 'without';
  with_withdrawn boolean := wanted ->> 'withdrawn' is distinct from 'without';
begin
  if wanted - '{orphans,withdrawn}'::text[] = '{}'::jsonb and 'only' not in (coalesce(wanted ->> 'orphans', ''), coalesce(wanted ->> 'withdrawn', '')) then
    -- What counts is kept up to date per purchase order, so that nobody has to add up every survey.
    return query
      select c.counted_count + o.orphan_count + w.withdrawn_count, c.counted_count, c.counted_total::text, o.orphan_count, o.orphan_total::text,
        w.withdrawn_count, w.withdrawn_total::text, true
      from (select coalesce(sum(p.quantity_survey_count), 0)::bigint as counted_count, coalesce(sum(p.total_spent), 0.00) as counted_total
          from public.purchase_orders p where p.organization_id = for_organization) c,
        (select count(*) as orphan_count, coalesce(sum(q.total), 0.00) as orphan_total from public.quantity_surveys q
          where with_orphans and q.organization_id = for_organization and q.purchase_order_id is null and q.withdrawn_at is null) o,
        (select count(*) as withdrawn_count, coalesce(sum(q.total), 0.00) as withdrawn_total from public.quantity_surveys q
          where with_withdrawn and q.organization_id = for_organization and q.withdrawn_at is not null
            and (with_orphans or q.purchase_order_id is not null)) w;
    return;
  end if;
  return query execute format(
    'with found as (select q.total, q.purchase_order_id is null as is_orphan, q.withdrawn_at is not null as is_withdrawn
       from public.quantity_surveys q where %s limit $2 + 1)
     select count(*), count(*) filter (where not is_orphan and not is_withdrawn),
       coalesce(sum(total) filter (where not is_orphan and not is_withdrawn), 0.00)::text,
       count(*) filter (where is_orphan and not is_withdrawn),
       coalesce(sum(total) filter (where is_orphan and not is_withdrawn), 0.00)::text,
       count(*) filter (where is_withdrawn), coalesce(sum(total) filter (where is_withdrawn), 0.00)::text, count(*) <= $2
     from found', private.quantity_survey_conditions(for_organization, wanted))
  using for_organization, row_limit;
end;
$$;
comment on function public.quantity_survey_totals(uuid, jsonb, integer) is
  'How many quantity surveys a set of filters finds and their sums: those that count, orphans, withdrawn. Beyond row_limit rows it stops and says so (is_complete false).';

grant execute on function private.starts_with_condition(text, text), private.quantity_survey_search_condition(uuid, text),
  private.quantity_survey_conditions(uuid, jsonb),
  public.search_quantity_surveys(uuid, jsonb, date, bigint, boolean, integer), public.quantity_survey_totals(uuid, jsonb, integer) to authenticated;
