-- What an applied import changed, field by field, searched by purchase order and filtered by what happened.

drop function public.import_changes_page(uuid, uuid, bigint, boolean, integer);

create function public.import_changes_page(
  for_organization uuid, of_import uuid, search text default '', kind text default '', from_change bigint default null,
  backwards boolean default false, page_size integer default 25
) returns table (
  id bigint, type public.import_type, entity_id bigint, entity_key text, purchase_order_no text, action text, fields jsonb, matching integer
)
language sql stable set search_path = '' as $$
  with wanted as not materialized (
    select c.* from public.import_changes c
    where c.organization_id = for_organization and c.import_job_id = of_import
      and (btrim(search) = '' or position(lower(btrim(search)) in lower(c.purchase_order_no)) > 0)
      and case
        when kind in ('changed', 'withdrawn', 'restored', 'linked') then c.action = kind
        when kind = 'raised' then c.type = 'purchase_orders' and (c.after ->> 'order_value')::numeric > (c.before ->> 'order_value')::numeric
        when kind = 'cut' then c.type = 'purchase_orders' and (c.after ->> 'order_value')::numeric < (c.before ->> 'order_value')::numeric
        when kind in ('rose', 'fell') then exists (
          select 1 from public.import_effects e
          where e.organization_id = for_organization and e.import_job_id = of_import and e.purchase_order_no = c.purchase_order_no
            and case kind when 'rose' then e.level_after > e.level_before else e.level_after < e.level_before end)
        else true
      end
  ), page as (
    (select w.* from wanted w
     where not backwards and (from_change is null or w.id > from_change)
     order by w.id limit page_size)
    union all
    (select w.* from wanted w
     where backwards and w.id < from_change
     order by w.id desc limit page_size)
  )
  select p.id, p.type, p.entity_id, p.entity_key, p.purchase_order_no, p.action,
    (select coalesce(jsonb_agg(jsonb_build_object('field', coalesce(b.key, a.key), 'before', b.value, 'after', a.value)
       order by coalesce(b.key, a.key)), '[]'::jsonb)
     from jsonb_each_text(p.before) b full join jsonb_each_text(p.after) a on a.key = b.key
     where a.value is distinct from b.value),
    (select count(*)::integer from wanted)
  from page p
  order by p.id
$$;
comment on function public.import_changes_page(uuid, uuid, text, text, bigint, boolean, integer) is
  'One page of what an import changed: per row its fields as [{field, before, after}], every value as text. kind: changed, withdrawn, restored, linked, raised, cut (order value), rose, fell (level of its order), or blank. matching counts all that are found.';
grant execute on function public.import_changes_page(uuid, uuid, text, text, bigint, boolean, integer) to authenticated;
