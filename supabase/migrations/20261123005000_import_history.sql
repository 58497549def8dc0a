-- The list of imports, newest first, one page at a time.

create function public.import_history(
  for_organization uuid, from_import uuid default null, backwards boolean default false, page_size integer default 25
) returns table (
  id uuid, created_at timestamptz, file_name text, type public.import_type, mode public.import_mode, status public.import_status,
  phase public.import_phase, created_by_name text, row_count integer, new_count integer, changed_count integer, unchanged_count integer,
  orphan_count integer, withdrawn_count integer, error_count integer, money_before text, money_after text
)
language sql stable set search_path = '' as $$
  with mark as (
    select c.created_at, c.id from public.import_jobs c where c.organization_id = for_organization and c.id = from_import
  ), page as (
    (select j.* from public.import_jobs j
     where not backwards and j.organization_id = for_organization
       and (from_import is null or (j.created_at, j.id) < (select m.created_at, m.id from mark m))
     order by j.created_at desc, j.id desc limit page_size)
    union all
    (select j.* from public.import_jobs j
     where backwards and j.organization_id = for_organization
       and (j.created_at, j.id) > (select m.created_at, m.id from mark m)
     order by j.created_at, j.id limit page_size)
  )
  select p.id, p.created_at, f.file_name, p.type, p.mode, p.status, p.phase, coalesce(nullif(u.full_name, ''), u.email),
    p.row_count, p.new_count, p.changed_count, p.unchanged_count, p.orphan_count, p.withdrawn_count, p.error_count,
    p.money_before::text, p.money_after::text
  from page p
  join public.import_files f on f.organization_id = p.organization_id and f.id = p.file_id
  left join public.user_profiles u on u.user_id = p.created_by
  order by p.created_at desc, p.id desc
$$;
comment on function public.import_history(uuid, uuid, boolean, integer) is
  'One page of an organization''s imports, newest first, behind (or backwards: before) the given import. Money as text.';
grant execute on function public.import_history(uuid, uuid, boolean, integer) to authenticated;
