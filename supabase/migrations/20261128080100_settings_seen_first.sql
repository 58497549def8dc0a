-- Two admins, or two tabs, on the same settings: the second is told what has changed since their page was drawn.

drop function public.update_organization(uuid, text, text, text, text);
create function public.update_organization(organization_id uuid, name text, currency text, locale text, time_zone text, seen jsonb default null)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  was public.organizations;
  present jsonb;
begin
  if $1 not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  if not exists (select 1 from pg_catalog.pg_timezone_names z where z.name = $5) then
    raise exception 'There is no time zone named %.', $5 using errcode = 'AE422';
  end if;
  select o.* into was from public.organizations o where o.id = $1 for update;
  present := jsonb_build_object('name', was.name, 'currency', was.currency, 'locale', was.locale, 'time_zone', was.time_zone);
  if $6 is not null and $6 <> present then
    return jsonb_build_object('present', present, 'by', (
      select jsonb_build_object('who', coalesce(nullif(u.full_name, ''), u.email), 'mine', l.acted_by = (select private.my_user_id()),
        'seconds', extract(epoch from clock_timestamp() - l.created_at)::integer)
      from public.audit_logs l left join public.user_profiles u on u.user_id = l.acted_by
      where l.organization_id = $1 and l.action = 'organization.changed' order by l.id desc limit 1));
  end if;
  if present = jsonb_build_object('name', btrim($2), 'currency', $3, 'locale', $4, 'time_zone', $5) then
    return null;
  end if;
  update public.organizations o set name = btrim($2), currency = $3, locale = $4, time_zone = $5 where o.id = $1;
  perform private.audit($1, 'organization.changed', 'organization', $1::text, present,
    jsonb_build_object('name', btrim($2), 'currency', $3, 'locale', $4, 'time_zone', $5));
  return null;
end;
$$;
comment on function public.update_organization(uuid, text, text, text, text, jsonb) is
  'An admin changes name, currency, locale or time zone. seen: these four as the page showed them; where they differ by now, nothing happens, and what stands and who changed it is returned.';
grant execute on function public.update_organization(uuid, text, text, text, text, jsonb) to authenticated;

drop function public.update_profile(text, text, text, text);
create function public.update_profile(full_name text, phone text, time_zone text, locale text, seen jsonb default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select private.my_user_id());
  was public.user_profiles;
  becomes public.user_profiles;
  present jsonb;
  fields text[];
begin
  select p.* into was from public.user_profiles p
  where p.user_id = me and exists (select from auth.users u where u.id = me) for update;
  if was.user_id is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  if $3 is not null and not exists (select from pg_catalog.pg_timezone_names z where z.name = $3) then
    raise exception 'There is no time zone named %.', left($3, 64) using errcode = 'AE422';
  end if;
  present := jsonb_build_object('full_name', was.full_name, 'phone', was.phone, 'time_zone', was.time_zone, 'locale', was.locale);
  if $5 is not null and $5 <> present then
    return jsonb_build_object('present', present);
  end if;
  update public.user_profiles p set full_name = btrim($1), phone = btrim($2), time_zone = $3, locale = $4
  where p.user_id = me returning * into becomes;
  fields := array_remove(array[
    case when was.full_name <> becomes.full_name then 'full_name' end,
    case when was.phone <> becomes.phone then 'phone' end,
    case when was.time_zone is distinct from becomes.time_zone then 'time_zone' end,
    case when was.locale is distinct from becomes.locale then 'locale' end], null);
  if fields = '{}' then
    return null;
  end if;
  -- The name stands beside everything that the person did, so the log tells what it was; the rest is nobody's business.
  perform private.audit_account(me, 'user.profile_changed',
    case when 'full_name' = any(fields) then jsonb_build_object('full_name', was.full_name) end,
    jsonb_strip_nulls(jsonb_build_object('fields', replace(array_to_string(fields, ', '), '_', ' '),
      'full_name', case when 'full_name' = any(fields) then becomes.full_name end)));
  return null;
end;
$$;
comment on function public.update_profile(text, text, text, text, jsonb) is
  'The signed-in user changes their own name, telephone number, time zone and locale (null: as the organization). seen: as for update_organization.';
grant execute on function public.update_profile(text, text, text, text, jsonb) to authenticated;
