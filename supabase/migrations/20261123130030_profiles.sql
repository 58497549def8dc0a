-- A person's own way to see numbers and times, and one checked function for the whole profile.

alter table public.user_profiles
  add column time_zone text check (length(time_zone) between 1 and 64),
  add column locale text check (length(locale) between 2 and 35);
comment on column public.user_profiles.time_zone is
  'IANA name by which this person sees times; null: the organization''s. Which day it is, the organization''s decides for everybody.';
comment on column public.user_profiles.locale is 'BCP 47 tag by which this person sees numbers and dates; null: the organization''s.';

create function public.update_profile(full_name text, phone text, time_zone text, locale text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select private.my_user_id());
  was public.user_profiles;
  becomes public.user_profiles;
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
  update public.user_profiles p set full_name = btrim($1), phone = btrim($2), time_zone = $3, locale = $4
  where p.user_id = me returning * into becomes;
  fields := array_remove(array[
    case when was.full_name <> becomes.full_name then 'full_name' end,
    case when was.phone <> becomes.phone then 'phone' end,
    case when was.time_zone is distinct from becomes.time_zone then 'time_zone' end,
    case when was.locale is distinct from becomes.locale then 'locale' end], null);
  if fields = '{}' then
    return;
  end if;
  -- The name stands beside everything that the person did, so the log tells what it was; the rest is nobody's business.
  perform private.audit_account(me, 'user.profile_changed',
    case when 'full_name' = any(fields) then jsonb_build_object('full_name', was.full_name) end,
    jsonb_strip_nulls(jsonb_build_object('fields', replace(array_to_string(fields, ', '), '_', ' '),
      'full_name', case when 'full_name' = any(fields) then becomes.full_name end)));
end;
$$;
comment on function public.update_profile(text, text, text, text) is
  'The signed-in user changes their own name, telephone number, time zone and locale (null: as the organization).';
grant execute on function public.update_profile(text, text, text, text) to authenticated;

drop policy user_profiles_update on public.user_profiles;
revoke update (full_name, phone) on public.user_profiles from authenticated;
