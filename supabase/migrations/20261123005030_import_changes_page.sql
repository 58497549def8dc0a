-- What an applied import changed, field by field, one page at a time.

create function public.import_changes_page(
  for_organization uuid, of_import uuid, from_change bigint default null, backwards boolean default false, page_size integer default 25
) returns table (
  id bigint, type public.import_type, entity_id bigint, entity_key text, purchase_order_no text, action text, fields jsonb, matching integer
)
language sql stable set search_path = '' as $$
  with page as (
    (select c.* from public.import_changes c
     where not backwards and c.organization_id = for_organization and c.import_job_id = of_import
       and (from_change is null or c.id > from_change)
     order by c.id limit page_size)
    union all
    (select c.* from public.import_changes c
     where backwards and c.organization_id = for_organization and c.import_job_id = of_import and c.id < from_change
     order by c.id desc limit page_size)
  )
  select p.id, p.type, p.entity_id, p.entity_key, p.purchase_order_no, p.action,
    (select coalesce(jsonb_agg(jsonb_build_object('field', coalesce(b.key, a.key), 'before', b.value, 'after', a.value)
       order by coalesce(b.key, a.key)), '[]'::jsonb)
     from jsonb_each_text(p.before) b full join jsonb_each_text(p.after) a on a.key = b.key
     where a.value is distinct from b.value),
    (select count(*)::integer from public.import_changes a where a.organization_id = for_organization and a.import_job_id = of_import)
  from page p
  order by p.id
$$;
comment on function public.import_changes_page(uuid, uuid, bigint, boolean, integer) is
  'One page of what an import changed: per row its fields as [{field, before, after}], every value as text. matching counts all changed rows.';
grant execute on function public.import_changes_page(uuid, uuid, bigint, boolean, integer) to authenticated;
