-- What is done for a member is done in the organization that is active, or that the token belongs to: an id of another
-- one is unknown, also to somebody who belongs to both.

create or replace function private.my_organization_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' rows 3 as $$
declare
  active uuid := nullif(current_setting('aestrak.organization', true), '')::uuid;
begin
  return query select m.organization_id from public.organization_members m
  where m.user_id = (select private.my_user_id()) and m.status = 'active' and (active is null or m.organization_id = active);
end;
$$;
comment on function private.my_organization_ids() is
  'The organizations in which the signed-in user is active. Every tenant policy asks this, once per query. Within a transaction for a member it is the active one alone: aestrak.organization, which can only narrow.';

create or replace function private.my_admin_organization_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' rows 3 as $$
declare
  active uuid := nullif(current_setting('aestrak.organization', true), '')::uuid;
begin
  return query select m.organization_id from public.organization_members m
  where m.user_id = (select private.my_user_id()) and m.status = 'active' and m.role = 'admin'
    and (active is null or m.organization_id = active);
end;
$$;
comment on function private.my_admin_organization_ids() is
  'The organizations in which the signed-in user is an active admin; narrowed as private.my_organization_ids is.';
