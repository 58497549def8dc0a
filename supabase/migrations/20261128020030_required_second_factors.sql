-- An organization whose plan includes it may require a second factor of everybody in it.

create function public.require_second_factors(organization_id uuid, required boolean) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select private.my_user_id());
  was boolean;
begin
  if $1 not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  select o.requires_second_factor into was from public.organizations o where o.id = $1 for update;
  if $2 and not exists (select from public.subscriptions s where s.organization_id = $1 and private.enforces_second_factor(s.plan)) then
    raise exception 'The plan of your organization doesn''t include this.' using errcode = 'AE409';
  end if;
  -- Whoever turns it on knows what it asks of the others, and isn't shut out by it at once.
  if $2 and not exists (select from public.second_factors f where f.user_id = me) then
    raise exception 'Set up a second factor of your own first, under Settings, Security.' using errcode = 'AE409';
  end if;
  if was is distinct from $2 then
    update public.organizations o set requires_second_factor = $2 where o.id = $1;
    perform private.audit($1, 'organization.second_factor_' || case when $2 then 'required' else 'optional' end, 'organization', $1::text,
      jsonb_build_object('requires_second_factor', was), jsonb_build_object('requires_second_factor', $2));
  end if;
end;
$$;
comment on function public.require_second_factors(uuid, boolean) is
  'An admin who has a second factor requires one of everybody in the organization, or no longer does. Open sessions of people without one open nothing from the commit on, until they have set one up.';

create function public.people_with_second_factor(organization_id uuid) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select distinct m.user_id from public.organization_members m join public.second_factors f on f.user_id = m.user_id
  where m.organization_id = $1 and m.organization_id in (select private.my_admin_organization_ids())
$$;
comment on function public.people_with_second_factor(uuid) is
  'Who of an organization has a second factor, for its admins; which one is their own matter.';
grant execute on function public.require_second_factors(uuid, boolean), public.people_with_second_factor(uuid) to authenticated;
