-- The operator's way to change a plan that was agreed by contract; nobody of the API may run it.

create function private.set_plan(of_organization uuid, new_plan public.subscription_plan) returns public.subscription_plan
language plpgsql set search_path = '' as $$
declare
  former public.subscription_plan;
begin
  select s.plan into former from public.subscriptions s where s.organization_id = of_organization for update;
  if former is distinct from new_plan then
    insert into public.subscriptions as s (organization_id, plan) values (of_organization, new_plan)
    on conflict (organization_id) do update set plan = excluded.plan, updated_at = now();
    perform private.audit(of_organization, 'plan.changed', 'organization', of_organization::text,
      jsonb_build_object('plan', former), jsonb_build_object('plan', new_plan));
  end if;
  return former;
end;
$$;
comment on function private.set_plan(uuid, public.subscription_plan) is
  'Puts an organization on a plan, with an entry in its audit log, and returns the former one. People beyond the seats of a smaller plan stay; nobody new comes in.';
