-- What it was about an import that moved the alert of an order.

create function private.cause_of_import(
  for_organization uuid, of_import uuid, po public.purchase_orders, out cause public.alert_cause, out facts jsonb
)
language plpgsql stable set search_path = '' as $$
declare
  effect public.import_effects;
  s public.alert_settings;
  lifecycle_was public.purchase_order_lifecycle := po.lifecycle;
  value_was numeric;
  spent_was numeric;
  withdrawn numeric := 0;
  was integer;
  becomes integer;
  by_value boolean;
  by_lifecycle boolean;
  by_spend boolean;
begin
  facts := '{}';
  select e.* into effect from public.import_effects e
  where e.organization_id = $1 and e.import_job_id = $2 and e.purchase_order_no = po.purchase_order_no;
  if effect.id is null then
    cause := 'import';
    return;
  end if;
  if effect.is_new_order then
    cause := 'order_imported';
    return;
  end if;
  value_was := coalesce(effect.order_value_before, po.order_value);
  spent_was := effect.spent_before;
  select private.lifecycle_of(c.before ->> 'status') into lifecycle_was from public.import_changes c
  where c.organization_id = $1 and c.type = 'purchase_orders' and c.entity_id = po.id and c.import_job_id = $2 and c.before ? 'status';
  lifecycle_was := coalesce(lifecycle_was, po.lifecycle);
  select t.* into s from public.alert_settings t where t.organization_id = $1;

  -- A change counts as a cause if it alone would have moved the level the same way; where none would, all did it together.
  was := private.alert_height(s, value_was, spent_was, lifecycle_was);
  becomes := private.alert_height(s, po.order_value, po.total_spent, po.lifecycle);
  by_value := po.order_value <> value_was
    and sign(private.alert_height(s, po.order_value, spent_was, lifecycle_was) - was) = sign(becomes - was);
  by_lifecycle := po.lifecycle <> lifecycle_was
    and sign(private.alert_height(s, value_was, spent_was, po.lifecycle) - was) = sign(becomes - was);
  by_spend := po.total_spent <> spent_was
    and sign(private.alert_height(s, value_was, po.total_spent, lifecycle_was) - was) = sign(becomes - was);
  if not (by_value or by_lifecycle or by_spend) then
    by_value := po.order_value <> value_was;
    by_lifecycle := po.lifecycle <> lifecycle_was;
    by_spend := po.total_spent <> spent_was;
  end if;

  if by_spend then
    facts := facts || jsonb_build_object('spent', jsonb_build_object('before', spent_was::text, 'after', po.total_spent::text));
    cause := case when po.total_spent > spent_was then 'spend_rose' else 'spend_fell' end;
    if effect.withdrawn_count > 0 then
      select sum(q.total) into withdrawn from public.import_changes c
      join public.quantity_surveys q on q.organization_id = c.organization_id and q.id = c.entity_id
      where c.organization_id = $1 and c.purchase_order_no = po.purchase_order_no and c.import_job_id = $2
        and c.type = 'quantity_surveys' and c.action = 'withdrawn';
      -- Beside other changes of the same file, only where it is what moved the sum.
      if sign(-withdrawn) = sign(po.total_spent - spent_was) then
        cause := 'surveys_withdrawn';
        facts := facts || jsonb_build_object('withdrawn',
          jsonb_build_object('count', effect.withdrawn_count, 'total', withdrawn::numeric(18,2)::text));
      end if;
    end if;
  end if;
  if by_lifecycle then
    facts := facts || jsonb_build_object('lifecycle', jsonb_build_object('before', lifecycle_was, 'after', po.lifecycle));
    cause := case when po.lifecycle = 'open' then 'order_reopened' else 'order_closed' end;
  end if;
  if by_value then
    facts := facts || jsonb_build_object('order_value', jsonb_build_object('before', value_was::text, 'after', po.order_value::text));
    cause := case when po.order_value > value_was then 'value_raised' else 'value_lowered' end;
  end if;
  cause := coalesce(cause, 'import');
end;
$$;
comment on function private.cause_of_import(uuid, uuid, public.purchase_orders) is
  'Why an import that has just been written moved the alert of an order: by comparing what each of its changes alone would have done.';

create function private.alert_height(s public.alert_settings, order_value numeric, spent numeric, lifecycle public.purchase_order_lifecycle)
returns integer
language sql immutable set search_path = '' as $$
  select coalesce(array_position(enum_range(null::public.utilization_level), private.alertable_level(
    private.level_of($2, $3, s.warning_percent, s.critical_percent, s.over_budget_percent), $4, $2, $3)), 0)
$$;
comment on function private.alert_height(public.alert_settings, numeric, numeric, public.purchase_order_lifecycle) is
  'The alertable level of these figures as a number that rises with it; 0: none.';
