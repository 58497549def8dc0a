-- Whoever is in several organizations writes into several chains at once: always in the same order, so that two
-- of them never wait for each other.

create or replace function private.audit_own_account(action text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  organization uuid;
  in_any boolean := false;
begin
  if me is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  for organization in select id from private.my_organization_ids() as mine (id) order by id loop
    in_any := true;
    perform private.audit(organization, $1, 'user', me::text);
  end loop;
  -- Somebody who belongs to no organization yet is still recorded, once, outside all of them.
  if not in_any then
    perform private.audit(null, $1, 'user', me::text);
  end if;
end;
$$;
