-- Roles, deactivation, removal. Whatever happens, and however many do it at once, an active admin remains.

create function private.member_for(organization_id uuid, user_id uuid) returns public.organization_members
language plpgsql set search_path = '' as $$
declare
  member public.organization_members;
begin
  select m.* into member from public.organization_members m where m.organization_id = $1 and m.user_id = $2 for update;
  if member.user_id is null then
    raise exception 'There is no such person in this organization.' using errcode = 'AE404';
  end if;
  return member;
end;
$$;

create function private.require_other_admin(member public.organization_members) returns void
language plpgsql set search_path = '' as $$
begin
  if $1.role = 'admin' and $1.status = 'active' and not exists (
    select from public.organization_members m
    where m.organization_id = $1.organization_id and m.user_id <> $1.user_id and m.role = 'admin' and m.status = 'active') then
    raise exception 'An organization keeps at least one active admin. Make somebody else an admin first.' using errcode = 'AE409';
  end if;
end;
$$;
comment on function private.require_other_admin(public.organization_members) is
  'Refuses when this member is the last active admin. Called under private.lock_people.';

create function private.audit_member(action text, was public.organization_members, becomes public.organization_members) returns void
language plpgsql set search_path = '' as $$
declare
  person public.user_profiles;
begin
  select p.* into person from public.user_profiles p where p.user_id = was.user_id;
  perform private.audit(was.organization_id, $1, 'member', was.user_id::text,
    jsonb_build_object('email', person.email, 'full_name', person.full_name, 'role', was.role, 'status', was.status),
    case when becomes.user_id is not null then jsonb_build_object('email', person.email, 'full_name', person.full_name,
      'role', becomes.role, 'status', becomes.status) end);
end;
$$;

create function public.change_member_role(organization_id uuid, user_id uuid, role public.member_role) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.organization_members;
  becomes public.organization_members;
begin
  perform private.require_people_admin($1);
  was := private.member_for($1, $2);
  if was.status <> 'active' then
    raise exception 'Reactivate this person first.' using errcode = 'AE409';
  end if;
  if was.role = $3 then
    return;
  end if;
  perform private.require_other_admin(was);
  update public.organization_members m set role = $3 where m.organization_id = $1 and m.user_id = $2 returning * into becomes;
  perform private.audit_member('member.role_changed', was, becomes);
end;
$$;
comment on function public.change_member_role(uuid, uuid, public.member_role) is 'An admin makes a member an admin, or an admin a member.';

create function public.deactivate_member(organization_id uuid, user_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.organization_members;
  becomes public.organization_members;
begin
  perform private.require_people_admin($1);
  was := private.member_for($1, $2);
  if was.status <> 'active' then
    raise exception 'This person is deactivated already.' using errcode = 'AE409';
  end if;
  perform private.require_other_admin(was);
  update public.organization_members m set status = 'deactivated' where m.organization_id = $1 and m.user_id = $2 returning * into becomes;
  perform private.audit_member('member.deactivated', was, becomes);
end;
$$;
comment on function public.deactivate_member(uuid, uuid) is 'An admin shuts a person out; their sessions see nothing of the organization from then on.';

create function public.reactivate_member(organization_id uuid, user_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.organization_members;
  becomes public.organization_members;
begin
  perform private.require_people_admin($1);
  was := private.member_for($1, $2);
  if was.status = 'active' then
    raise exception 'This person is active already.' using errcode = 'AE409';
  end if;
  perform private.require_free_seat($1, true);
  update public.organization_members m set status = 'active' where m.organization_id = $1 and m.user_id = $2 returning * into becomes;
  perform private.audit_member('member.reactivated', was, becomes);
end;
$$;
comment on function public.reactivate_member(uuid, uuid) is 'An admin lets a deactivated person in again, in the role they had. Needs a free seat.';

create function public.remove_member(organization_id uuid, user_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.organization_members;
begin
  perform private.require_people_admin($1);
  was := private.member_for($1, $2);
  perform private.require_other_admin(was);
  delete from public.organization_members m where m.organization_id = $1 and m.user_id = $2;
  perform private.audit_member('member.removed', was, null);
end;
$$;
comment on function public.remove_member(uuid, uuid) is 'An admin ends a person''s membership. What they did stays recorded.';

create function public.leave_organization(organization_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  was public.organization_members;
begin
  if $1 not in (select private.my_organization_ids()) then
    raise exception 'There is no such organization.' using errcode = 'AE404';
  end if;
  perform private.lock_people($1);
  was := private.member_for($1, me);
  perform private.require_other_admin(was);
  delete from public.organization_members m where m.organization_id = $1 and m.user_id = me;
  perform private.audit_member('member.left', was, null);
end;
$$;
comment on function public.leave_organization(uuid) is 'The signed-in user ends their own membership, unless they are the last active admin.';

grant execute on function
  public.change_member_role(uuid, uuid, public.member_role), public.deactivate_member(uuid, uuid),
  public.reactivate_member(uuid, uuid), public.remove_member(uuid, uuid), public.leave_organization(uuid) to authenticated;
