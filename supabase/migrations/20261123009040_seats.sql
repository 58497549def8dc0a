-- How many people a plan has room for, and the turn-taking of everything that changes who belongs to an organization.

create function private.seat_limit(plan public.subscription_plan) returns integer
language sql immutable set search_path = '' as $$
  select case $1 when 'essential' then 3 when 'growth' then 10 end
$$;
comment on function private.seat_limit(public.subscription_plan) is
  'Seats of a plan; null: as many as are wanted. The same table is in src/libs/entitlements.ts.';

create function private.lock_people(organization_id uuid) returns void
language sql set search_path = '' as $$
  -- Key 2; key 1 is the turn of imports, which need not wait for people.
  select pg_advisory_xact_lock(hashtextextended($1::text, 2))
$$;
comment on function private.lock_people(uuid) is
  'Until the transaction ends, nobody else changes members or invitations of this organization. Taken before their rows and before any audit entry.';

create function private.require_people_admin(organization_id uuid) returns void
language plpgsql set search_path = '' as $$
begin
  -- Asked before, so that strangers can't hold anybody up, and after: the caller may have been demoted while waiting.
  if $1 in (select private.my_admin_organization_ids()) then
    perform private.lock_people($1);
    if $1 in (select private.my_admin_organization_ids()) then
      return;
    end if;
  end if;
  raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
end;
$$;
comment on function private.require_people_admin(uuid) is 'Takes the turn to change an organization''s people, for an active admin only.';

create function private.require_free_seat(organization_id uuid, pending_count boolean) returns void
language plpgsql set search_path = '' as $$
declare
  plan public.subscription_plan := coalesce((select s.plan from public.subscriptions s where s.organization_id = $1), 'essential');
  seats integer := private.seat_limit(plan);
  people integer := (select count(*) from public.organization_members m where m.organization_id = $1 and m.status = 'active');
  invited integer := (select count(*) from public.invitations i
    where i.organization_id = $1 and i.accepted_at is null and i.revoked_at is null and i.expires_at > now());
begin
  if seats is null or people + (case when $2 then invited else 0 end) < seats then
    return;
  end if;
  raise exception 'All % seats of the % plan are taken: % active %, % pending %. Deactivate somebody, withdraw an invitation or choose a larger plan.',
    seats, initcap(plan::text), people, case people when 1 then 'person' else 'people' end,
    invited, case invited when 1 then 'invitation' else 'invitations' end
    using errcode = 'AE429';
end;
$$;
comment on function private.require_free_seat(uuid, boolean) is
  'Refuses when the plan has no seat left. Called under private.lock_people. pending_count: whether pending invitations take seats too.';
