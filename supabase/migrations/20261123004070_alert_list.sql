-- The list of alerts, worst first and newest first within a level; resolved ones by age alone.

create function private.alert_rank(status public.alert_status, level public.utilization_level) returns integer
language sql immutable parallel safe set search_path = '' as $$
  select case when status = 'resolved' then 0
    else case level when 'over_budget' then 3 when 'critical' then 2 else 1 end end
$$;
comment on function private.alert_rank(public.alert_status, public.utilization_level) is 'The first key of the list of alerts, descending.';
grant execute on function private.alert_rank(public.alert_status, public.utilization_level) to authenticated;

create function public.alert_list(
  organization_id uuid, with_status public.alert_status, with_level public.utilization_level default null, search text default null,
  from_rank integer default null, from_id bigint default null, backwards boolean default false, row_limit integer default 51
) returns setof public.alert_rows
language sql stable set search_path = '' as $$
  select r.* from public.alert_rows r
  where r.organization_id = $1 and r.status = $2 and ($3 is null or r.level = $3)
    and ($4 is null or strpos(lower(r.purchase_order_no || ' ' || coalesce(r.order_short_text, '')), lower($4)) > 0)
    and ($6 is null or case when $7
      then (private.alert_rank(r.status, r.level), r.id) > ($5, $6)
      else (private.alert_rank(r.status, r.level), r.id) < ($5, $6) end)
  order by
    case when $7 then private.alert_rank(r.status, r.level) end, case when $7 then r.id end,
    case when not $7 then private.alert_rank(r.status, r.level) end desc, case when not $7 then r.id end desc
  limit least($8, 201)
$$;
comment on function public.alert_list(uuid, public.alert_status, public.utilization_level, text, integer, bigint, boolean, integer) is
  'One page of alerts of a status: worst level first, newest first; backwards gives the rows before the key, nearest first.';
grant execute on function public.alert_list(uuid, public.alert_status, public.utilization_level, text, integer, bigint, boolean, integer)
  to authenticated;

create function public.alert_counts(organization_id uuid) returns table (status public.alert_status, level public.utilization_level, alerts integer)
language sql stable set search_path = '' as $$
  select a.status, a.level, count(*)::integer from public.alerts a where a.organization_id = $1 group by a.status, a.level
$$;
comment on function public.alert_counts(uuid) is 'How many alerts of an organization stand at each status and level.';
grant execute on function public.alert_counts(uuid) to authenticated;
