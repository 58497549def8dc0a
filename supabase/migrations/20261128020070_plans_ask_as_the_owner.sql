-- The condition of a trigger is judged with the rights of whoever changes the row: the service key writes plans, and may
-- not run functions of the private schema. The trigger's function, which may, judges the plan by itself.
drop trigger subscriptions_ask_second_factor on public.subscriptions;
create trigger subscriptions_ask_second_factor after insert or update of plan on public.subscriptions
  for each row execute function private.ask_members_for_second_factor('organization_id');
