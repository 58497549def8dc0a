-- Somebody who was deleted at the Auth server itself, past our pages, left a membership that took a seat and got mail.

create function private.deactivate_members_without_account()
returns table (organization_id uuid, user_id uuid, is_deactivated boolean)
language plpgsql set search_path = '' as $$
declare
  found_in uuid[] := array(
    select distinct m.organization_id from public.organization_members m
    where m.status = 'active' and not exists (select from auth.users u where u.id = m.user_id and u.deleted_at is null) order by 1);
  organization uuid;
  was public.organization_members;
  becomes public.organization_members;
begin
  -- Everybody takes these turns in the same order; what is asked below holds until the commit.
  foreach organization in array found_in loop
    perform private.lock_people(organization);
  end loop;
  for was in
    select m.* from public.organization_members m
    where m.organization_id = any (found_in) and m.status = 'active'
      and not exists (select from auth.users u where u.id = m.user_id and u.deleted_at is null)
    order by m.organization_id, m.user_id for update
  loop
    organization_id := was.organization_id;
    user_id := was.user_id;
    -- An admin with an account has to remain. That also keeps everybody where the Auth server's accounts are not there
    -- at all, as after half a restore.
    is_deactivated := exists (
      select from public.organization_members m join auth.users u on u.id = m.user_id and u.deleted_at is null
      where m.organization_id = was.organization_id and m.status = 'active' and m.role = 'admin');
    if is_deactivated then
      update public.organization_members m set status = 'deactivated'
      where m.organization_id = was.organization_id and m.user_id = was.user_id returning * into becomes;
      perform private.audit_member('member.account_gone', was, becomes);
    end if;
    return next;
  end loop;
end;
$$;
comment on function private.deactivate_members_without_account() is
  'Deactivates whoever has no account at the Auth server any more, with an audit entry. Where no active admin with an account would remain it leaves everybody, and says so. The worker calls it.';
