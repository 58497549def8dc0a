-- The operator's way to give an organization an admin again when the account of its last one is gone.

create function private.appoint_admin(of_organization uuid, address text) returns uuid
language plpgsql set search_path = '' as $$
declare
  person uuid := private.account_with_email(lower(btrim(address)));
  was public.organization_members;
begin
  if person is null then
    raise exception 'Nobody has an account with this confirmed address.' using errcode = 'AE404';
  end if;
  perform private.lock_people(of_organization);
  select m.* into was from public.organization_members m where m.organization_id = of_organization and m.user_id = person for update;
  insert into public.user_profiles (user_id, email) values (person, lower(btrim(address)))
  on conflict on constraint user_profiles_pkey do nothing;
  insert into public.organization_members (organization_id, user_id, role) values (of_organization, person, 'admin')
  on conflict on constraint organization_members_pkey do update set role = 'admin', status = 'active';
  perform private.audit(of_organization, 'member.appointed_admin', 'member', person::text,
    case when was.user_id is not null then jsonb_build_object('email', lower(btrim(address)), 'role', was.role, 'status', was.status) end,
    jsonb_build_object('email', lower(btrim(address)), 'role', 'admin', 'status', 'active'));
  return person;
end;
$$;
comment on function private.appoint_admin(uuid, text) is
  'Makes whoever has an account with this address an active admin, with an entry in the organization''s audit log, also beyond the seats of its plan. For the operator; nobody of the API may run it.';
