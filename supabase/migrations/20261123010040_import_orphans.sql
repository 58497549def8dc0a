-- The purchase orders that an import's quantity surveys name and nobody knows, all of them, to be searched and exported.

create table public.import_orphans (
  organization_id uuid not null,
  import_job_id uuid not null,
  purchase_order_no text collate "C" not null,
  survey_count integer not null,
  total numeric(24,2) not null,
  primary key (organization_id, import_job_id, purchase_order_no),
  foreign key (organization_id, import_job_id) references public.import_jobs (organization_id, id) on delete cascade
);
comment on table public.import_orphans is
  'Per import: purchase orders that stay unknown, with the number and sum of the quantity surveys that name them. Computed for the preview, kept as its record.';
create index import_orphans_amount_idx on public.import_orphans (organization_id, import_job_id, abs(total) desc, purchase_order_no);

alter table public.import_orphans enable row level security;
grant select on public.import_orphans to authenticated;
create policy import_orphans_select on public.import_orphans for select to authenticated
  using (organization_id in (select private.my_organization_ids()));

create function public.import_orphans_page(
  for_organization uuid, of_import uuid, search text default '', from_order text default null,
  backwards boolean default false, page_size integer default 25
) returns table (id text, survey_count integer, total text, matching integer)
language sql stable set search_path = '' as $$
  with wanted as materialized (
    select o.purchase_order_no as no, o.survey_count, o.total, abs(o.total) as amount from public.import_orphans o
    where o.organization_id = for_organization and o.import_job_id = of_import
      and position(lower(btrim(search)) in lower(o.purchase_order_no)) > 0
  ), mark as (
    select w.amount, w.no from wanted w where w.no = from_order
  ), page as (
    (select w.* from wanted w
     where not backwards and (from_order is null or exists (
       select 1 from mark m where w.amount < m.amount or (w.amount = m.amount and w.no > m.no)))
     order by w.amount desc, w.no limit page_size)
    union all
    (select w.* from wanted w
     where backwards and exists (select 1 from mark m where w.amount > m.amount or (w.amount = m.amount and w.no < m.no))
     order by w.amount, w.no desc limit page_size)
  )
  select p.no, p.survey_count, p.total::text, (select count(*)::integer from wanted)
  from page p order by p.amount desc, p.no
$$;
comment on function public.import_orphans_page(uuid, uuid, text, text, boolean, integer) is
  'One page of the unknown purchase orders of an import (id is their number), the largest amounts first, behind (or backwards: before) the given one. Money as text; matching counts all that the search finds.';
grant execute on function public.import_orphans_page(uuid, uuid, text, text, boolean, integer) to authenticated;
