-- The preview's counterpart of import_changes_page: what a staged import would change, field by field, before anything
-- is confirmed. Only an import's own staging tables know it, so that the owner reads them for a checked member.

create function public.import_planned_changes_page(
  for_organization uuid, of_import uuid, search text default '', kind text default '', from_change bigint default null,
  backwards boolean default false, page_size integer default 25
) returns table (
  id bigint, type public.import_type, entity_id bigint, entity_key text, purchase_order_no text, action text, fields jsonb, matching integer
)
language plpgsql stable security definer set search_path = '' as $$
declare
  type_of_import public.import_type;
  suffix text := replace(of_import::text, '-', '');
begin
  select j.type into type_of_import from public.import_jobs j
  where j.id = of_import and j.organization_id = for_organization and j.organization_id in (select private.my_organization_ids())
    and j.status = 'awaiting_confirmation';
  if type_of_import is null then
    return;
  end if;
  return query execute format($query$
    with wanted as materialized (
      select d.* from staging.%1$I d
      where d.action <> 'new'
        and (btrim($3) = '' or position(lower(btrim($3)) in lower(d.purchase_order_no)) > 0)
        and case
          when $4 in ('changed', 'withdrawn', 'restored') then d.action = $4
          when $4 = 'linked' then false
          when $4 = 'raised' then $7 = 'purchase_orders' and d.value_after > d.value_before
          when $4 = 'cut' then $7 = 'purchase_orders' and d.value_after < d.value_before
          when $4 in ('rose', 'fell') then exists (
            select 1 from public.import_effects e
            where e.organization_id = $1 and e.import_job_id = $2 and e.purchase_order_no = d.purchase_order_no
              and case $4 when 'rose' then e.level_after > e.level_before else e.level_after < e.level_before end)
          else true
        end
    ), page as materialized (
      (select w.* from wanted w where not $6 and ($5 is null or w.entity_id > $5) order by w.entity_id limit least(greatest($8, 1), 50000))
      union all
      (select w.* from wanted w where $6 and w.entity_id < $5 order by w.entity_id desc limit least(greatest($8, 1), 50000))
    )
    select p.entity_id, $7, p.entity_id, coalesce(p.qs_number || case when p.part_no > 1 then ' / ' || p.part_no else '' end, p.purchase_order_no),
      p.purchase_order_no::text, p.action,
      (select coalesce(jsonb_agg(jsonb_build_object('field', b.key, 'before', b.value, 'after', a.value) order by b.key), '[]'::jsonb)
       from jsonb_each_text(to_jsonb(e)) b join jsonb_each_text(to_jsonb(s) - '{row_number,content_hash}'::text[]) a on a.key = b.key
       where a.value is distinct from b.value),
      (select count(*)::integer from wanted)
    from page p
    join public.%2$I e on e.organization_id = $1 and e.id = p.entity_id
    left join staging.%3$I s on s.row_number = p.row_number
    order by p.entity_id
  $query$, 'differences_' || suffix, type_of_import, 'rows_' || suffix)
  using for_organization, of_import, search, kind, from_change, backwards, type_of_import, page_size;
exception
  -- Confirmed or canceled this very moment, and cleared.
  when undefined_table then return;
end;
$$;
comment on function public.import_planned_changes_page(uuid, uuid, text, text, bigint, boolean, integer) is
  'One page of what an import that waits for its confirmation would change in known rows, as import_changes_page tells it of one that was applied.';
grant execute on function public.import_planned_changes_page(uuid, uuid, text, text, bigint, boolean, integer) to authenticated;
