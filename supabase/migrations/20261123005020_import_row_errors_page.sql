-- The rows of a file that could not be read, in the order of the sheet, one page at a time.

create function public.import_row_errors_page(
  for_organization uuid, of_import uuid, from_error bigint default null, backwards boolean default false, page_size integer default 25
) returns table (id bigint, row_number integer, column_letter text, header text, value text, reason text, matching integer)
language sql stable set search_path = '' as $$
  with mark as (
    select c.row_number, c.id from public.import_row_errors c
    where c.organization_id = for_organization and c.import_job_id = of_import and c.id = from_error
  ), page as (
    (select e.* from public.import_row_errors e
     where not backwards and e.organization_id = for_organization and e.import_job_id = of_import
       and (from_error is null or (e.row_number, e.id) > (select m.row_number, m.id from mark m))
     order by e.row_number, e.id limit page_size)
    union all
    (select e.* from public.import_row_errors e
     where backwards and e.organization_id = for_organization and e.import_job_id = of_import
       and (e.row_number, e.id) < (select m.row_number, m.id from mark m)
     order by e.row_number desc, e.id desc limit page_size)
  )
  select p.id, p.row_number, p.column_letter, p.header, p.value, p.reason,
    (select count(*)::integer from public.import_row_errors a where a.organization_id = for_organization and a.import_job_id = of_import)
  from page p
  order by p.row_number, p.id
$$;
comment on function public.import_row_errors_page(uuid, uuid, bigint, boolean, integer) is
  'One page of what was wrong in a file, by sheet row, behind (or backwards: before) the given fault. matching counts all faults.';
grant execute on function public.import_row_errors_page(uuid, uuid, bigint, boolean, integer) to authenticated;
