-- What an import does to each purchase order, searched by number and filtered by what happens to it.

drop function public.import_effects_page(uuid, uuid, text, bigint, boolean, integer);

create function public.import_effects_page(
  for_organization uuid, of_import uuid, search text default '', kind text default '', from_effect bigint default null,
  backwards boolean default false, page_size integer default 25
) returns table (
  id bigint, purchase_order_no text, purchase_order_id bigint, is_new_order boolean, order_value_before text, order_value_after text,
  spent_before text, spent_after text, level_before public.utilization_level, level_after public.utilization_level,
  new_count integer, changed_count integer, withdrawn_count integer, alert_step text, matching integer
)
language sql stable set search_path = '' as $$
  with wanted as materialized (
    select e.* from public.import_effects e
    where e.organization_id = for_organization and e.import_job_id = of_import
      and position(lower(btrim(search)) in lower(e.purchase_order_no)) > 0
      and case kind
        when 'new' then e.new_count > 0
        when 'changed' then e.changed_count > 0
        when 'withdrawn' then e.withdrawn_count > 0
        when 'raised' then e.order_value_after > e.order_value_before
        when 'cut' then e.order_value_after < e.order_value_before
        when 'rose' then e.level_after > e.level_before
        when 'fell' then e.level_after < e.level_before
        else true
      end
  ), mark as (
    select c.money_effect, c.id from public.import_effects c
    where c.organization_id = for_organization and c.import_job_id = of_import and c.id = from_effect
  ), page as (
    (select w.* from wanted w
     where not backwards and (from_effect is null or (w.money_effect, -w.id) < (select m.money_effect, -m.id from mark m))
     order by w.money_effect desc, w.id limit page_size)
    union all
    (select w.* from wanted w
     where backwards and (w.money_effect, -w.id) > (select m.money_effect, -m.id from mark m)
     order by w.money_effect, w.id desc limit page_size)
  )
  select p.id, p.purchase_order_no, po.id, p.is_new_order, p.order_value_before::text, p.order_value_after::text,
    p.spent_before::text, p.spent_after::text, p.level_before, p.level_after,
    p.new_count, p.changed_count, p.withdrawn_count, p.alert_step, (select count(*)::integer from wanted)
  from page p
  left join public.purchase_orders po on po.organization_id = p.organization_id and po.purchase_order_no = p.purchase_order_no
  order by p.money_effect desc, p.id
$$;
comment on function public.import_effects_page(uuid, uuid, text, text, bigint, boolean, integer) is
  'One page of an import''s effects by purchase order, behind (or backwards: before) the given one. kind: new, changed, withdrawn (rows), raised, cut (order value), rose, fell (level), or blank. Money as text; matching counts all that are found.';
grant execute on function public.import_effects_page(uuid, uuid, text, text, bigint, boolean, integer) to authenticated;
