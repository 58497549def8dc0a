-- Making an organization: the one way in which a person becomes its first admin.

create function private.free_slug(wanted text) returns text
language plpgsql set search_path = '' as $$
declare
  stem text := trim(both '-' from left(regexp_replace(lower(wanted), '[^a-z0-9]+', '-', 'g'), 40));
  candidate text;
  n integer := 1;
begin
  if stem = '' then stem := 'organization'; end if;
  candidate := stem;
  while exists (select 1 from public.organizations o where o.slug = candidate) loop
    n := n + 1;
    candidate := stem || '-' || n;
  end loop;
  return candidate;
end;
$$;

create function private.create_organization_for(user_id uuid, email text, full_name text, name text, slug text default null)
returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  new_id uuid;
begin
  insert into public.user_profiles (user_id, email, full_name)
  values ($1, lower($2), coalesce($3, ''))
  on conflict on constraint user_profiles_pkey do nothing;
  insert into public.organizations (name, slug)
  values (btrim($4), coalesce($5, private.free_slug($4)))
  returning id into new_id;
  insert into public.organization_members (organization_id, user_id, role) values (new_id, $1, 'admin');
  insert into public.subscriptions (organization_id) values (new_id);
  insert into public.alert_settings (organization_id) values (new_id);
  perform private.audit(new_id, 'organization.created', 'organization', new_id::text, null,
    jsonb_build_object('name', btrim($4)), $1);
  return new_id;
end;
$$;
comment on function private.create_organization_for(uuid, text, text, text, text) is
  'Makes an organization with its first admin, plan and thresholds. Called through public.create_organization, or by the operator''s command line.';

create function public.create_organization(name text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  me record;
begin
  select u.id, u.email, coalesce(u.raw_user_meta_data ->> 'full_name', '') as full_name into me
  from auth.users u where u.id = (select auth.uid());
  if me.id is null then
    raise exception 'Sign in first.' using errcode = 'AE403';
  end if;
  if (select count(*) from public.organization_members m where m.user_id = me.id and m.role = 'admin') >= 20 then
    raise exception 'One account can set up at most 20 organizations.' using errcode = 'AE429';
  end if;
  return private.create_organization_for(me.id, me.email, left(me.full_name, 120), $1);
end;
$$;
comment on function public.create_organization(text) is 'Makes an organization whose first admin is the signed-in user. Returns its id.';
grant execute on function public.create_organization(text) to authenticated;
