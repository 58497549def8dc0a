-- New thresholds show which alerts they would move, and then move exactly those.

create function private.foresee_thresholds(for_organization uuid, warning numeric, critical numeric, over_budget numeric)
returns table (purchase_order_id bigint, purchase_order_no text, order_short_text text, order_value numeric, total_spent numeric,
  alert_id bigint, level_before public.utilization_level, level_after public.utilization_level, step text)
language sql stable set search_path = '' as $$
  select m.id, m.purchase_order_no, m.order_short_text, m.order_value, m.total_spent, m.alert_id, m.open_level, m.reached, m.step
  from (
    select p.id, p.purchase_order_no, p.order_short_text, p.order_value, p.total_spent, a.id as alert_id, a.level as open_level, l.reached,
      case
        when a.id is null and l.reached is not null and (s.id is null or l.reached > s.suppressed_level) then 'open'
        when a.id is not null and l.reached is null then 'resolve'
        when l.reached > a.level then 'escalate'
        when l.reached < a.level then 'deescalate'
      end as step
    from public.purchase_orders p
    cross join lateral (
      select private.alertable_level(private.level_of(p.order_value, p.total_spent, $2, $3, $4), p.lifecycle, p.order_value, p.total_spent) as reached
    ) l
    left join public.alerts a on a.organization_id = p.organization_id and a.purchase_order_id = p.id and a.status <> 'resolved'
    left join public.alerts s on s.organization_id = p.organization_id and s.purchase_order_id = p.id and s.suppressed_level is not null
    where p.organization_id = $1
  ) m
  where m.step is not null
$$;
comment on function private.foresee_thresholds(uuid, numeric, numeric, numeric) is
  'The alerts that these thresholds would open or move. Its steps are those of private.evaluate_alerts.';

create function private.threshold_preview(for_organization uuid, warning numeric, critical numeric, over_budget numeric) returns jsonb
language sql stable set search_path = '' as $$
  with moves as materialized (select * from private.foresee_thresholds($1, $2, $3, $4)),
  listed as (
    select * from moves order by step <> 'open', step <> 'resolve', coalesce(level_after, level_before) desc, total_spent - order_value desc, purchase_order_id
    limit 100
  )
  select jsonb_build_object(
    'opens', (select count(*) from moves where step = 'open'),
    'closes', (select count(*) from moves where step = 'resolve'),
    'rises', (select count(*) from moves where step = 'escalate'),
    'falls', (select count(*) from moves where step = 'deescalate'),
    'orders', (select coalesce(jsonb_agg(jsonb_build_object('id', l.purchase_order_id::text, 'no', l.purchase_order_no, 'text', l.order_short_text,
      'value', l.order_value::text, 'spent', l.total_spent::text, 'step', l.step, 'before', l.level_before, 'after', l.level_after)), '[]') from listed l),
    -- Names exactly this: the thresholds that are left and each alert that moves.
    'seen', (select md5(concat_ws(' ', s.warning_percent, s.critical_percent, s.over_budget_percent, $2::numeric(5,2), $3::numeric(5,2), $4::numeric(5,2),
        (select string_agg(concat_ws(':', m.purchase_order_id, m.alert_id, m.step, m.level_before, m.level_after), ',' order by m.purchase_order_id) from moves m)))
      from public.alert_settings s where s.organization_id = $1))
$$;

create function public.preview_alert_settings(organization_id uuid, warning_percent numeric, critical_percent numeric, over_budget_percent numeric)
returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if $1 not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  return private.threshold_preview($1, $2, $3, $4);
end;
$$;
comment on function public.preview_alert_settings(uuid, numeric, numeric, numeric) is
  'Which alerts these thresholds would open, close or move: counts, the first 100 orders, and what to hand to update_alert_settings so that exactly this happens.';

drop function public.update_alert_settings(uuid, numeric, numeric, numeric);
create function public.update_alert_settings(
  organization_id uuid, warning_percent numeric, critical_percent numeric, over_budget_percent numeric, seen text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  was public.alert_settings;
  foreseen jsonb;
begin
  if $1 not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  -- An import decides by the thresholds too: one of the two waits for the other.
  perform pg_advisory_xact_lock(hashtextextended($1::text, 1));
  -- People's acts on alerts count as well: none happens between the look and the deed.
  perform from public.alerts a where a.organization_id = $1 and (a.status <> 'resolved' or a.suppressed_level is not null) order by a.id for update;
  select s.* into was from public.alert_settings s where s.organization_id = $1 for update;
  foreseen := private.threshold_preview($1, $2, $3, $4);
  if $5 is distinct from foreseen ->> 'seen' and $5 is not null then
    return foreseen;
  end if;
  update public.alert_settings s
  set warning_percent = $2, critical_percent = $3, over_budget_percent = $4, updated_at = now()
  where s.organization_id = $1;
  update public.organizations o set data_version = o.data_version + 1 where o.id = $1;
  perform private.refresh_levels($1);
  perform private.evaluate_alerts($1, null, 'thresholds_moved', jsonb_build_object('thresholds', jsonb_build_object(
    'before', jsonb_build_object('warning', was.warning_percent, 'critical', was.critical_percent, 'over_budget', was.over_budget_percent),
    'after', jsonb_build_object('warning', $2::numeric(5,2), 'critical', $3::numeric(5,2), 'over_budget', $4::numeric(5,2)))));
  perform private.audit($1, 'thresholds.changed', 'alert_settings', $1::text,
    jsonb_build_object('warning', was.warning_percent, 'critical', was.critical_percent, 'over_budget', was.over_budget_percent),
    jsonb_build_object('warning', $2::numeric(5,2), 'critical', $3::numeric(5,2), 'over_budget', $4::numeric(5,2),
      'alerts_opened', foreseen -> 'opens', 'alerts_resolved', foreseen -> 'closes',
      'alerts_raised', foreseen -> 'rises', 'alerts_lowered', foreseen -> 'falls'));
  return null;
end;
$$;
comment on function public.update_alert_settings(uuid, numeric, numeric, numeric, text) is
  'An admin sets the thresholds; levels and alerts follow in the same transaction, without mail. seen: from the preview; where something else would happen by now, nothing does and the new preview is returned.';
grant execute on function public.preview_alert_settings(uuid, numeric, numeric, numeric),
  public.update_alert_settings(uuid, numeric, numeric, numeric, text) to authenticated;
