-- What policies ask, quicker and stricter. A function in SQL is planned anew in every query that calls it, one in
-- PL/pgSQL once in a connection: asking for the memberships took 0.3 ms of every query, and takes 0.1.

create or replace function private.my_user_id() returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  claims jsonb := auth.jwt();
begin
  -- A token that was signed for another application opens nothing. PostgREST looks at the audience only where it is told
  -- to, and the embedded gateway never does. Claims of our own server, on its direct connection, name none.
  if coalesce(claims ->> 'aud', 'authenticated') <> 'authenticated' then
    return null;
  end if;
  -- Both Auth servers write the session into every token of a person. Claims without one come from our own server, on
  -- its direct connection: a script's token, or somebody who is logging in at this moment.
  if claims ->> 'session_id' is null then
    return auth.uid();
  end if;
  return (
    select s.user_id from public.user_sessions s
    where s.id = (claims ->> 'session_id')::uuid and s.user_id = auth.uid()
      and s.ended_at is null and s.expires_at > now()
      and (not s.needs_second_factor or claims ->> 'aal' = 'aal2'));
end;
$$;

create or replace function private.my_organization_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' rows 3 as $$
begin
  return query select m.organization_id from public.organization_members m
  where m.user_id = (select private.my_user_id()) and m.status = 'active';
end;
$$;

create or replace function private.my_admin_organization_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' rows 3 as $$
begin
  return query select m.organization_id from public.organization_members m
  where m.user_id = (select private.my_user_id()) and m.status = 'active' and m.role = 'admin';
end;
$$;

create or replace function private.my_colleague_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' rows 10 as $$
begin
  return query select distinct m.user_id from public.organization_members m
  where m.organization_id in (select private.my_organization_ids());
end;
$$;
