-- Generated from the migrations by npm run generate. Not edited by hand.

-- cluster/extensions/btree_gin.sql
create extension "btree_gin" schema "extensions";

comment on extension "btree_gin" is 'support for indexing common datatypes in GIN';

-- cluster/extensions/pg_trgm.sql
create extension "pg_trgm" schema "extensions";

comment on extension "pg_trgm" is 'text similarity measurement and index searching based on trigrams';

-- cluster/roles.sql
alter default privileges for role "postgres" grant select on sequences to "authenticator";

alter default privileges for role "postgres" revoke all on FUNCTIONS from public;

alter default privileges for role "postgres" grant usage on schemas to "authenticator";

alter default privileges for role "postgres" grant references on tables to "authenticator";

-- schemas/private/functions/account_with_email.sql
create or replace function private.account_with_email (
  address text
)
  returns uuid
  language sql
  stable
  set search_path to ''
  AS $function$
  select u.id from auth.users u join private.chosen_passwords c on c.user_id = u.id
  where lower(u.email) = $1 and u.email_confirmed_at is not null limit 1
$function$;

grant execute on function "private"."account_with_email"(text) to "postgres";

comment on function "private"."account_with_email"(text) is 'Whose proven address this is; null when it is nobody''s: an account without a chosen password counts as none.';

revoke all on function "private"."account_with_email"(text) from public;

-- schemas/private/functions/add_authenticator_app.sql
create or replace function private.add_authenticator_app (
  user_id uuid,
  session uuid,
  name    text,
  step    bigint,
  hashes  bytea[]
)
  returns integer
  language plpgsql
  set search_path to ''
  AS $function$
declare
  known public.user_sessions := private.lasting_session($1, $2);
  sealed bytea := private.take_second_factor_beginning($2, 'add_app');
begin
  if sealed is null then
    return null;
  end if;
  insert into private.authenticator_apps (factor_id, sealed_secret, last_step)
  values (private.add_second_factor(known, 'app', $3, $5), sealed, $4);
  return (select count(*) from public.second_factors f where f.user_id = $1);
end;
$function$;

grant execute on function "private"."add_authenticator_app"(uuid, uuid, text, bigint, bytea[]) to "postgres";

comment on function "private"."add_authenticator_app"(uuid, uuid, text, bigint, bytea[]) is 'Called by the web server when the first code of the app that this session began was right: the step that it is of is used. Returns how many second factors there are now: with the first, the recovery codes were taken. Null when nothing was begun.';

revoke all on function "private"."add_authenticator_app"(uuid, uuid, text, bigint, bytea[]) from public;

-- schemas/private/functions/add_passkey.sql
create or replace function private.add_passkey (
  user_id       uuid,
  session       uuid,
  name          text,
  credential_id bytea,
  public_key    bytea,
  sign_count    bigint,
  transports    text[],
  hashes        bytea[]
)
  returns integer
  language plpgsql
  set search_path to ''
  AS $function$
declare
  known public.user_sessions := private.lasting_session($1, $2);
begin
  insert into private.passkeys (factor_id, credential_id, public_key, sign_count, transports)
  values (private.add_second_factor(known, 'passkey', $3, $8), $4, $5, $6, $7);
  return (select count(*) from public.second_factors f where f.user_id = $1);
exception when unique_violation then
  raise exception 'This passkey is set up already.' using errcode = 'AE409';
end;
$function$;

grant execute on function "private"."add_passkey"(uuid, uuid, text, bytea, bytea, bigint, text[], bytea[]) to "postgres";

comment on function "private"."add_passkey"(uuid, uuid, text, bytea, bytea, bigint, text[], bytea[]) is 'Called by the web server when a new passkey signed what this session was to answer. Returns how many second factors there are now: with the first, the recovery codes were taken.';

revoke all on function "private"."add_passkey"(uuid, uuid, text, bytea, bytea, bigint, text[], bytea[]) from public;

-- schemas/private/functions/add_second_factor.sql
create or replace function private.add_second_factor (
  known  public.user_sessions,
  kind   text,
  name   text,
  hashes bytea[]
)
  returns uuid
  language plpgsql
  set search_path to ''
  AS $function$
declare
  me uuid := known.user_id;
  added uuid;
  others integer;
begin
  perform private.require_fresh_second_factor(known);
  -- Two that are set up at once are not both the first.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('second factors of ' || me, 0));
  select count(*) into others from public.second_factors f where f.user_id = me;
  if others >= 20 then
    raise exception 'You have 20 second factors. Remove one that you don''t use first.' using errcode = 'AE429';
  end if;
  insert into public.second_factors (user_id, kind, name) values (me, $2, $3) returning id into added;
  if others = 0 then
    perform private.put_recovery_codes(me, $4);
  end if;
  perform private.note_second_factor(known.id);
  -- None of the others has shown it.
  perform private.end_sessions_but(me, known.id, 'second_factor_reset');
  perform private.audit_account(me, 'user.second_factor_added', null, jsonb_build_object('kind', $2, 'name', $3), me);
  perform private.queue_account_mail('account_notice', u.email, '{"notice": "second_factor_added"}')
  from auth.users u where u.id = me;
  return added;
end;
$function$;

grant execute on function "private"."add_second_factor"(public.user_sessions, text, text, bytea[]) to "postgres";

comment on function "private"."add_second_factor"(public.user_sessions, text, text, bytea[]) is 'Adds a second factor that a session has just shown; the first comes with ten recovery codes. Ends the other sessions and tells the owner.';

revoke all on function "private"."add_second_factor"(public.user_sessions, text, text, bytea[]) from public;

-- schemas/private/functions/alert_for.sql
create or replace function private.alert_for (
  wanted      bigint,
  admins_only boolean
)
  returns public.alerts
  language plpgsql
  set search_path to ''
  AS $function$
declare
  found_alert public.alerts;
begin
  select a.* into found_alert from public.alerts a
  where a.id = wanted and a.organization_id in (select private.my_organization_ids()) for update;
  if found_alert.id is null then
    raise exception 'There is no such alert.' using errcode = 'AE404';
  end if;
  if admins_only and found_alert.organization_id not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  return found_alert;
end;
$function$;

grant execute on function "private"."alert_for"(bigint, boolean) to "postgres";

revoke all on function "private"."alert_for"(bigint, boolean) from public;

-- schemas/private/functions/alert_height.sql
create or replace function private.alert_height (
  s           public.alert_settings,
  order_value numeric,
  spent       numeric,
  lifecycle   public.purchase_order_lifecycle
)
  returns integer
  language sql
  immutable
  set search_path to ''
  AS $function$
  select coalesce(array_position(enum_range(null::public.utilization_level), private.alertable_level(
    private.level_of($2, $3, s.warning_percent, s.critical_percent, s.over_budget_percent), $4, $2, $3)), 0)
$function$;

grant execute on function "private"."alert_height"(public.alert_settings, numeric, numeric, public.purchase_order_lifecycle) to "postgres";

comment on function "private"."alert_height"(public.alert_settings, numeric, numeric, public.purchase_order_lifecycle) is 'The alertable level of these figures as a number that rises with it; 0: none.';

revoke all on function "private"."alert_height"(public.alert_settings, numeric, numeric, public.purchase_order_lifecycle) from public;

-- schemas/private/functions/alert_moved_since.sql
create or replace function private.alert_moved_since (
  was  public.alerts,
  seen bigint
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  select jsonb_build_object('event', e.event, 'who', coalesce(nullif(u.full_name, ''), u.email), 'mine', e.acted_by = (select private.my_user_id()),
    'note', e.note, 'seconds', extract(epoch from clock_timestamp() - e.created_at)::integer, 'cause', e.cause,
    'level', e.level_after, 'seen', e.id::text, 'status', was.status)
  from public.alert_events e left join public.user_profiles u on u.user_id = e.acted_by
  where e.organization_id = was.organization_id and e.alert_id = was.id and e.id > $2 and e.event <> 'commented'
  order by e.id desc limit 1
$function$;

grant execute on function "private"."alert_moved_since"(public.alerts, bigint) to "postgres";

comment on function "private"."alert_moved_since"(public.alerts, bigint) is 'The last step of an alert after the one that a page showed, or null; null too where no step is given. Comments move nothing.';

revoke all on function "private"."alert_moved_since"(public.alerts, bigint) from public;

-- schemas/private/functions/alert_rank.sql
create or replace function private.alert_rank (
  status public.alert_status,
  level  public.utilization_level
)
  returns integer
  language sql
  immutable
  parallel safe
  set search_path to ''
  AS $function$
  select case when status = 'resolved' then 0
    else case level when 'over_budget' then 3 when 'critical' then 2 else 1 end end
$function$;

grant execute on function "private"."alert_rank"(public.alert_status, public.utilization_level) to "authenticated", "postgres";

comment on function "private"."alert_rank"(public.alert_status, public.utilization_level) is 'The first key of the list of alerts, descending.';

revoke all on function "private"."alert_rank"(public.alert_status, public.utilization_level) from public;

-- schemas/private/functions/alertable_level.sql
create or replace function private.alertable_level (
  level       public.utilization_level,
  lifecycle   public.purchase_order_lifecycle,
  order_value numeric,
  total_spent numeric
)
  returns public.utilization_level
  language sql
  immutable
  parallel safe
RETURN CASE when (level = 'on_track'::public.utilization_level) THEN null::public.utilization_level when (lifecycle = 'open'::public.purchase_order_lifecycle) THEN level when
  (total_spent > order_value) THEN 'over_budget'::public.utilization_level ELSE null::public.utilization_level end;

grant execute on function "private"."alertable_level"(public.utilization_level, public.purchase_order_lifecycle, numeric, numeric) to "postgres";

comment on function "private"."alertable_level"(public.utilization_level, public.purchase_order_lifecycle, numeric, numeric) is 'The level an alert should stand at, or null for none. Work finishes at 100 %, so a closed order alerts only when more was spent than authorised. Twin of alertableLevel in src/libs/alert-rule.ts.';

revoke all on function "private"."alertable_level"(public.utilization_level, public.purchase_order_lifecycle, numeric, numeric) from public;

-- schemas/private/functions/appoint_admin.sql
create or replace function private.appoint_admin (
  of_organization uuid,
  address         text
)
  returns uuid
  language plpgsql
  set search_path to ''
  AS $function$
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
$function$;

grant execute on function "private"."appoint_admin"(uuid, text) to "postgres";

comment on function "private"."appoint_admin"(uuid, text) is 'Makes whoever has an account with this address an active admin, with an entry in the organization''s audit log, also beyond the seats of its plan. For the operator; nobody of the API may run it.';

revoke all on function "private"."appoint_admin"(uuid, text) from public;

-- schemas/private/functions/ask_for_second_factors.sql
create or replace function private.ask_for_second_factors (
  user_ids uuid[]
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  update public.user_sessions s set needs_second_factor = true
  where s.user_id = any ($1) and s.ended_at is null and not s.needs_second_factor and private.needs_second_factor(s.user_id)
$function$;

grant execute on function "private"."ask_for_second_factors"(uuid[]) to "postgres";

comment on function "private"."ask_for_second_factors"(uuid[]) is 'Has the open sessions of these people owe a second factor where they have come to need one: with the commit, also those that never ask our server again.';

revoke all on function "private"."ask_for_second_factors"(uuid[]) from public;

-- schemas/private/functions/ask_member_for_second_factor.sql
create or replace function private.ask_member_for_second_factor()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  perform private.ask_for_second_factors(array[new.user_id]);
  return null;
end;
$function$;

grant execute on function "private"."ask_member_for_second_factor"() to "postgres";

revoke all on function "private"."ask_member_for_second_factor"() from public;

-- schemas/private/functions/ask_members_for_second_factor.sql
create or replace function private.ask_members_for_second_factor()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  perform private.ask_for_second_factors(array(
    select m.user_id from public.organization_members m where m.status = 'active'
      and m.organization_id = (to_jsonb(new) ->> tg_argv[0])::uuid));
  return null;
end;
$function$;

grant execute on function "private"."ask_members_for_second_factor"() to "postgres";

revoke all on function "private"."ask_members_for_second_factor"() from public;

-- schemas/private/functions/audit.sql
create or replace function private.audit (
  organization_id uuid,
  action          text,
  entity_type     text,
  entity_id       text,
  before          jsonb default null::jsonb,
  after           jsonb default null::jsonb,
  acted_by        uuid  default auth.uid()
)
  returns void
  language sql
  security definer
  set search_path to ''
  AS $function$
  insert into public.audit_logs (organization_id, acted_by, action, entity_type, entity_id, before, after, ip_address, user_agent, request_id)
  select $1, $7, $2, $3, $4, $5, $6,
    nullif(c.context ->> 'ip', '')::inet, left(c.context ->> 'user_agent', 400), c.context ->> 'request_id'
  from (select private.request_context() as context) c
$function$;

grant execute on function "private"."audit"(uuid, text, text, text, jsonb, jsonb, uuid) to "postgres";

comment on function "private"."audit"(uuid, text, text, text, jsonb, jsonb, uuid) is 'Writes one audit entry in the caller''s transaction. Not executable by the API roles: only checked functions call it.';

revoke all on function "private"."audit"(uuid, text, text, text, jsonb, jsonb, uuid) from public;

-- schemas/private/functions/audit_account.sql
create or replace function private.audit_account (
  user_id  uuid,
  action   text,
  before   jsonb default null::jsonb,
  after    jsonb default null::jsonb,
  acted_by uuid  default auth.uid()
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  organization uuid;
  in_any boolean := false;
begin
  -- Whoever is in several organizations writes into several chains: always in the same order.
  for organization in
    select m.organization_id from public.organization_members m where m.user_id = $1 and m.status = 'active' order by 1
  loop
    in_any := true;
    perform private.audit(organization, $2, 'user', $1::text, $3, $4, $5);
  end loop;
  -- Somebody who belongs to no organization yet is still recorded, once, outside all of them.
  if not in_any then
    perform private.audit(null, $2, 'user', $1::text, $3, $4, $5);
  end if;
end;
$function$;

grant execute on function "private"."audit_account"(uuid, text, jsonb, jsonb, uuid) to "postgres";

comment on function "private"."audit_account"(uuid, text, jsonb, jsonb, uuid) is 'Records what happened to a person''s account, for the admins of each organization they are active in.';

revoke all on function "private"."audit_account"(uuid, text, jsonb, jsonb, uuid) from public;

-- schemas/private/functions/audit_chain_of.sql
create or replace function private.audit_chain_of (
  organization_id uuid
)
  returns uuid
  language sql
  immutable
  set search_path to ''
  AS $function$
  select coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid)
$function$;

grant execute on function "private"."audit_chain_of"(uuid) to "postgres";

revoke all on function "private"."audit_chain_of"(uuid) from public;

-- schemas/private/functions/audit_entry_hash.sql
create or replace function private.audit_entry_hash (
  entry public.audit_logs
)
  returns bytea
  language sql
  stable
  set search_path to ''
  AS $function$
  -- jsonb writes its keys in one order and its strings in one way. What depends on a session's settings is written
  -- out: the instant in UTC. The contents as text, so that no JSON null passes for a missing value.
  select sha256($1.previous_hash || convert_to(jsonb_build_object(
    'organization_id', $1.organization_id, 'entry_number', $1.entry_number, 'id', $1.id, 'acted_by', $1.acted_by,
    'action', $1.action, 'entity_type', $1.entity_type, 'entity_id', $1.entity_id,
    'before', $1.before::text, 'after', $1.after::text,
    'ip_address', $1.ip_address::text, 'user_agent', $1.user_agent, 'request_id', $1.request_id,
    'created_at', to_char($1.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'))::text, 'UTF8'))
$function$;

grant execute on function "private"."audit_entry_hash"(public.audit_logs) to "postgres";

comment on function "private"."audit_entry_hash"(public.audit_logs) is 'What entry_hash has to be: SHA-256 over previous_hash and the whole entry in a fixed form.';

revoke all on function "private"."audit_entry_hash"(public.audit_logs) from public;

-- schemas/private/functions/audit_member.sql
create or replace function private.audit_member (
  action  text,
  was     public.organization_members,
  becomes public.organization_members
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  person public.user_profiles;
begin
  select p.* into person from public.user_profiles p where p.user_id = was.user_id;
  perform private.audit(was.organization_id, $1, 'member', was.user_id::text,
    jsonb_build_object('email', person.email, 'full_name', person.full_name, 'role', was.role, 'status', was.status),
    case when becomes.user_id is not null then jsonb_build_object('email', person.email, 'full_name', person.full_name,
      'role', becomes.role, 'status', becomes.status) end);
end;
$function$;

grant execute on function "private"."audit_member"(text, public.organization_members, public.organization_members) to "postgres";

revoke all on function "private"."audit_member"(text, public.organization_members, public.organization_members) from public;

-- schemas/private/functions/audit_own_account.sql
create or replace function private.audit_own_account (
  action text
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  me uuid := (select private.my_user_id());
begin
  if me is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  perform private.audit_account(me, $1);
end;
$function$;

grant execute on function "private"."audit_own_account"(text) to "postgres";

comment on function "private"."audit_own_account"(text) is 'Records what the signed-in user did with their own account, for the admins of each organization they are active in.';

revoke all on function "private"."audit_own_account"(text) from public;

-- schemas/private/functions/auth_account.sql
create or replace function private.auth_account (
  address text
)
  returns uuid
  language plpgsql
  set search_path to ''
  AS $function$
begin
  -- Whoever signed up past our pages has shown nothing. What else they left there (a name, a second factor, another
  -- way to log in) goes along.
  delete from auth.users u where lower(u.email) = $1
    and not exists (select from private.chosen_passwords c where c.user_id = u.id)
    and not exists (select from public.user_profiles p where p.user_id = u.id);
  return (select u.id from auth.users u where lower(u.email) = $1 limit 1);
end;
$function$;

grant execute on function "private"."auth_account"(text) to "postgres";

comment on function "private"."auth_account"(text) is 'The account that is to get a password now that somebody has proved its mailbox; null when one must be made. Removes what a stranger began with the address.';

revoke all on function "private"."auth_account"(text) from public;

-- schemas/private/functions/begin_apply.sql
create or replace function private.begin_apply (
  import_id     uuid,
  confirmed_by  uuid,
  shown_version integer,
  mode          public.import_mode,
  repeat_policy public.repeat_policy
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  job public.import_jobs := private.import_as_shown($1, $3);
begin
  if job.status <> 'awaiting_confirmation' then
    raise exception 'This import is not waiting for confirmation (it is %).', replace(job.status::text, '_', ' ') using errcode = 'AE409';
  end if;
  if job.mode is distinct from $4 or job.repeat_policy is distinct from $5 then
    raise exception 'The preview was not computed with the answers on your screen, so nothing was applied. Choose them again.' using errcode = 'AE409';
  end if;
  if job.conflict_count > 0 and job.repeat_policy = 'fault' then
    raise exception 'Decide first what the % repeated keys with different values are.', job.conflict_count using errcode = 'AE409';
  end if;
  update public.import_jobs j set status = 'pending', phase = 'applying', progress = 0, confirmed_by = $2, confirmed_at = now()
  where j.id = job.id;
  perform private.audit(job.organization_id, 'import.confirmed', 'import', job.id::text, null,
    jsonb_build_object('type', job.type, 'mode', job.mode, 'new', job.new_count, 'changed', job.changed_count,
      'withdrawn', job.withdrawn_count, 'money_before', job.money_before, 'money_after', job.money_after), $2);
end;
$function$;

grant execute on function "private"."begin_apply"(uuid, uuid, integer, public.import_mode, public.repeat_policy) to "postgres";

comment on function "private"."begin_apply"(uuid, uuid, integer, public.import_mode, public.repeat_policy) is 'Hands the preview that was shown, with the answers that it was computed with, to the worker to be applied, for a person or (null) for the operator. Raises a sentence when it can''t be; the caller has checked the person.';

revoke all on function "private"."begin_apply"(uuid, uuid, integer, public.import_mode, public.repeat_policy) from public;

-- schemas/private/functions/begin_password_reset.sql
create or replace function private.begin_password_reset (
  email text
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  address text := lower(btrim($1));
  account uuid := private.account_with_email(address);
begin
  if account is not null and private.may_be_mailed(address) then
    perform private.queue_account_mail('password_reset', address, '{}', private.mail_link('password_reset', address, account, '{}'));
  end if;
end;
$function$;

grant execute on function "private"."begin_password_reset"(text) to "postgres";

comment on function "private"."begin_password_reset"(text) is 'Mails a link to choose a new password, if somebody has proved this address.';

revoke all on function "private"."begin_password_reset"(text) from public;

-- schemas/private/functions/begin_second_factor.sql
create or replace function private.begin_second_factor (
  user_id   uuid,
  session   uuid,
  purpose   text,
  challenge bytea
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  known public.user_sessions := private.lasting_session($1, $2);
begin
  if $3 <> 'show_passkey' then
    perform private.require_fresh_second_factor(known);
  end if;
  delete from private.second_factor_beginnings b where b.expires_at <= now();
  insert into private.second_factor_beginnings as b (session_id, purpose, challenge, expires_at)
  values ($2, $3, $4, now() + case $3 when 'add_app' then interval '15 minutes' else interval '5 minutes' end)
  on conflict on constraint second_factor_beginnings_pkey do update set challenge = excluded.challenge, expires_at = excluded.expires_at;
end;
$function$;

grant execute on function "private"."begin_second_factor"(uuid, uuid, text, bytea) to "postgres";

comment on function "private"."begin_second_factor"(uuid, uuid, text, bytea) is 'Keeps what a session is to answer, for five minutes (a new app: fifteen), in place of what it had begun of the same kind.';

revoke all on function "private"."begin_second_factor"(uuid, uuid, text, bytea) from public;

-- schemas/private/functions/begin_sign_up.sql
create or replace function private.begin_sign_up (
  email  text,
  wishes jsonb
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  address text := lower(btrim($1));
begin
  if not private.may_be_mailed(address) then
    return;
  end if;
  -- Whether there is an account shows in its own mailbox and nowhere else.
  if private.account_with_email(address) is null then
    perform private.queue_account_mail('sign_up', address, '{}', private.mail_link('sign_up', address, null, $2));
  else
    perform private.queue_account_mail('account_notice', address, jsonb_build_object('notice', 'sign_up_again'));
  end if;
end;
$function$;

grant execute on function "private"."begin_sign_up"(text, jsonb) to "postgres";

comment on function "private"."begin_sign_up"(text, jsonb) is 'Mails a link to set an account up, or tells the owner of an existing one. Makes no account: whoever signs up has shown nothing yet.';

revoke all on function "private"."begin_sign_up"(text, jsonb) from public;

-- schemas/private/functions/begin_undo.sql
create or replace function private.begin_undo (
  import_id     uuid,
  requested_by  uuid,
  shown_version bigint
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  job public.import_jobs;
  refusal jsonb;
begin
  select j.* into job from public.import_jobs j where j.id = $1 for update;
  refusal := private.undo_refusal(job);
  if refusal is not null then
    raise exception '%', refusal ->> 'sentence' using errcode = 'AE409';
  end if;
  if $3 is distinct from (select o.data_version from public.organizations o where o.id = job.organization_id) then
    raise exception 'Your data has changed since you looked at what this undo would do. Look at it again, then decide.' using errcode = 'AE409';
  end if;
  update public.import_jobs j set status = 'pending', phase = 'undoing', progress = 0, attempt = 0,
    failure_code = null, failure_reason = null, undo_requested_by = $2, undo_version = $3
  where j.id = job.id;
  perform private.audit(job.organization_id, 'import.undo_requested', 'import', job.id::text, acted_by => $2);
end;
$function$;

grant execute on function "private"."begin_undo"(uuid, uuid, bigint) to "postgres";

comment on function "private"."begin_undo"(uuid, uuid, bigint) is 'Hands an applied import to the worker to be undone as it was shown. Raises a sentence when it can''t be; the caller has checked the person.';

revoke all on function "private"."begin_undo"(uuid, uuid, bigint) from public;

-- schemas/private/functions/begun_second_factor.sql
create or replace function private.begun_second_factor (
  user_id uuid,
  session uuid,
  purpose text
)
  returns bytea
  language sql
  stable
  set search_path to ''
  AS $function$
  select b.challenge from private.second_factor_beginnings b join public.user_sessions s on s.id = b.session_id
  where s.user_id = $1 and s.id = $2 and b.purpose = $3 and b.expires_at > now()
$function$;

grant execute on function "private"."begun_second_factor"(uuid, uuid, text) to "postgres";

comment on function "private"."begun_second_factor"(uuid, uuid, text) is 'What a session has begun, or null.';

revoke all on function "private"."begun_second_factor"(uuid, uuid, text) from public;

-- schemas/private/functions/cause_of_import.sql
create or replace function private.cause_of_import (
  for_organization uuid,
  of_import        uuid,
  po               public.purchase_orders,
  OUT              cause public.alert_cause,
  OUT              facts jsonb
)
  returns record
  language plpgsql
  stable
  set search_path to ''
  AS $function$
declare
  effect public.import_effects;
  s public.alert_settings;
  lifecycle_was public.purchase_order_lifecycle := po.lifecycle;
  value_was numeric;
  spent_was numeric;
  withdrawn numeric := 0;
  was integer;
  becomes integer;
  by_value boolean;
  by_lifecycle boolean;
  by_spend boolean;
begin
  facts := '{}';
  select e.* into effect from public.import_effects e
  where e.organization_id = $1 and e.import_job_id = $2 and e.purchase_order_no = po.purchase_order_no;
  if effect.id is null then
    cause := 'import';
    return;
  end if;
  if effect.is_new_order then
    cause := 'order_imported';
    return;
  end if;
  value_was := coalesce(effect.order_value_before, po.order_value);
  spent_was := effect.spent_before;
  select private.lifecycle_of(c.before ->> 'status') into lifecycle_was from public.import_changes c
  where c.organization_id = $1 and c.type = 'purchase_orders' and c.entity_id = po.id and c.import_job_id = $2 and c.before ? 'status';
  lifecycle_was := coalesce(lifecycle_was, po.lifecycle);
  select t.* into s from public.alert_settings t where t.organization_id = $1;

  -- A change counts as a cause if it alone would have moved the level the same way; where none would, all did it together.
  was := private.alert_height(s, value_was, spent_was, lifecycle_was);
  becomes := private.alert_height(s, po.order_value, po.total_spent, po.lifecycle);
  by_value := po.order_value <> value_was
    and sign(private.alert_height(s, po.order_value, spent_was, lifecycle_was) - was) = sign(becomes - was);
  by_lifecycle := po.lifecycle <> lifecycle_was
    and sign(private.alert_height(s, value_was, spent_was, po.lifecycle) - was) = sign(becomes - was);
  by_spend := po.total_spent <> spent_was
    and sign(private.alert_height(s, value_was, po.total_spent, lifecycle_was) - was) = sign(becomes - was);
  if not (by_value or by_lifecycle or by_spend) then
    by_value := po.order_value <> value_was;
    by_lifecycle := po.lifecycle <> lifecycle_was;
    by_spend := po.total_spent <> spent_was;
  end if;

  if by_spend then
    facts := facts || jsonb_build_object('spent', jsonb_build_object('before', spent_was::text, 'after', po.total_spent::text));
    cause := case when po.total_spent > spent_was then 'spend_rose' else 'spend_fell' end;
    if effect.withdrawn_count > 0 then
      select sum(q.total) into withdrawn from public.import_changes c
      join public.quantity_surveys q on q.organization_id = c.organization_id and q.id = c.entity_id
      where c.organization_id = $1 and c.purchase_order_no = po.purchase_order_no and c.import_job_id = $2
        and c.type = 'quantity_surveys' and c.action = 'withdrawn';
      -- Beside other changes of the same file, only where it is what moved the sum.
      if sign(-withdrawn) = sign(po.total_spent - spent_was) then
        cause := 'surveys_withdrawn';
        facts := facts || jsonb_build_object('withdrawn',
          jsonb_build_object('count', effect.withdrawn_count, 'total', withdrawn::numeric(18,2)::text));
      end if;
    end if;
  end if;
  if by_lifecycle then
    facts := facts || jsonb_build_object('lifecycle', jsonb_build_object('before', lifecycle_was, 'after', po.lifecycle));
    cause := case when po.lifecycle = 'open' then 'order_reopened' else 'order_closed' end;
  end if;
  if by_value then
    facts := facts || jsonb_build_object('order_value', jsonb_build_object('before', value_was::text, 'after', po.order_value::text));
    cause := case when po.order_value > value_was then 'value_raised' else 'value_lowered' end;
  end if;
  cause := coalesce(cause, 'import');
end;
$function$;

grant execute on function "private"."cause_of_import"(uuid, uuid, public.purchase_orders) to "postgres";

comment on function "private"."cause_of_import"(uuid, uuid, public.purchase_orders) is 'Why an import that has just been written moved the alert of an order: by comparing what each of its changes alone would have done.';

revoke all on function "private"."cause_of_import"(uuid, uuid, public.purchase_orders) from public;

-- schemas/private/functions/chain_audit_entry.sql
create or replace function private.chain_audit_entry()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  chain uuid := private.audit_chain_of(new.organization_id);
  head private.audit_heads;
begin
  -- The foreign key would lock the organization's row only after the head; somebody who changes the organization
  -- locks that row first and the head afterwards. Taken in the same order, neither waits for the other for ever.
  perform from public.organizations o where o.id = new.organization_id for key share;
  select h.* into head from private.audit_heads h where h.chain_id = chain for update;
  if not found then
    insert into private.audit_heads (chain_id, entry_number, entry_hash)
    values (chain, 0, decode(repeat('00', 32), 'hex')) on conflict (chain_id) do nothing;
    select h.* into head from private.audit_heads h where h.chain_id = chain for update;
  end if;
  new.entry_number := head.entry_number + 1;
  new.previous_hash := head.entry_hash;
  new.entry_hash := private.audit_entry_hash(new);
  update private.audit_heads h set entry_number = new.entry_number, entry_hash = new.entry_hash where h.chain_id = chain;
  return new;
end;
$function$;

grant execute on function "private"."chain_audit_entry"() to "postgres";

comment on function "private"."chain_audit_entry"() is 'Appends an entry to its organization''s chain. Writers of one organization take turns from here to their commit, so audit last.';

revoke all on function "private"."chain_audit_entry"() from public;

-- schemas/private/functions/changed_fields.sql
create or replace function private.changed_fields (
  before jsonb,
  after  jsonb
)
  returns jsonb
  language sql
  immutable
  set search_path to ''
  AS $function$
  select coalesce(jsonb_object_agg(b.key, b.value), '{}'::jsonb)
  from jsonb_each(before) b
  where b.value is distinct from after -> b.key
$function$;

grant execute on function "private"."changed_fields"(jsonb, jsonb) to "postgres";

comment on function "private"."changed_fields"(jsonb, jsonb) is 'The fields of the first object whose values differ in the second, with the first''s values.';

revoke all on function "private"."changed_fields"(jsonb, jsonb) from public;

-- schemas/private/functions/choose_password.sql
create or replace function private.choose_password (
  user_id uuid,
  kept    uuid
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
begin
  insert into private.chosen_passwords as c (user_id, fingerprint) values ($1, private.password_fingerprint($1))
  on conflict on constraint chosen_passwords_pkey do update set fingerprint = excluded.fingerprint, chosen_at = now();
  perform private.end_sessions_but($1, $2, 'password_changed');
end;
$function$;

grant execute on function "private"."choose_password"(uuid, uuid) to "postgres";

comment on function "private"."choose_password"(uuid, uuid) is 'Makes the password count that the Auth server has now, and ends every session but one. Called only for whoever proved the mailbox or the password before.';

revoke all on function "private"."choose_password"(uuid, uuid) from public;

-- schemas/private/functions/contains_pattern.sql
create or replace function private.contains_pattern (
  word text
)
  returns text
  language sql
  immutable
  parallel safe
  set search_path to ''
  AS $function$
  select '%' || regexp_replace(lower(word), '([\\%_])', '\\\1', 'g') || '%'
$function$;

grant execute on function "private"."contains_pattern"(text) to "authenticated", "postgres";

comment on function "private"."contains_pattern"(text) is 'A LIKE pattern for lower-case text that contains the word, whose own %, _ and \ mean themselves.';

revoke all on function "private"."contains_pattern"(text) from public;

-- schemas/private/functions/create_organization_for.sql
create or replace function private.create_organization_for (
  user_id   uuid,
  email     text,
  full_name text,
  name      text,
  slug      text default null::text
)
  returns uuid
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  new_id uuid;
begin
  insert into public.organizations (name, slug)
  values (btrim($4), coalesce($5, private.free_slug($4)))
  returning id into new_id;
  if $1 is not null then
    perform private.keep_profile($1, lower($2), $3);
    insert into public.organization_members (organization_id, user_id, role) values (new_id, $1, 'admin');
  end if;
  insert into public.subscriptions (organization_id) values (new_id);
  insert into public.alert_settings (organization_id) values (new_id);
  perform private.audit(new_id, 'organization.created', 'organization', new_id::text, null,
    jsonb_build_object('name', btrim($4)), $1);
  return new_id;
end;
$function$;

grant execute on function "private"."create_organization_for"(uuid, text, text, text, text) to "postgres";

comment on function "private"."create_organization_for"(uuid, text, text, text, text) is 'Makes an organization with its first admin, plan and thresholds; without an admin where the operator invites the first one.';

revoke all on function "private"."create_organization_for"(uuid, text, text, text, text) from public;

-- schemas/private/functions/dashboard_attention.sql
create or replace function private.dashboard_attention (
  organization_id uuid
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  with open_alerts as (
    select a.id, a.purchase_order_id, a.purchase_order_no, a.level, p.order_short_text, p.utilization_percent,
      p.total_spent - p.order_value as overrun, p.lifecycle <> 'open' as closed,
      private.need_rank(a.level, p.order_value, p.total_spent) as need
    from public.alerts a
    join public.purchase_orders p on p.organization_id = a.organization_id and p.id = a.purchase_order_id
    where a.organization_id = $1 and a.status = 'open'
  ), worst as (
    select u.* from open_alerts u order by u.need desc, u.id limit 3
  ), files as (
    -- A failed import stays until somebody tries it again or cancels it.
    select j.id, j.status, f.file_name from public.import_jobs j
    join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
    where j.organization_id = $1 and j.status in ('awaiting_mapping', 'awaiting_confirmation', 'failed')
  )
  select jsonb_build_object(
    'over_budget', count(*) filter (where u.level = 'over_budget'),
    'closed', count(*) filter (where u.closed and u.level >= 'critical'),
    'critical', count(*) filter (where u.level = 'critical'),
    'warning', count(*) filter (where u.level = 'warning'),
    'imports', (select jsonb_build_object(
        'to_answer', count(*) filter (where f.status = 'awaiting_mapping'),
        'to_confirm', count(*) filter (where f.status = 'awaiting_confirmation'),
        'failed', count(*) filter (where f.status = 'failed'),
        'only', case when count(*) = 1 then min(f.id::text) end) from files f),
    'worst', (select coalesce(jsonb_agg(jsonb_build_object('alert_id', w.id::text, 'purchase_order_id', w.purchase_order_id::text,
      'purchase_order_no', w.purchase_order_no, 'text', w.order_short_text, 'level', w.level,
      'percent', w.utilization_percent::text, 'overrun', w.overrun::numeric(24,2)::text)
      order by w.need desc, w.id), '[]'::jsonb) from worst w)
  ) from open_alerts u
$function$;

grant execute on function "private"."dashboard_attention"(uuid) to "authenticated", "postgres";

comment on function "private"."dashboard_attention"(uuid) is 'All that waits for somebody: open alerts by level, the worst three of them, and imports that wait for an answer or a confirmation or have failed (`only`: the id, when it is one).';

revoke all on function "private"."dashboard_attention"(uuid) from public;

-- schemas/private/functions/dashboard_billing.sql
create or replace function private.dashboard_billing (
  organization_id uuid,
  today           date
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  with days as materialized (
    -- A creation date in the future is a slip of the pen; it must not move the window away from what is real.
    select d.day, d.total, d.quantity_survey_count from public.billing_days d
    where d.organization_id = $1 and d.day <= $2 and d.day > $2 - 1100
  ), latest as (
    select max(d.day) as day, min(d.day) as first_day from days d
  ), weeks as (
    select l.day - 7 * n - 6 as first_day, l.day - 7 * n as last_day,
      coalesce(sum(d.total), 0) as total, coalesce(sum(d.quantity_survey_count), 0) as surveys
    from latest l cross join generate_series(0, 12) as n
    left join days d on d.day between l.day - 7 * n - 6 and l.day - 7 * n
    where l.day is not null
    group by l.day, n
  )
  select jsonb_build_object(
    'latest_day', l.day,
    'first_day', l.first_day,
    'last_7_days', (select coalesce(sum(d.total), 0)::numeric(24,2)::text from days d where d.day > $2 - 7),
    'last_30_days', (select coalesce(sum(d.total), 0)::numeric(24,2)::text from days d where d.day > l.day - 30),
    'daily_rate', (select (coalesce(sum(d.total), 0) / 30)::numeric(24,2)::text from days d where d.day > l.day - 30),
    'daily_rate_week_ago', case when l.first_day <= l.day - 37 then
      (select (coalesce(sum(d.total), 0) / 30)::numeric(24,2)::text from days d where d.day > l.day - 37 and d.day <= l.day - 7) end,
    'weeks', coalesce((select jsonb_agg(jsonb_build_object('first_day', w.first_day, 'last_day', w.last_day,
      'total', w.total::numeric(24,2)::text, 'surveys', w.surveys) order by w.first_day) from weeks w), '[]'::jsonb)
  ) from latest l
$function$;

grant execute on function "private"."dashboard_billing"(uuid, date) to "authenticated", "postgres";

comment on function "private"."dashboard_billing"(uuid, date) is 'Billing by creation date: the average per calendar day of the 30 days to the latest billing day, and 13 weeks that end on it. Money as text.';

revoke all on function "private"."dashboard_billing"(uuid, date) from public;

-- schemas/private/functions/dashboard_orders.sql
create or replace function private.dashboard_orders (
  organization_id uuid
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  with orders as materialized (
    select p.lifecycle, p.level, p.order_value, p.total_spent, p.quantity_survey_count
    from public.purchase_orders p where p.organization_id = $1
  ), bands as (
    select l.level, count(o.level) as orders, coalesce(sum(o.order_value), 0) as authorised,
      coalesce(sum(o.total_spent), 0) as spent, coalesce(sum(greatest(o.total_spent - o.order_value, 0)), 0) as overrun
    from unnest(enum_range(null::public.utilization_level)) as l (level)
    left join orders o on o.level = l.level and o.lifecycle = 'open'
    group by l.level
  )
  select jsonb_build_object(
    'count', count(*),
    'active', count(*) filter (where o.lifecycle = 'open'),
    -- What the client has withdrawn authorizes nothing any more.
    'authorised', coalesce(sum(o.order_value) filter (where o.lifecycle <> 'canceled'), 0)::numeric(24,2)::text,
    'canceled', count(*) filter (where o.lifecycle = 'canceled'),
    'canceled_value', coalesce(sum(o.order_value) filter (where o.lifecycle = 'canceled'), 0)::numeric(24,2)::text,
    'spent', coalesce(sum(o.total_spent), 0)::numeric(24,2)::text,
    'surveys', coalesce(sum(o.quantity_survey_count), 0),
    'without_surveys', count(*) filter (where o.lifecycle = 'open' and o.quantity_survey_count = 0),
    'without_surveys_authorised',
      coalesce(sum(o.order_value) filter (where o.lifecycle = 'open' and o.quantity_survey_count = 0), 0)::numeric(24,2)::text,
    'at_risk', (select sum(b.orders) from bands b where b.level >= 'warning'),
    'at_risk_authorised', (select sum(b.authorised) from bands b where b.level >= 'warning')::numeric(24,2)::text,
    'overrun', (select sum(b.overrun) from bands b)::numeric(24,2)::text,
    'bands', (select jsonb_agg(jsonb_build_object('level', b.level, 'count', b.orders,
        'authorised', b.authorised::numeric(24,2)::text, 'spent', b.spent::numeric(24,2)::text) order by b.level) from bands b)
  ) from orders o
$function$;

grant execute on function "private"."dashboard_orders"(uuid) to "authenticated", "postgres";

comment on function "private"."dashboard_orders"(uuid) is 'Counts and money of an organization''s purchase orders. Authorized: open and completed lines. Bands and what is at risk: open ones only. Money as text.';

revoke all on function "private"."dashboard_orders"(uuid) from public;

-- schemas/private/functions/dashboard_orphans.sql
create or replace function private.dashboard_orphans (
  organization_id uuid
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  select jsonb_build_object('count', count(*), 'total', coalesce(sum(q.total), 0)::numeric(24,2)::text)
  from public.quantity_surveys q
  where q.organization_id = $1 and q.purchase_order_id is null and q.withdrawn_at is null
$function$;

grant execute on function "private"."dashboard_orphans"(uuid) to "authenticated", "postgres";

comment on function "private"."dashboard_orphans"(uuid) is 'Quantity surveys whose purchase order is not known; they count in no total. Money as text.';

revoke all on function "private"."dashboard_orphans"(uuid) from public;

-- schemas/private/functions/dashboard_recent_surveys.sql
create or replace function private.dashboard_recent_surveys (
  organization_id uuid
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id::text, 'qs_number', r.qs_number, 'purchase_order_no', r.purchase_order_no,
    'purchase_order_id', r.purchase_order_id::text, 'text', r.short_text, 'total', r.total::text,
    'created_date', r.created_date, 'stage', r.stage)
    order by r.created_date desc nulls last, r.id desc), '[]'::jsonb)
  from (
    select q.* from public.quantity_surveys q
    where q.organization_id = $1 and q.withdrawn_at is null
    order by q.created_date desc nulls last, q.id desc limit 10
  ) r
$function$;

grant execute on function "private"."dashboard_recent_surveys"(uuid) to "authenticated", "postgres";

comment on function "private"."dashboard_recent_surveys"(uuid) is 'The ten quantity surveys with the latest creation dates, newest first. Money as text.';

revoke all on function "private"."dashboard_recent_surveys"(uuid) from public;

-- schemas/private/functions/dashboard_stages.sql
create or replace function private.dashboard_stages (
  organization_id uuid,
  today           date
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  with waiting as (
    -- A stage entered on an unknown day is counted from the last step whose day is known.
    select q.stage, q.total, $2 - case q.stage
      when 'created' then q.created_date
      when 'transferred' then coalesce(q.transferred_date, q.created_date)
      when 'accepted' then coalesce(q.accepted_date, q.transferred_date, q.created_date)
      else coalesce(q.invoice_date, q.accepted_date, q.transferred_date, q.created_date)
    end as days
    from public.quantity_surveys q
    where q.organization_id = $1 and q.stage <> 'posted' and q.withdrawn_at is null and q.purchase_order_id is not null
  ), sums as (
    select w.stage, case when w.days is not null then least(greatest(w.days, 0) / 30, 3) end as band, count(*) as surveys, sum(w.total) as total, max(w.days) as oldest
    from waiting w group by 1, 2
  ), stages as (
    select s.stage, sum(s.surveys) as surveys, sum(s.total) as total, max(s.oldest) as oldest,
      jsonb_agg(jsonb_build_object('band', s.band, 'count', s.surveys, 'total', s.total::numeric(24,2)::text) order by s.band) as bands
    from sums s group by s.stage
  )
  select coalesce(jsonb_agg(jsonb_build_object('stage', s.stage, 'count', s.surveys, 'total', s.total::numeric(24,2)::text,
    'oldest_days', s.oldest, 'bands', s.bands) order by s.stage), '[]'::jsonb)
  from stages s
$function$;

grant execute on function "private"."dashboard_stages"(uuid, date) to "authenticated", "postgres";

comment on function "private"."dashboard_stages"(uuid, date) is 'Counted quantity surveys before posting by stage, in bands of 30 days since they entered it (0: under 30, 3: 90 and more, null: undated). Money as text.';

revoke all on function "private"."dashboard_stages"(uuid, date) from public;

-- schemas/private/functions/dashboard_week_ago.sql
create or replace function private.dashboard_week_ago (
  organization_id uuid
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  with applied as materialized (
    select j.id, j.finished_at from public.import_jobs j
    where j.organization_id = $1 and j.status = 'succeeded' and j.finished_at > now() - interval '7 days'
  ), moved as (
    -- The first import of the week that touched an order knows how it stood before the week.
    select distinct on (e.purchase_order_no) e.purchase_order_no, e.level_before, e.is_new_order, e.order_value_before, e.spent_before
    from public.import_effects e join applied a on a.id = e.import_job_id
    where e.organization_id = $1
    order by e.purchase_order_no, a.finished_at, e.id
  ), restated as (
    select distinct on (c.entity_id) c.entity_id, c.before ->> 'status' as status
    from public.import_changes c join applied a on a.id = c.import_job_id
    where c.organization_id = $1 and c.type = 'purchase_orders' and c.action = 'changed' and c.before ? 'status'
    order by c.entity_id, c.id
  ), present as (
    select p.id, p.purchase_order_no, p.lifecycle, p.level, p.order_value, p.total_spent, p.created_at
    from public.purchase_orders p where p.organization_id = $1
  ), former as (
    select case when r.entity_id is null then p.lifecycle else private.lifecycle_of(r.status) end as lifecycle,
      coalesce(m.level_before, p.level) as level, coalesce(m.order_value_before, p.order_value) as order_value,
      coalesce(m.spent_before, p.total_spent) as total_spent
    from present p
    left join moved m on m.purchase_order_no = p.purchase_order_no
    left join restated r on r.entity_id = p.id
    where p.created_at <= now() - interval '7 days' and m.is_new_order is not true
  ), had as (
    select j.type, min(j.finished_at) as since from public.import_jobs j
    where j.organization_id = $1 and j.status = 'succeeded' and j.finished_at <= now() - interval '7 days' group by j.type
  )
  select jsonb_build_object(
    'active', (select count(*) from former f where f.lifecycle = 'open'),
    -- New thresholds move levels without an import, so the former levels are unknown then.
    'at_risk', case when not exists
        (select 1 from public.alert_settings s where s.organization_id = $1 and s.updated_at > now() - interval '7 days')
      then (select count(*) from former f where f.lifecycle = 'open' and f.level >= 'warning') end,
    'authorised_change', ((select coalesce(sum(p.order_value) filter (where p.lifecycle <> 'canceled'), 0) from present p)
      - (select coalesce(sum(f.order_value) filter (where f.lifecycle <> 'canceled'), 0) from former f))::numeric(24,2)::text,
    -- What the surveys said a week ago is known only once there were any.
    'spent_change', case when exists (select 1 from had h where h.type = 'quantity_surveys')
      then ((select coalesce(sum(p.total_spent), 0) from present p)
        - (select coalesce(sum(f.total_spent), 0) from former f))::numeric(24,2)::text end
  )
  where exists (select 1 from had h where h.type = 'purchase_orders')
$function$;

grant execute on function "private"."dashboard_week_ago"(uuid) to "authenticated", "postgres";

comment on function "private"."dashboard_week_ago"(uuid) is 'Active and endangered purchase orders seven days ago, and by how much the authorized and the spent sum moved since; null when nothing was imported by then.';

revoke all on function "private"."dashboard_week_ago"(uuid) from public;

-- schemas/private/functions/dashboard_worst_orders.sql
create or replace function private.dashboard_worst_orders (
  organization_id uuid
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('id', w.id::text, 'purchase_order_no', w.purchase_order_no, 'text', w.order_short_text,
    'level', w.level, 'order_value', w.order_value::text, 'remaining_budget', w.remaining_budget::text,
    'percent', w.utilization_percent::text) order by w.need desc, w.id), '[]'::jsonb)
  from (
    select p.*, private.need_rank(p.level, p.order_value, p.total_spent) as need from public.purchase_orders p
    where p.organization_id = $1 and p.lifecycle = 'open' and p.total_spent > 0
    order by need desc, p.id limit 10
  ) w
$function$;

grant execute on function "private"."dashboard_worst_orders"(uuid) to "authenticated", "postgres";

comment on function "private"."dashboard_worst_orders"(uuid) is 'The ten open purchase orders that are worst by private.need_rank. Money as text.';

revoke all on function "private"."dashboard_worst_orders"(uuid) from public;

-- schemas/private/functions/deactivate_members_without_account.sql
create or replace function private.deactivate_members_without_account()
  returns table (
    organization_id uuid,
    user_id         uuid,
    is_deactivated  boolean
  )
  language plpgsql
  set search_path to ''
  AS $function$
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
$function$;

grant execute on function "private"."deactivate_members_without_account"() to "postgres";

comment on function "private"."deactivate_members_without_account"() is 'Deactivates whoever has no account at the Auth server any more, with an audit entry. Where no active admin with an account would remain it leaves everybody, and says so. The worker calls it.';

revoke all on function "private"."deactivate_members_without_account"() from public;

-- schemas/private/functions/end_sessions.sql
create or replace function private.end_sessions (
  ids    uuid[],
  reason text
)
  returns integer
  language plpgsql
  set search_path to ''
  AS $function$
declare
  ended integer;
begin
  begin
    -- First, so that a request which is noting one of them at this moment finds nothing to note; and so that the Auth server gives no new token for it either.
    delete from auth.sessions a where a.id = any ($1);
  exception when insufficient_privilege then
    -- Where its tables are out of reach, our own row refuses whatever token it gives.
    raise warning 'The Auth server''s own sessions could not be deleted.';
  end;
  update public.user_sessions s set ended_at = now(), end_reason = $2 where s.id = any ($1) and s.ended_at is null;
  get diagnostics ended = row_count;
  return ended;
end;
$function$;

grant execute on function "private"."end_sessions"(uuid[], text) to "postgres";

comment on function "private"."end_sessions"(uuid[], text) is 'Ends these sessions here and at the Auth server. Returns how many were open.';

revoke all on function "private"."end_sessions"(uuid[], text) from public;

-- schemas/private/functions/end_sessions_but.sql
create or replace function private.end_sessions_but (
  user_id uuid,
  kept    uuid,
  reason  text
)
  returns integer
  language sql
  set search_path to ''
  AS $function$
  -- Also those of which only the Auth server knows: begun past our server, and not used here yet.
  select private.end_sessions(array(
    select s.id from public.user_sessions s where s.user_id = $1 and s.ended_at is null and s.id is distinct from $2
    union select a.id from auth.sessions a where a.user_id = $1 and a.id is distinct from $2), $3)
$function$;

grant execute on function "private"."end_sessions_but"(uuid, uuid, text) to "postgres";

comment on function "private"."end_sessions_but"(uuid, uuid, text) is 'Ends all sessions of a person but one. Returns how many were open here.';

revoke all on function "private"."end_sessions_but"(uuid, uuid, text) from public;

-- schemas/private/functions/enforces_second_factor.sql
create or replace function private.enforces_second_factor (
  plan public.subscription_plan
)
  returns boolean
  language sql
  immutable
  set search_path to ''
  AS $function$ select $1 = 'enterprise' $function$;

grant execute on function "private"."enforces_second_factor"(public.subscription_plan) to "postgres";

comment on function "private"."enforces_second_factor"(public.subscription_plan) is 'Whether organizations on a plan may require a second factor. The same stands in src/libs/entitlements.ts.';

revoke all on function "private"."enforces_second_factor"(public.subscription_plan) from public;

-- schemas/private/functions/evaluate_alerts.sql
create or replace function private.evaluate_alerts (
  for_organization uuid,
  import_job       uuid               default null::uuid,
  because          public.alert_cause default null::public.alert_cause,
  because_facts    jsonb              default '{}'::jsonb
)
  returns table (
    alert_id bigint,
    step     public.alert_event_type,
    level    public.utilization_level
  )
  language plpgsql
  set search_path to ''
  AS $function$
declare
  po record;
  was record;
  reached public.utilization_level;
  target_id bigint;
  why record;
begin
  assert (import_job is null) <> (because is null), 'alerts move through an import, or for a cause that is given';
  -- Only purchase orders for which something can change are looped over: a handful per import.
  for po in
    select p as whole, p.id, p.purchase_order_no, p.order_value, p.total_spent,
      private.alertable_level(p.level, p.lifecycle, p.order_value, p.total_spent) as alertable,
      a.id as open_id, a.level as open_level, s.id as suppressing_id, s.suppressed_level
    from public.purchase_orders p
    left join public.alerts a on a.organization_id = p.organization_id and a.purchase_order_id = p.id and a.status <> 'resolved'
    left join public.alerts s on s.organization_id = p.organization_id and s.purchase_order_id = p.id and s.suppressed_level is not null
    where p.organization_id = for_organization
      and private.alertable_level(p.level, p.lifecycle, p.order_value, p.total_spent)
        is distinct from coalesce(a.level, s.suppressed_level)
    order by p.id
  loop
    reached := po.alertable;
    if po.suppressing_id is not null then
      update public.alerts a set suppressed_level = case when reached < po.suppressed_level then reached end, updated_at = now()
      where a.id = po.suppressing_id;
      continue when reached < po.suppressed_level;
    end if;
    continue when po.open_id is null and reached is null;

    if import_job is null then
      select because as cause, because_facts as facts into why;
    else
      select c.cause, c.facts into why from private.cause_of_import(for_organization, import_job, po.whole) c;
    end if;
    if po.open_id is null then
      insert into public.alerts (organization_id, purchase_order_id, purchase_order_no, level, opened_by_import, opened_cause)
      values (for_organization, po.id, po.purchase_order_no, reached, import_job, why.cause)
      returning id into target_id;
      step := 'opened';
    else
      target_id := po.open_id;
      select a.* into was from public.alerts a where a.id = target_id;
      if reached is null then
        step := 'resolved';
        update public.alerts a set status = 'resolved', resolved_at = now(), resolved_by = null, resolved_reason = null,
          resolved_cause = why.cause, resolved_facts = why.facts, updated_at = now()
        where a.id = target_id;
      elsif reached > po.open_level then
        step := 'escalated';
        update public.alerts a set level = reached, status = 'open', snoozed_until = null, raise_expected_by = null, updated_at = now()
        where a.id = target_id;
      else
        step := 'deescalated';
        update public.alerts a set level = reached, updated_at = now() where a.id = target_id;
      end if;
    end if;

    insert into public.alert_events
      (organization_id, alert_id, event, level_before, level_after, order_value, total_spent, acted_by, import_job_id, cause, facts, before)
    values (for_organization, target_id, step, po.open_level, reached, po.order_value, po.total_spent,
      case when import_job is null then auth.uid() end, import_job, why.cause, why.facts,
      case when po.open_id is not null then to_jsonb(was) end);
    alert_id := target_id;
    level := coalesce(reached, po.open_level);
    return next;
  end loop;
end;
$function$;

grant execute on function "private"."evaluate_alerts"(uuid, uuid, public.alert_cause, jsonb) to "postgres";

comment on function "private"."evaluate_alerts"(uuid, uuid, public.alert_cause, jsonb) is 'Opens, escalates, lowers and resolves the alerts of an organization so that they stand as its purchase orders do now, through an import or for the cause given. Returns what moved; safe to repeat. Its decisions are those of nextAlertStep in src/libs/alert-rule.ts.';

revoke all on function "private"."evaluate_alerts"(uuid, uuid, public.alert_cause, jsonb) from public;

-- schemas/private/functions/field_changes.sql
create or replace function private.field_changes (
  before jsonb,
  after  jsonb
)
  returns jsonb
  language sql
  immutable
  parallel safe
  set search_path to ''
  AS $function$
  with flat (side, field, value) as (
    select s.side, f.key, f.value from (values ('before', before), ('after', after)) s (side, fields),
      jsonb_each_text(s.fields - '{attributes,import_job_id,source_row,content_hash}'::text[]) f
    union all
    select s.side, 'attributes.' || f.key, f.value from (values ('before', before), ('after', after)) s (side, fields),
      jsonb_each_text(case when jsonb_typeof(s.fields -> 'attributes') = 'object' then s.fields -> 'attributes' end) f
  ), paired as (
    select field, max(value) filter (where side = 'before') as before, max(value) filter (where side = 'after') as after
    from flat group by field
  )
  select coalesce(jsonb_agg(jsonb_build_object('field', p.field, 'before', p.before, 'after', p.after) order by p.field), '[]'::jsonb)
  from paired p where p.before is distinct from p.after
$function$;

grant execute on function "private"."field_changes"(jsonb, jsonb) to "authenticated", "postgres";

comment on function "private"."field_changes"(jsonb, jsonb) is 'A before-image as [{field, before, after}], every value as text so that money stays exact; attributes one by one, provenance left out.';

revoke all on function "private"."field_changes"(jsonb, jsonb) from public;

-- schemas/private/functions/figures_made_by.sql
create or replace function private.figures_made_by()
  returns text
  language sql
  stable
  set search_path to ''
  AS $function$
  select md5(string_agg(p.prosrc, '' order by p.proname)) from pg_catalog.pg_proc p
  where p.oid in ('private.dashboard_orders(uuid)'::regprocedure, 'private.dashboard_billing(uuid, date)'::regprocedure,
    'private.dashboard_stages(uuid, date)'::regprocedure, 'private.dashboard_orphans(uuid)'::regprocedure,
    'private.order_filters(uuid)'::regprocedure)
$function$;

grant execute on function "private"."figures_made_by"() to "authenticated", "postgres";

comment on function "private"."figures_made_by"() is 'Another text whenever a migration changes one of the functions whose answers are kept, so that none of their former answers is used.';

revoke all on function "private"."figures_made_by"() from public;

-- schemas/private/functions/filters_from.sql
create or replace function private.filters_from (
  given jsonb
)
  returns jsonb
  language sql
  immutable
  parallel safe
  set search_path to ''
  AS $function$
  select case when jsonb_typeof(given) = 'string' then (given #>> '{}')::jsonb else coalesce(given, '{}'::jsonb) end
$function$;

grant execute on function "private"."filters_from"(jsonb) to "authenticated", "postgres";

comment on function "private"."filters_from"(jsonb) is 'The filters of a list as an object, also when they arrived as the text of one.';

revoke all on function "private"."filters_from"(jsonb) from public;

-- schemas/private/functions/foresee_thresholds.sql
create or replace function private.foresee_thresholds (
  for_organization uuid,
  warning          numeric,
  critical         numeric,
  over_budget      numeric
)
  returns table (
    purchase_order_id bigint,
    purchase_order_no text,
    order_short_text  text,
    order_value       numeric,
    total_spent       numeric,
    alert_id          bigint,
    level_before      public.utilization_level,
    level_after       public.utilization_level,
    step              text
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  select m.id, m.purchase_order_no, m.order_short_text, m.order_value, m.total_spent, m.alert_id, m.open_level, m.reached, m.step
  from (
    select p.id, p.purchase_order_no, p.order_short_text, p.order_value, p.total_spent, a.id as alert_id, a.level as open_level, l.reached,
      case
        when a.id is null and l.reached is not null and (s.id is null or l.reached > s.suppressed_level) then 'open'
        when a.id is not null and l.reached is null then 'resolve'
        when l.reached > a.level then 'escalate'
        when l.reached < a.level then 'deescalate'
      end as step
    from public.purchase_orders p
    cross join lateral (
      select private.alertable_level(private.level_of(p.order_value, p.total_spent, $2, $3, $4), p.lifecycle, p.order_value, p.total_spent) as reached
    ) l
    left join public.alerts a on a.organization_id = p.organization_id and a.purchase_order_id = p.id and a.status <> 'resolved'
    left join public.alerts s on s.organization_id = p.organization_id and s.purchase_order_id = p.id and s.suppressed_level is not null
    where p.organization_id = $1
  ) m
  where m.step is not null
$function$;

grant execute on function "private"."foresee_thresholds"(uuid, numeric, numeric, numeric) to "postgres";

comment on function "private"."foresee_thresholds"(uuid, numeric, numeric, numeric) is 'The alerts that these thresholds would open or move. Its steps are those of private.evaluate_alerts.';

revoke all on function "private"."foresee_thresholds"(uuid, numeric, numeric, numeric) from public;

-- schemas/private/functions/forget_account_mail.sql
create or replace function private.forget_account_mail (
  condition_recipients text[],
  before_instant       timestamp with time zone
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  gone uuid[];
begin
  with old as (
    delete from public.email_outbox e
    where e.organization_id is null and e.status in ('sent', 'failed', 'uncertain')
      and (e.created_at < $2 or e.recipient = any($1) or e.payload ->> 'oldEmail' = any($1))
    returning e.id
  )
  select array(select id from old) into gone;
  -- Without an organization there is no key by which these would go along.
  delete from public.email_events v where v.organization_id is null and v.email_id = any(gone);
end;
$function$;

grant execute on function "private"."forget_account_mail"(text[], timestamp with time zone) to "postgres";

comment on function "private"."forget_account_mail"(text[], timestamp with time zone) is 'Removes account mail that is done with: about the accounts of these addresses, and about anybody''s when it is older than the instant.';

revoke all on function "private"."forget_account_mail"(text[], timestamp with time zone) from public;

-- schemas/private/functions/forget_mail_of.sql
create or replace function private.forget_mail_of (
  me      uuid,
  address text,
  nobody  text
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
begin
  -- Invitations that are over keep their place in the organization's records; open ones still wait for the address.
  update public.invitations i set email = $3
  where i.email = $2 and (i.accepted_at is not null or i.revoked_at is not null or i.expires_at <= now());
  update public.email_outbox e set payload = e.payload || '{"inviter": null}'
  where e.kind = 'invitation' and (e.payload ->> 'invitationId')::uuid in (select i.id from public.invitations i where i.invited_by = $1);
  update public.email_outbox e set payload = e.payload || jsonb_build_object('recipient', $3, 'reason', '')
  where e.kind = 'mail_failed' and lower(e.payload ->> 'recipient') = $2;
  perform private.forget_account_mail(array[$2], '-infinity');
  -- Mail of organizations: that it was sent stays; to whom, and what the provider said about the address, goes.
  with theirs as (
    select e.id from public.email_outbox e
    where lower(e.recipient) = $2 and e.organization_id is not null and not (e.kind = 'invitation' and exists (
      select from public.invitations i where i.id = (e.payload ->> 'invitationId')::uuid and i.email = $2))
  ), events as (
    update public.email_events v set detail = null where v.detail is not null and v.email_id in (select id from theirs)
  )
  update public.email_outbox e
  set recipient = $3, dedupe_key = e.kind || ':' || e.id,
    last_error = case when e.status in ('pending', 'sending') then 'Withdrawn: the recipient''s account was deleted.' end,
    status = case when e.status <> 'pending' then e.status when e.provider is null then 'failed' else 'uncertain' end::public.email_status
  where e.id in (select id from theirs);
end;
$function$;

grant execute on function "private"."forget_mail_of"(uuid, text, text) to "postgres";

comment on function "private"."forget_mail_of"(uuid, text, text) is 'Takes a person out of invitations and mail: $3 stands for them from then on. Mail that waits for them is not sent.';

revoke all on function "private"."forget_mail_of"(uuid, text, text) from public;

-- schemas/private/functions/forget_mail_secret.sql
create or replace function private.forget_mail_secret()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  delete from private.mail_secrets s where s.email_id = new.id;
  return null;
end;
$function$;

grant execute on function "private"."forget_mail_secret"() to "postgres";

revoke all on function "private"."forget_mail_secret"() from public;

-- schemas/private/functions/forget_person.sql
create or replace function private.forget_person (
  me      uuid,
  address text
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  link record;
begin
  update public.user_profiles p
  set email = '', full_name = 'Former user', phone = '', time_zone = null, locale = null, deleted_at = now()
  where p.user_id = $1;
  -- Whatever belongs to the profile alone, memberships first of all; what is to stay points to it without cascading.
  for link in
    select k.conrelid::regclass as source, a.attname as key
    from pg_catalog.pg_constraint k join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.confrelid = 'public.user_profiles'::regclass and k.confdeltype = 'c'
  loop
    execute format('delete from %s where %I = $1', link.source, link.key) using $1;
  end loop;
  perform private.forget_mail_of($1, $2, 'former-user-' || left($1::text, 8));
  -- The Auth server's own log, which it does not clear with the account.
  delete from auth.audit_log_entries l where position($1::text in l.payload::text) > 0;
  -- Its sessions, identities and links go along.
  delete from auth.users u where u.id = $1;
end;
$function$;

grant execute on function "private"."forget_person"(uuid, text) to "postgres";

comment on function "private"."forget_person"(uuid, text) is 'Removes an account and everything that names its owner, but for the audit log, which nothing can change.';

revoke all on function "private"."forget_person"(uuid, text) from public;

-- schemas/private/functions/free_slug.sql
create or replace function private.free_slug (
  wanted text
)
  returns text
  language plpgsql
  set search_path to ''
  AS $function$
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
$function$;

grant execute on function "private"."free_slug"(text) to "postgres";

revoke all on function "private"."free_slug"(text) from public;

-- schemas/private/functions/hit_rate_limit.sql
create or replace function private.hit_rate_limit (
  key           text,
  max_hits      integer,
  window_length interval
)
  returns integer
  language sql
  security definer
  set search_path to ''
  AS $function$
  insert into private.rate_limits as r (key, window_start, hits)
  values ($1, now(), 1)
  on conflict (key) do update set
    hits = case when r.window_start <= now() - $3 then 1 else least(r.hits + 1, $2 + 1) end,
    window_start = case when r.window_start <= now() - $3 then now() else r.window_start end
  returning case when hits > $2 then ceil(extract(epoch from window_start + $3 - now()))::integer else 0 end
$function$;

grant execute on function "private"."hit_rate_limit"(text, integer, interval) to "postgres";

comment on function "private"."hit_rate_limit"(text, integer, interval) is 'Counts one attempt. Returns 0 when it is allowed, else the seconds to wait. Called by the web server over its own connection only.';

revoke all on function "private"."hit_rate_limit"(text, integer, interval) from public;

-- schemas/private/functions/import_as_shown.sql
create or replace function private.import_as_shown (
  import_id     uuid,
  shown_version integer
)
  returns public.import_jobs
  language plpgsql
  set search_path to ''
  AS $function$
declare
  job public.import_jobs;
begin
  select j.* into job from public.import_jobs j where j.id = $1 for update;
  if not found then
    raise exception 'There is no such import.' using errcode = 'AE404';
  end if;
  if job.status = 'awaiting_confirmation' and job.preview_version is distinct from $2 then
    raise exception 'The file was compared again after you opened this preview. Look at the new one, then decide.' using errcode = 'AE409';
  end if;
  return job;
end;
$function$;

grant execute on function "private"."import_as_shown"(uuid, integer) to "postgres";

comment on function "private"."import_as_shown"(uuid, integer) is 'An import, locked. Raises a sentence when it has another preview by now than the one that was shown; the caller has checked the person.';

revoke all on function "private"."import_as_shown"(uuid, integer) from public;

-- schemas/private/functions/import_for.sql
create or replace function private.import_for (
  wanted uuid
)
  returns public.import_jobs
  language plpgsql
  set search_path to ''
  AS $function$
declare
  job public.import_jobs;
begin
  select j.* into job from public.import_jobs j
  where j.id = wanted and j.organization_id in (select private.my_organization_ids()) for update;
  if job.id is null then
    raise exception 'There is no such import.' using errcode = 'AE404';
  end if;
  return job;
end;
$function$;

grant execute on function "private"."import_for"(uuid) to "postgres";

revoke all on function "private"."import_for"(uuid) from public;

-- schemas/private/functions/invitation_by_token.sql
create or replace function private.invitation_by_token (
  token_hash bytea
)
  returns table (
    organization_name text,
    email             text,
    role              public.member_role,
    inviter           text,
    standing          text,
    has_account       boolean
  )
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select o.name, i.email, i.role,
    (select coalesce(nullif(p.full_name, ''), p.email) from public.user_profiles p where p.user_id = i.invited_by),
    case when i.accepted_at is not null then 'used' when i.revoked_at is not null then 'withdrawn'
      when i.expires_at <= now() then 'expired' else 'open' end,
    private.account_with_email(i.email) is not null
  from public.invitations i join public.organizations o on o.id = i.organization_id
  where i.token_hash = $1
$function$;

grant execute on function "private"."invitation_by_token"(bytea) to "postgres";

comment on function "private"."invitation_by_token"(bytea) is 'What the holder of a token may know of its invitation. Called by the web server over its own connection, for people without a session.';

revoke all on function "private"."invitation_by_token"(bytea) from public;

-- schemas/private/functions/invite_admin.sql
create or replace function private.invite_admin (
  organization_id uuid,
  email           text
)
  returns text
  language plpgsql
  set search_path to ''
  AS $function$
declare
  address text := lower(btrim($2));
  token text := private.new_invitation_token();
  earlier public.invitations;
  invitation public.invitations;
begin
  perform private.lock_people($1);
  if exists (select from public.organization_members m join public.user_profiles p on p.user_id = m.user_id
      where m.organization_id = $1 and m.status = 'active' and m.role = 'admin' and p.email = address) then
    raise exception '% is an admin of this organization already.', address using errcode = 'AE409';
  end if;
  select i.* into earlier from public.invitations i
  where i.organization_id = $1 and i.email = address and i.accepted_at is null and i.revoked_at is null for update;
  if earlier.id is not null then
    update public.invitations i set revoked_at = now() where i.id = earlier.id;
    perform private.withdraw_invitation_mail(earlier);
  end if;
  perform private.require_free_seat($1, true);
  insert into public.invitations (organization_id, email, role, token_hash)
  values ($1, address, 'admin', sha256(convert_to(token, 'UTF8')))
  returning * into invitation;
  perform private.mail_invitation(invitation, token);
  perform private.audit($1, 'invitation.sent', 'invitation', invitation.id::text, null,
    jsonb_build_object('email', address, 'role', 'admin', 'expires_at', invitation.expires_at));
  return token;
end;
$function$;

grant execute on function "private"."invite_admin"(uuid, text) to "postgres";

comment on function "private"."invite_admin"(uuid, text) is 'The operator invites an admin, as often as needed: the link before is void. Returns the token, which goes out by mail as well.';

revoke all on function "private"."invite_admin"(uuid, text) from public;

-- schemas/private/functions/is_fresh.sql
create or replace function private.is_fresh (
  second_factor_at timestamp with time zone
)
  returns boolean
  language sql
  stable
  set search_path to ''
  AS $function$ select coalesce($1 > now() - interval '10 minutes', false) $function$;

grant execute on function "private"."is_fresh"(timestamp with time zone) to "postgres";

comment on function "private"."is_fresh"(timestamp with time zone) is 'Whether a second factor was shown recently enough to change second factors.';

revoke all on function "private"."is_fresh"(timestamp with time zone) from public;

-- schemas/private/functions/is_plain_name.sql
create or replace function private.is_plain_name (
  name text
)
  returns boolean
  language sql
  immutable
  set search_path to ''
  AS $function$
  select $1 !~ ('[\u0001-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E'
      '\u2060-\u206F\u2800\u3164\uE000-\uF8FF\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A'
      '\U000E0000-\U000E0FFF\U000F0000-\U0010FFFF]')
    and normalize($1, nfkc) !~* '@|//|www\.'
    and normalize($1, nfkc) !~ '[^ .。][.。][^ .。,;:)0-9]{2}'
$function$;

grant execute on function "private"."is_plain_name"(text) to "postgres";

comment on function "private"."is_plain_name"(text) is 'Whether a text may be the name of a person or an organization. The application has the same rule: src/libs/plain-name.ts.';

revoke all on function "private"."is_plain_name"(text) from public;

-- schemas/private/functions/job_to_read.sql
create or replace function private.job_to_read (
  import_id uuid
)
  returns public.import_jobs
  language plpgsql
  set search_path to ''
  AS $function$
declare
  job public.import_jobs := private.import_for($1);
begin
  if job.status in ('awaiting_mapping', 'awaiting_confirmation') or (job.status = 'failed' and job.confirmed_at is null) then
    return job;
  end if;
  raise exception 'How the file is read can be changed only before the import is confirmed (it is %).',
    replace(job.status::text, '_', ' ') using errcode = 'AE409';
end;
$function$;

grant execute on function "private"."job_to_read"(uuid) to "postgres";

comment on function "private"."job_to_read"(uuid) is 'The caller''s import, locked, as long as its file may still be read in another way.';

revoke all on function "private"."job_to_read"(uuid) from public;

-- schemas/private/functions/keep_figures.sql
create or replace function private.keep_figures (
  organization_id uuid
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  -- One snapshot for the version and all that is reckoned from it.
  insert into public.organization_figures
    (organization_id, data_version, day, made_by, orders, billing, stages, orphans, order_filters)
  select d.id, d.data_version, d.today, private.figures_made_by(), private.dashboard_orders(d.id),
    private.dashboard_billing(d.id, d.today), private.dashboard_stages(d.id, d.today), private.dashboard_orphans(d.id),
    private.order_filters(d.id)
  from (select o.id, o.data_version, (now() at time zone o.time_zone)::date as today from public.organizations o where o.id = $1) d
  on conflict (organization_id) do update
  set data_version = excluded.data_version, day = excluded.day, made_by = excluded.made_by, orders = excluded.orders,
    billing = excluded.billing, stages = excluded.stages, orphans = excluded.orphans, order_filters = excluded.order_filters
$function$;

grant execute on function "private"."keep_figures"(uuid) to "postgres";

comment on function "private"."keep_figures"(uuid) is 'Reckons the kept figures of an organization as its data is now.';

revoke all on function "private"."keep_figures"(uuid) from public;

-- schemas/private/functions/keep_profile.sql
create or replace function private.keep_profile (
  user_id   uuid,
  email     text,
  full_name text
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  insert into public.user_profiles (user_id, email, full_name) values ($1, $2, left(btrim(coalesce($3, '')), 120))
  on conflict on constraint user_profiles_pkey do nothing
$function$;

grant execute on function "private"."keep_profile"(uuid, text, text) to "postgres";

comment on function "private"."keep_profile"(uuid, text, text) is 'Begins the profile of a person, unless there is one.';

revoke all on function "private"."keep_profile"(uuid, text, text) from public;

-- schemas/private/functions/last_admin_in.sql
create or replace function private.last_admin_in (
  user_id uuid
)
  returns SETOF uuid
  language sql
  stable
  set search_path to ''
  AS $function$
  select m.organization_id from public.organization_members m
  where m.user_id = $1 and m.status = 'active' and m.role = 'admin' and not exists (
    select from public.organization_members other
    where other.organization_id = m.organization_id and other.user_id <> $1 and other.status = 'active' and other.role = 'admin')
$function$;

grant execute on function "private"."last_admin_in"(uuid) to "postgres";

comment on function "private"."last_admin_in"(uuid) is 'The organizations that would be left without an active admin if this person went.';

revoke all on function "private"."last_admin_in"(uuid) from public;

-- schemas/private/functions/lasting_session.sql
create or replace function private.lasting_session (
  user_id uuid,
  session uuid
)
  returns public.user_sessions
  language plpgsql
  set search_path to ''
  AS $function$
declare
  known public.user_sessions;
begin
  select s.* into known from public.user_sessions s
  where s.id = $2 and s.user_id = $1 and s.ended_at is null and s.expires_at > now() for update;
  if known.id is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  return known;
end;
$function$;

grant execute on function "private"."lasting_session"(uuid, uuid) to "postgres";

comment on function "private"."lasting_session"(uuid, uuid) is 'A session of this person that is not over, locked; also one that owes its second factor.';

revoke all on function "private"."lasting_session"(uuid, uuid) from public;

-- schemas/private/functions/level_of.sql
create or replace function private.level_of (
  order_value         numeric,
  total_spent         numeric,
  warning_percent     numeric,
  critical_percent    numeric,
  over_budget_percent numeric
)
  returns public.utilization_level
  language sql
  immutable
  parallel safe
RETURN CASE when (total_spent <= (0)::numeric) THEN 'on_track'::public.utilization_level when (order_value <= (0)::numeric) THEN 'over_budget'::public.utilization_level when
  ((total_spent * (100)::numeric) >= (order_value * over_budget_percent)) THEN 'over_budget'::public.utilization_level when
  ((total_spent * (100)::numeric) >= (order_value * critical_percent)) THEN 'critical'::public.utilization_level when
  ((total_spent * (100)::numeric) >= (order_value * warning_percent)) THEN 'warning'::public.utilization_level ELSE 'on_track'::public.utilization_level end;

grant execute on function "private"."level_of"(numeric, numeric, numeric, numeric, numeric) to "postgres";

comment on function "private"."level_of"(numeric, numeric, numeric, numeric, numeric) is 'The level on the exact ratio, by cross multiplication, never on a rounded percentage. Twin of levelOf in src/libs/utilization.ts.';

revoke all on function "private"."level_of"(numeric, numeric, numeric, numeric, numeric) from public;

-- schemas/private/functions/lifecycle_of.sql
create or replace function private.lifecycle_of (
  status text
)
  returns public.purchase_order_lifecycle
  language sql
  immutable
  parallel safe
RETURN CASE lower(btrim(regexp_replace(COALESCE(status, ''::text), '[ \t\n\v\f\r\u00a0]+'::text, ' '::text, 'g'::text))) when 'completed'::text THEN
  'completed'::public.purchase_order_lifecycle when 'sap canceled'::text THEN 'canceled'::public.purchase_order_lifecycle when 'contractor canceled'::text THEN
  'canceled'::public.purchase_order_lifecycle when 'rejected'::text THEN 'canceled'::public.purchase_order_lifecycle ELSE 'open'::public.purchase_order_lifecycle end;

grant execute on function "private"."lifecycle_of"(text) to "authenticated", "postgres";

comment on function "private"."lifecycle_of"(text) is 'Open, completed or canceled from the portal''s status; an unknown status is open. Twin of purchaseOrderLifecycle in src/libs/lifecycle.ts.';

revoke all on function "private"."lifecycle_of"(text) from public;

-- schemas/private/functions/lock_people.sql
create or replace function private.lock_people (
  organization_id uuid
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  -- Key 2; key 1 is the turn of imports, which need not wait for people.
  select pg_advisory_xact_lock(hashtextextended($1::text, 2))
$function$;

grant execute on function "private"."lock_people"(uuid) to "postgres";

comment on function "private"."lock_people"(uuid) is 'Until the transaction ends, nobody else changes members or invitations of this organization. Taken before their rows and before any audit entry.';

revoke all on function "private"."lock_people"(uuid) from public;

-- schemas/private/functions/mail_invitation.sql
create or replace function private.mail_invitation (
  invitation public.invitations,
  token      text
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  mail_id uuid;
  seats integer := private.seat_limit(coalesce(
    (select s.plan from public.subscriptions s where s.organization_id = $1.organization_id), 'essential'));
  -- Who fills every seat in one day, and mistypes as often, meets no limit.
  most integer := case when seats is null then 200 else greatest(10, 2 * seats) end;
begin
  -- Each counts in a row of its own, locked until the commit, and always in this order.
  if $1.invited_by is not null and private.hit_rate_limit('invitations by account ' || $1.invited_by, most, interval '1 day') > 0 then
    raise exception 'You have sent % invitations within a day. Try again tomorrow.', most using errcode = 'AE429';
  elsif private.hit_rate_limit('invitations by organization ' || $1.organization_id, most, interval '1 day') > 0 then
    raise exception 'This organization has sent % invitations within a day. Try again tomorrow.', most using errcode = 'AE429';
  elsif private.hit_rate_limit('invitations to ' || encode(sha256(convert_to($1.email, 'UTF8')), 'hex'), 5, interval '1 day') > 0 then
    raise exception 'That is enough invitation mail for one day. Try % again tomorrow.', $1.email using errcode = 'AE429';
  end if;
  insert into public.email_outbox (organization_id, kind, recipient, dedupe_key, payload)
  select o.id, 'invitation', $1.email, 'invitation:' || $1.id || ':' || encode(substring($1.token_hash for 8), 'hex'),
    jsonb_build_object('organization', jsonb_build_object('name', o.name, 'locale', o.locale, 'timeZone', o.time_zone),
      'invitationId', $1.id, 'role', $1.role, 'expiresAt', $1.expires_at,
      'inviter', (select coalesce(nullif(p.full_name, ''), p.email) from public.user_profiles p where p.user_id = $1.invited_by))
  from public.organizations o where o.id = $1.organization_id
  returning id into mail_id;
  insert into private.mail_secrets (email_id, secret) values (mail_id, $2);
  insert into public.email_events (organization_id, email_id, event) values ($1.organization_id, mail_id, 'queued');
end;
$function$;

grant execute on function "private"."mail_invitation"(public.invitations, text) to "postgres";

comment on function "private"."mail_invitation"(public.invitations, text) is 'Queues the mail of an invitation: at most 5 a day to one address, and a number by the plan''s seats from one account and from one organization.';

revoke all on function "private"."mail_invitation"(public.invitations, text) from public;

-- schemas/private/functions/mail_link.sql
create or replace function private.mail_link (
  purpose text,
  address text,
  user_id uuid,
  wishes  jsonb
)
  returns text
  language plpgsql
  set search_path to ''
  AS $function$
declare
  token text := private.new_invitation_token();
begin
  delete from private.mailed_links l where l.expires_at < now();
  insert into private.mailed_links (token_hash, purpose, email, user_id, wishes)
  values (sha256(convert_to(token, 'UTF8')), $1, $2, $3, $4);
  return token;
end;
$function$;

grant execute on function "private"."mail_link"(text, text, uuid, jsonb) to "postgres";

comment on function "private"."mail_link"(text, text, uuid, jsonb) is 'Makes a link that proves a mailbox. Returns its token, which is kept nowhere.';

revoke all on function "private"."mail_link"(text, text, uuid, jsonb) from public;

-- schemas/private/functions/mailed_link.sql
create or replace function private.mailed_link (
  token_hash bytea
)
  returns table (
    purpose text,
    email   text,
    wishes  jsonb
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  select l.purpose, l.email, l.wishes from private.mailed_links l where l.token_hash = $1 and l.expires_at > now()
$function$;

grant execute on function "private"."mailed_link"(bytea) to "postgres";

comment on function "private"."mailed_link"(bytea) is 'What the holder of a mailed link may know of it; no row once it was used or is over.';

revoke all on function "private"."mailed_link"(bytea) from public;

-- schemas/private/functions/may_be_mailed.sql
create or replace function private.may_be_mailed (
  address text
)
  returns boolean
  language sql
  stable
  set search_path to ''
  AS $function$
  -- Whoever knows an address can have mail sent there; ten a day are enough for anybody who means it.
  select count(*) < 10 from public.email_outbox e
  where e.organization_id is null and e.recipient = $1 and e.created_at > now() - interval '1 day'
    and (e.kind in ('sign_up', 'password_reset', 'email_change') or e.payload ->> 'notice' in ('sign_up_again', 'email_taken'))
$function$;

grant execute on function "private"."may_be_mailed"(text) to "postgres";

comment on function "private"."may_be_mailed"(text) is 'Whether another mail that strangers can ask for may go to an address today.';

revoke all on function "private"."may_be_mailed"(text) from public;

-- schemas/private/functions/may_token_import.sql
create or replace function private.may_token_import (
  organization_id uuid,
  token_id        uuid
)
  returns boolean
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  -- Locked until the transaction's end: who revokes the token or deactivates its maker comes before or after it.
  perform 1 from public.api_tokens t
  join public.organization_members m on m.organization_id = t.organization_id and m.user_id = t.created_by
  where t.organization_id = $1 and t.id = $2 and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
    and t.scopes @> array['imports:write'] and m.status = 'active' and m.role = 'admin'
  for share of t, m;
  return found;
end;
$function$;

grant execute on function "private"."may_token_import"(uuid, uuid) to "postgres";

comment on function "private"."may_token_import"(uuid, uuid) is 'Whether a token may still send imports: made for it, neither revoked nor expired, and its maker an active admin. Holds until the transaction ends.';

revoke all on function "private"."may_token_import"(uuid, uuid) from public;

-- schemas/private/functions/member_for.sql
create or replace function private.member_for (
  organization_id uuid,
  user_id         uuid
)
  returns public.organization_members
  language plpgsql
  set search_path to ''
  AS $function$
declare
  member public.organization_members;
begin
  select m.* into member from public.organization_members m where m.organization_id = $1 and m.user_id = $2 for update;
  if member.user_id is null then
    raise exception 'There is no such person in this organization.' using errcode = 'AE404';
  end if;
  return member;
end;
$function$;

grant execute on function "private"."member_for"(uuid, uuid) to "postgres";

revoke all on function "private"."member_for"(uuid, uuid) from public;

-- schemas/private/functions/move_auth_account.sql
create or replace function private.move_auth_account (
  user_id uuid,
  email   text
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
begin
  -- Links that were mailed to the old address must not open the account any more. Empty, not null: hosted Supabase
  -- can't read an account with nulls there.
  update auth.users u set email = $2, email_confirmed_at = now(), updated_at = now(),
    confirmation_token = '', recovery_token = '', email_change = '', email_change_token_new = '', email_change_token_current = '',
    raw_user_meta_data = case when u.raw_user_meta_data::text like '%"email%' or u.raw_user_meta_data::text like '%\"email%'
      then private.with_email(u.raw_user_meta_data, $2) else u.raw_user_meta_data end
  where u.id = $1;
  update auth.identities i set identity_data = private.with_email(i.identity_data, $2), updated_at = now()
  where i.user_id = $1 and i.provider = 'email';
  -- Hosted, the links that are under way have a table of their own.
  if to_regclass('auth.one_time_tokens') is not null then
    execute 'delete from auth.one_time_tokens where user_id = $1' using $1;
  end if;
end;
$function$;

grant execute on function "private"."move_auth_account"(uuid, text) to "postgres";

comment on function "private"."move_auth_account"(uuid, text) is 'Gives an account of the Auth server another confirmed address, and voids every link that was mailed before.';

revoke all on function "private"."move_auth_account"(uuid, text) from public;

-- schemas/private/functions/my_admin_organization_ids.sql
create or replace function private.my_admin_organization_ids()
  returns SETOF uuid
  language plpgsql
  stable
  security definer
  rows 3
  set search_path to ''
  AS $function$
declare
  active uuid := nullif(current_setting('aestrak.organization', true), '')::uuid;
begin
  return query select m.organization_id from public.organization_members m
  where m.user_id = (select private.my_user_id()) and m.status = 'active' and m.role = 'admin'
    and (active is null or m.organization_id = active);
end;
$function$;

grant execute on function "private"."my_admin_organization_ids"() to "authenticated", "postgres";

comment on function "private"."my_admin_organization_ids"() is 'The organizations in which the signed-in user is an active admin; narrowed as private.my_organization_ids is.';

revoke all on function "private"."my_admin_organization_ids"() from public;

-- schemas/private/functions/my_colleague_ids.sql
create or replace function private.my_colleague_ids()
  returns SETOF uuid
  language plpgsql
  stable
  security definer
  rows 10
  set search_path to ''
  AS $function$
begin
  return query select distinct m.user_id from public.organization_members m
  where m.organization_id in (select private.my_organization_ids());
end;
$function$;

grant execute on function "private"."my_colleague_ids"() to "authenticated", "postgres";

comment on function "private"."my_colleague_ids"() is 'Everyone who shares an organization with the signed-in user, so that names can be shown beside what they did.';

revoke all on function "private"."my_colleague_ids"() from public;

-- schemas/private/functions/my_organization_ids.sql
create or replace function private.my_organization_ids()
  returns SETOF uuid
  language plpgsql
  stable
  security definer
  rows 3
  set search_path to ''
  AS $function$
declare
  active uuid := nullif(current_setting('aestrak.organization', true), '')::uuid;
begin
  return query select m.organization_id from public.organization_members m
  where m.user_id = (select private.my_user_id()) and m.status = 'active' and (active is null or m.organization_id = active);
end;
$function$;

grant execute on function "private"."my_organization_ids"() to "authenticated", "postgres";

comment on function "private"."my_organization_ids"() is 'The organizations in which the signed-in user is active. Every tenant policy asks this, once per query. Within a transaction for a member it is the active one alone: aestrak.organization, which can only narrow.';

revoke all on function "private"."my_organization_ids"() from public;

-- schemas/private/functions/my_user_id.sql
create or replace function private.my_user_id()
  returns uuid
  language plpgsql
  stable
  security definer
  set search_path to ''
  AS $function$
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
      and (not s.needs_second_factor or s.second_factor_at is not null));
end;
$function$;

grant execute on function "private"."my_user_id"() to "authenticated", "postgres";

comment on function "private"."my_user_id"() is 'The signed-in user while their session lasts, else null. Everything that a person may see or do hangs on it, once per query.';

revoke all on function "private"."my_user_id"() from public;

-- schemas/private/functions/need_rank.sql
create or replace function private.need_rank (
  level       public.utilization_level,
  order_value numeric,
  total_spent numeric
)
  returns numeric
  language sql
  immutable
  parallel safe
  set search_path to ''
  AS $function$
  select (case level when 'over_budget' then 3 when 'critical' then 2 when 'warning' then 1 else 0 end) * 1e20
    + total_spent - order_value
$function$;

grant execute on function "private"."need_rank"(public.utilization_level, numeric, numeric) to "authenticated", "postgres";

comment on function "private"."need_rank"(public.utilization_level, numeric, numeric) is 'The one meaning of "worst first", descending: the level, and within it the money over the order value (or least left of it).';

revoke all on function "private"."need_rank"(public.utilization_level, numeric, numeric) from public;

-- schemas/private/functions/needs_second_factor.sql
create or replace function private.needs_second_factor (
  user_id uuid
)
  returns boolean
  language sql
  stable
  set search_path to ''
  AS $function$
  select exists (select from public.second_factors f where f.user_id = $1)
    -- Whoever used a recovery code has lost theirs, and sets another up.
    or exists (select from private.recovery_codes c where c.user_id = $1)
    or exists (
      select from public.organization_members m
      join public.organizations o on o.id = m.organization_id and o.requires_second_factor
      join public.subscriptions s on s.organization_id = o.id and private.enforces_second_factor(s.plan)
      where m.user_id = $1 and m.status = 'active')
$function$;

grant execute on function "private"."needs_second_factor"(uuid) to "postgres";

comment on function "private"."needs_second_factor"(uuid) is 'Whether the sessions of a person open nothing before they showed a second factor.';

revoke all on function "private"."needs_second_factor"(uuid) from public;

-- schemas/private/functions/new_invitation_token.sql
create or replace function private.new_invitation_token()
  returns text
  language sql
  set search_path to ''
  AS $function$
  -- Two random UUIDs: 244 bits from the server's cryptographic source.
  select replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
$function$;

grant execute on function "private"."new_invitation_token"() to "postgres";

revoke all on function "private"."new_invitation_token"() from public;

-- schemas/private/functions/note_password_proof.sql
create or replace function private.note_password_proof (
  user_id uuid
)
  returns uuid
  language sql
  set search_path to ''
  AS $function$
  delete from private.password_proofs p where p.proved_at < now() - interval '2 minutes';
  insert into private.password_proofs (user_id) values ($1) returning id
$function$;

grant execute on function "private"."note_password_proof"(uuid) to "postgres";

comment on function "private"."note_password_proof"(uuid) is 'Called by the web server over its own connection, right after the Auth server took this person''s password.';

revoke all on function "private"."note_password_proof"(uuid) from public;

-- schemas/private/functions/note_second_factor.sql
create or replace function private.note_second_factor (
  session uuid
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  update public.user_sessions s set second_factor_at = now(), needs_second_factor = true where s.id = $1 and s.ended_at is null
$function$;

grant execute on function "private"."note_second_factor"(uuid) to "postgres";

comment on function "private"."note_second_factor"(uuid) is 'Notes that a session has just shown a second factor.';

revoke all on function "private"."note_second_factor"(uuid) from public;

-- schemas/private/functions/note_session.sql
create or replace function private.note_session (
  session          uuid,
  user_id          uuid,
  address          inet,
  user_agent       text,
  unused           interval,
  longest          interval,
  auth_server_asks boolean
)
  returns public.user_sessions
  language plpgsql
  set search_path to ''
  AS $function$
declare
  known public.user_sessions;
  over text;
  asks boolean := $7 or private.needs_second_factor($2);
  -- A proof lasts no longer than there is something to show.
  has_one boolean := exists (select from public.second_factors f where f.user_id = $2)
    or $7 and not exists (select from private.recovery_codes c where c.user_id = $2);
begin
  select s.* into known from public.user_sessions s where s.id = $1;
  if not found then
    -- The first request after logging in. Its age counts from the Auth server's record, so that a session which was
    -- forgotten here is not young again.
    insert into public.user_sessions (id, user_id, ip_address, user_agent, created_at, expires_at, needs_second_factor)
    select a.id, a.user_id, $3, left($4, 400), a.created_at, least(now() + $5, a.created_at + $6), asks
    from auth.sessions a where a.id = $1 and a.user_id = $2
    on conflict (id) do nothing;
    select s.* into known from public.user_sessions s where s.id = $1;
  end if;
  if known.id is null or known.user_id <> $2 or known.ended_at is not null then
    return null;
  end if;
  over := case
    when now() >= known.created_at + $6 then 'too_old'
    when now() >= known.last_seen_at + $5 or now() >= known.expires_at then 'unused'
  end;
  if over is not null then
    perform private.end_sessions(array[known.id], over);
    return null;
  end if;
  if known.last_seen_at < now() - interval '1 minute' or known.needs_second_factor <> asks
    or known.second_factor_at is not null and not has_one then
    update public.user_sessions s set last_seen_at = now(), ip_address = $3, user_agent = left($4, 400),
      expires_at = least(now() + $5, s.created_at + $6), needs_second_factor = asks,
      second_factor_at = case when has_one then s.second_factor_at end
    where s.id = known.id and s.ended_at is null
    returning s.* into known;
  end if;
  return known;
end;
$function$;

grant execute on function "private"."note_session"(uuid, uuid, inet, text, interval, interval, boolean) to "postgres";

comment on function "private"."note_session"(uuid, uuid, inet, text, interval, interval, boolean) is 'Called with each request of a session that the Auth server has just vouched for. Writes at most once a minute. Takes how long a session lasts unused and at the longest, and whether the Auth server itself knows a second factor that is to be shown. Returns null when it is over.';

revoke all on function "private"."note_session"(uuid, uuid, inet, text, interval, interval, boolean) from public;

-- schemas/private/functions/order_filters.sql
create or replace function private.order_filters (
  organization_id uuid
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  with lines as materialized (
    select p.status, p.company, coalesce(p.vendor_short_term, p.vendor_id) as vendor, p.location_plant, p.mgmt_group_id,
      coalesce(p.work_coordinator_id, p.work_coordinator_name) as coordinator, p.work_coordinator_name
    from public.purchase_orders p where p.organization_id = $1
  ), facets (facet, value, label, line_count) as (
    select 'status', l.status, l.status, count(*) from lines l group by l.status
    union all select 'company', l.company, l.company, count(*) from lines l group by l.company
    union all select 'vendor', l.vendor, l.vendor, count(*) from lines l group by l.vendor
    union all select 'plant', l.location_plant, l.location_plant, count(*) from lines l group by l.location_plant
    union all select 'group', l.mgmt_group_id, l.mgmt_group_id, count(*) from lines l group by l.mgmt_group_id
    -- A coordinator's name is blank in most rows; one row that has it names them all.
    union all select 'coordinator', l.coordinator, coalesce(max(l.work_coordinator_name), l.coordinator), count(*)
      from lines l group by l.coordinator
  )
  select coalesce(jsonb_agg(jsonb_build_object('facet', f.facet, 'value', f.value, 'label', f.label, 'line_count', f.line_count)
    order by f.facet, f.label, f.value), '[]'::jsonb)
  from facets f where f.value is not null
$function$;

grant execute on function "private"."order_filters"(uuid) to "authenticated", "postgres";

comment on function "private"."order_filters"(uuid) is 'The values that the filters of the purchase order list offer, with how many lines have each.';

revoke all on function "private"."order_filters"(uuid) from public;

-- schemas/private/functions/organizations_that_require.sql
create or replace function private.organizations_that_require (
  user_id uuid
)
  returns text
  language sql
  stable
  set search_path to ''
  AS $function$
  select string_agg(o.name, ', ' order by o.name) from public.organization_members m
  join public.organizations o on o.id = m.organization_id and o.requires_second_factor
  join public.subscriptions s on s.organization_id = o.id and private.enforces_second_factor(s.plan)
  where m.user_id = $1 and m.status = 'active'
$function$;

grant execute on function "private"."organizations_that_require"(uuid) to "postgres";

comment on function "private"."organizations_that_require"(uuid) is 'The names of the organizations that require a second factor of this person, or null.';

revoke all on function "private"."organizations_that_require"(uuid) from public;

-- schemas/private/functions/outdated_figures.sql
create or replace function private.outdated_figures()
  returns SETOF uuid
  language sql
  stable
  set search_path to ''
  AS $function$
  select d.id
  from (
    select o.id, o.data_version, (now() at time zone o.time_zone)::date as today
    from public.organizations o where o.data_version > 0
  ) d
  left join public.organization_figures f on f.organization_id = d.id
  where (f.data_version, f.day, f.made_by) is distinct from (d.data_version, d.today, private.figures_made_by())
  -- What somebody has just imported goes before what is old because the day is new.
  order by f.day is not distinct from d.today desc, d.id
$function$;

grant execute on function "private"."outdated_figures"() to "postgres";

comment on function "private"."outdated_figures"() is 'Organizations with data whose kept figures are missing, or were reckoned from other data, for another day or by other functions.';

revoke all on function "private"."outdated_figures"() from public;

-- schemas/private/functions/own_account_data.sql
create or replace function private.own_account_data (
  me uuid
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  select jsonb_build_object(
    'account', (
      select jsonb_build_object('id', u.id, 'email', u.email, 'email_confirmed_at', u.email_confirmed_at,
        'created_at', u.created_at, 'last_sign_in_at', u.last_sign_in_at)
      from auth.users u where u.id = $1),
    'profile', (
      select jsonb_build_object('full_name', p.full_name, 'email', p.email, 'phone', p.phone, 'time_zone', p.time_zone,
        'locale', p.locale, 'created_at', p.created_at, 'updated_at', p.updated_at)
      from public.user_profiles p where p.user_id = $1),
    'wished_email', (
      select jsonb_build_object('new_email', c.new_email, 'created_at', c.created_at, 'expires_at', c.expires_at)
      from private.email_changes c where c.user_id = $1),
    'sessions', (
      select coalesce(jsonb_agg(jsonb_build_object('created_at', s.created_at, 'last_seen_at', s.last_seen_at,
        'expires_at', s.expires_at, 'ended_at', s.ended_at, 'second_factor_at', s.second_factor_at, 'end_reason', s.end_reason,
        'user_agent', s.user_agent, 'ip_address', host(s.ip_address)) order by s.created_at), '[]')
      from public.user_sessions s where s.user_id = $1),
    'second_factors', (
      select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'name', f.name, 'created_at', f.created_at,
        'last_used_at', f.last_used_at) order by f.created_at), '[]')
      from public.second_factors f where f.user_id = $1),
    'recovery_codes', (
      select coalesce(jsonb_agg(jsonb_build_object('created_at', c.created_at, 'used_at', c.used_at) order by c.used_at), '[]')
      from private.recovery_codes c where c.user_id = $1),
    'memberships', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'role', m.role, 'status', m.status,
        'alert_emails', m.alert_emails, 'alert_mail_from', m.alert_mail_from, 'import_failed_emails', m.import_failed_emails,
        'since', m.created_at, 'updated_at', m.updated_at) order by m.created_at), '[]')
      from public.organization_members m join public.organizations o on o.id = m.organization_id where m.user_id = $1))
$function$;

grant execute on function "private"."own_account_data"(uuid) to "postgres";

comment on function "private"."own_account_data"(uuid) is 'The part of a person''s own data that is about their account.';

revoke all on function "private"."own_account_data"(uuid) from public;

-- schemas/private/functions/own_confirmed_email.sql
create or replace function private.own_confirmed_email()
  returns text
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select lower(u.email) from auth.users u where u.id = (select private.my_user_id()) and u.email_confirmed_at is not null
$function$;

grant execute on function "private"."own_confirmed_email"() to "postgres";

comment on function "private"."own_confirmed_email"() is 'The signed-in user''s address, in lower case; null while it is not confirmed.';

revoke all on function "private"."own_confirmed_email"() from public;

-- schemas/private/functions/own_deeds_data.sql
create or replace function private.own_deeds_data (
  me uuid
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  select jsonb_build_object(
    'imports', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'id', j.id, 'file', f.file_name, 'type', j.type,
        'status', j.status, 'uploaded', coalesce(f.uploaded_by = $1, false), 'started', coalesce(j.created_by = $1, false),
        'confirmed', coalesce(j.confirmed_by = $1, false), 'asked_to_undo', coalesce(j.undo_requested_by = $1, false),
        'created_at', j.created_at, 'finished_at', j.finished_at) order by j.created_at), '[]')
      from public.import_jobs j
      join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
      join public.organizations o on o.id = j.organization_id
      where $1 in (f.uploaded_by, j.created_by, j.confirmed_by, j.undo_requested_by)),
    'alert_steps', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'alert_id', e.alert_id, 'event', e.event, 'note', e.note,
        'created_at', e.created_at) order by e.created_at), '[]')
      from public.alert_events e join public.organizations o on o.id = e.organization_id where e.acted_by = $1),
    'api_tokens', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'name', t.name, 'prefix', t.prefix, 'scopes', t.scopes,
        'created_at', t.created_at, 'expires_at', t.expires_at, 'revoked_at', t.revoked_at, 'last_used_at', t.last_used_at)
        order by t.created_at), '[]')
      from public.api_tokens t join public.organizations o on o.id = t.organization_id where t.created_by = $1),
    'audit_entries', (
      -- Of an organization that they left, what they did and when; not what was in it.
      select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('organization', o.name, 'number', a.entry_number, 'action', a.action,
        'entity_type', a.entity_type, 'entity_id', a.entity_id,
        'before', case when a.organization_id is null or a.organization_id in (select private.my_organization_ids()) then a.before end,
        'after', case when a.organization_id is null or a.organization_id in (select private.my_organization_ids()) then a.after end,
        'ip_address', host(a.ip_address), 'user_agent', a.user_agent, 'created_at', a.created_at)) order by a.id), '[]')
      from public.audit_logs a left join public.organizations o on o.id = a.organization_id where a.acted_by = $1))
$function$;

grant execute on function "private"."own_deeds_data"(uuid) to "postgres";

comment on function "private"."own_deeds_data"(uuid) is 'The part of a person''s own data that tells what they did.';

revoke all on function "private"."own_deeds_data"(uuid) from public;

-- schemas/private/functions/own_mail_data.sql
create or replace function private.own_mail_data (
  me      uuid,
  address text
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  select jsonb_build_object(
    'invitations_received', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'email', i.email, 'role', i.role, 'created_at', i.created_at,
        'expires_at', i.expires_at, 'accepted_at', i.accepted_at, 'revoked_at', i.revoked_at) order by i.created_at), '[]')
      from public.invitations i join public.organizations o on o.id = i.organization_id where i.email = $2),
    'invitations_sent', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'email', i.email, 'role', i.role, 'created_at', i.created_at,
        'expires_at', i.expires_at, 'accepted_at', i.accepted_at, 'revoked_at', i.revoked_at) order by i.created_at), '[]')
      from public.invitations i join public.organizations o on o.id = i.organization_id where i.invited_by = $1),
    'mail', (
      select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'kind', e.kind, 'recipient', e.recipient, 'status', e.status,
        'created_at', e.created_at, 'sent_at', e.sent_at) order by e.created_at), '[]')
      from public.email_outbox e left join public.organizations o on o.id = e.organization_id where lower(e.recipient) = $2))
$function$;

grant execute on function "private"."own_mail_data"(uuid, text) to "postgres";

comment on function "private"."own_mail_data"(uuid, text) is 'The part of a person''s own data that was mailed to them or that they had mailed.';

revoke all on function "private"."own_mail_data"(uuid, text) from public;

-- schemas/private/functions/password_fingerprint.sql
create or replace function private.password_fingerprint (
  user_id uuid
)
  returns bytea
  language sql
  stable
  set search_path to ''
  AS $function$
  select sha256(convert_to(coalesce(u.encrypted_password, ''), 'UTF8')) from auth.users u where u.id = $1
$function$;

grant execute on function "private"."password_fingerprint"(uuid) to "postgres";

comment on function "private"."password_fingerprint"(uuid) is 'Tells whether the Auth server''s password of a person is still the one that they chose.';

revoke all on function "private"."password_fingerprint"(uuid) from public;

-- schemas/private/functions/pending_invitation.sql
create or replace function private.pending_invitation (
  of_organization uuid,
  wanted          uuid
)
  returns public.invitations
  language plpgsql
  set search_path to ''
  AS $function$
declare
  invitation public.invitations;
begin
  perform private.require_people_admin(of_organization);
  select i.* into invitation from public.invitations i where i.id = wanted and i.organization_id = of_organization for update;
  if invitation.id is null then
    raise exception 'There is no such invitation.' using errcode = 'AE404';
  end if;
  if invitation.accepted_at is not null then
    raise exception 'This invitation was accepted already.' using errcode = 'AE409';
  elsif invitation.revoked_at is not null then
    raise exception 'This invitation was withdrawn already.' using errcode = 'AE409';
  end if;
  return invitation;
end;
$function$;

grant execute on function "private"."pending_invitation"(uuid, uuid) to "postgres";

comment on function "private"."pending_invitation"(uuid, uuid) is 'An invitation of an organization that its admin may resend or withdraw, locked, whether or not it has expired.';

revoke all on function "private"."pending_invitation"(uuid, uuid) from public;

-- schemas/private/functions/preview_undo.sql
create or replace function private.preview_undo (
  job public.import_jobs
)
  returns jsonb
  language plpgsql
  stable
  set search_path to ''
  AS $function$
declare
  refusal jsonb := private.undo_refusal(job);
begin
  if refusal is not null then
    return jsonb_build_object('refusal', refusal);
  end if;
  return private.undo_effect(job.organization_id, job.id) || jsonb_build_object('refusal', null,
    'data_version', (select o.data_version from public.organizations o where o.id = job.organization_id));
end;
$function$;

grant execute on function "private"."preview_undo"(public.import_jobs) to "postgres";

comment on function "private"."preview_undo"(public.import_jobs) is 'Why an import can''t be undone as {refusal}, or else what undoing it would do, with a null refusal and the version of the data that it holds for.';

revoke all on function "private"."preview_undo"(public.import_jobs) from public;

-- schemas/private/functions/purchase_order_conditions.sql
create or replace function private.purchase_order_conditions (
  filters jsonb
)
  returns text
  language sql
  immutable
  set search_path to ''
  AS $function$
  select concat_ws(' and ',
    'p.organization_id = $1',
    (select string_agg(format('p.search_text like %L', private.contains_pattern(word)), ' and ')
      from regexp_split_to_table(filters ->> 'q', '\s+') as word where word <> ''),
    case when filters ? 'header' then format('p.header_no = %L', filters ->> 'header') end,
    case when filters ? 'level' then
      format('p.level = any (%L::public.utilization_level[])', array(select jsonb_array_elements_text(filters -> 'level'))) end,
    case when filters ? 'lifecycle' then format('p.lifecycle = %L', filters ->> 'lifecycle') end,
    case when filters ? 'status' then format('p.status = %L', filters ->> 'status') end,
    case when filters ? 'company' then format('p.company = %L', filters ->> 'company') end,
    case when filters ? 'vendor' then format('%L in (p.vendor_id, p.vendor_short_term)', filters ->> 'vendor') end,
    case when filters ? 'plant' then format('p.location_plant = %L', filters ->> 'plant') end,
    case when filters ? 'group' then format('p.mgmt_group_id = %L', filters ->> 'group') end,
    case when filters ? 'coordinator' then
      format('%L in (p.work_coordinator_id, p.work_coordinator_name)', filters ->> 'coordinator') end,
    case when filters ? 'import' then format('p.import_job_id = %L::uuid', filters ->> 'import') end,
    case filters ->> 'billed' when 'yes' then 'p.quantity_survey_count > 0' when 'no' then 'p.quantity_survey_count = 0' end)
$function$;

grant execute on function "private"."purchase_order_conditions"(jsonb) to "authenticated", "postgres";

comment on function "private"."purchase_order_conditions"(jsonb) is 'The WHERE clause (over p, organization as $1) of a set of list filters: q, header, level (array), lifecycle, status, company, vendor, plant, group, coordinator, import, billed (yes or no).';

revoke all on function "private"."purchase_order_conditions"(jsonb) from public;

-- schemas/private/functions/put_recovery_codes.sql
create or replace function private.put_recovery_codes (
  user_id uuid,
  hashes  bytea[]
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
begin
  if cardinality($2) is distinct from 10 or exists (select from unnest($2) h where h is null or length(h) <> 32) then
    raise exception 'There are always ten recovery codes.' using errcode = 'AE422';
  end if;
  delete from private.recovery_codes c where c.user_id = $1;
  insert into private.recovery_codes (user_id, code_hash) select $1, h from unnest($2) h;
end;
$function$;

grant execute on function "private"."put_recovery_codes"(uuid, bytea[]) to "postgres";

revoke all on function "private"."put_recovery_codes"(uuid, bytea[]) from public;

-- schemas/private/functions/quantity_survey_conditions.sql
create or replace function private.quantity_survey_conditions (
  for_organization uuid,
  filters          jsonb
)
  returns text
  language sql
  stable
  set search_path to ''
  AS $function$
  select concat_ws(' and ',
    'q.organization_id = $1',
    case when btrim(filters ->> 'q') <> '' then private.quantity_survey_search_condition(for_organization, filters ->> 'q') end,
    case when filters ? 'stage' then format('q.stage = %L::public.quantity_survey_stage', filters ->> 'stage') end,
    case when filters ? 'accepted_until' then
      format('q.stage = ''accepted'' and q.accepted_date <= %L::date', filters ->> 'accepted_until') end,
    case when filters ? 'purchase_order_id' then format('q.purchase_order_id = %L::bigint', filters ->> 'purchase_order_id') end,
    case when filters ? 'purchase_order_no' then
      private.starts_with_condition('q.purchase_order_no', filters ->> 'purchase_order_no') end,
    case filters ->> 'orphans' when 'only' then 'q.purchase_order_id is null' when 'without' then 'q.purchase_order_id is not null' end,
    case filters ->> 'withdrawn' when 'only' then 'q.withdrawn_at is not null' when 'without' then 'q.withdrawn_at is null' end,
    case when filters ? 'from' then format('q.created_date >= %L::date', filters ->> 'from') end,
    case when filters ? 'to' then format('q.created_date <= %L::date', filters ->> 'to') end,
    case when filters ? 'import' then format('q.import_job_id = %L::uuid', filters ->> 'import') end)
$function$;

grant execute on function "private"."quantity_survey_conditions"(uuid, jsonb) to "authenticated", "postgres";

comment on function "private"."quantity_survey_conditions"(uuid, jsonb) is 'The WHERE clause (over q, organization as $1) of a set of list filters: q, stage, accepted_until, purchase_order_id, purchase_order_no (prefix), orphans and withdrawn (only or without), from, to, import.';

revoke all on function "private"."quantity_survey_conditions"(uuid, jsonb) from public;

-- schemas/private/functions/quantity_survey_search_condition.sql
create or replace function private.quantity_survey_search_condition (
  for_organization uuid,
  words            text
)
  returns text
  language plpgsql
  stable
  set search_path to ''
  AS $function$
declare
  wanted text := btrim(words);
  by_number text := (
    select string_agg(private.starts_with_condition(column_name, prefix), ' or ')
    from (values ('q.qs_number'), ('q.purchase_order_no')) as columns (column_name),
      (select wanted as prefix union select upper(wanted)) as spellings);
  found_number boolean;
begin
  execute format('select exists (select from public.quantity_surveys q where q.organization_id = $1 and (%s))', by_number)
    into found_number using for_organization;
  if found_number then return '(' || by_number || ')'; end if;
  return (select string_agg(format('lower(q.short_text) like %L', private.contains_pattern(word)), ' and ')
    from regexp_split_to_table(wanted, '\s+') as word);
end;
$function$;

grant execute on function "private"."quantity_survey_search_condition"(uuid, text) to "authenticated", "postgres";

comment on function "private"."quantity_survey_search_condition"(uuid, text) is 'What a search means: numbers (of survey or purchase order) that start with it; if there are none, short texts that contain each of its words.';

revoke all on function "private"."quantity_survey_search_condition"(uuid, text) from public;

-- schemas/private/functions/queue_account_mail.sql
create or replace function private.queue_account_mail (
  kind      text,
  recipient text,
  payload   jsonb,
  secret    text  default null::text
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  mail_id uuid := gen_random_uuid();
begin
  perform private.forget_account_mail('{}', now() - interval '30 days');
  insert into public.email_outbox (id, organization_id, kind, recipient, dedupe_key, payload)
  values (mail_id, null, $1, $2, $1 || ':' || mail_id, $3);
  if $4 is not null then
    insert into private.mail_secrets (email_id, secret) values (mail_id, $4);
  end if;
  insert into public.email_events (organization_id, email_id, event) values (null, mail_id, 'queued');
end;
$function$;

grant execute on function "private"."queue_account_mail"(text, text, jsonb, text) to "postgres";

comment on function "private"."queue_account_mail"(text, text, jsonb, text) is 'Queues a mail about a person''s own account, and removes those that are older than 30 days.';

revoke all on function "private"."queue_account_mail"(text, text, jsonb, text) from public;

-- schemas/private/functions/read_again.sql
create or replace function private.read_again (
  job_id  uuid,
  reading jsonb
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  update public.import_jobs j set reading = $2, status = 'pending', phase = 'queued', progress = 0, attempt = 0,
    failure_code = null, failure_reason = null, finished_at = null, staged_at = coalesce(j.staged_at, now()), row_count = null, new_count = null,
    changed_count = null, unchanged_count = null, duplicate_count = null, conflict_count = null, orphan_count = null,
    withdrawn_count = null, error_count = 0, changed_order_values = null, money_before = null, money_after = null
  where j.id = $1
$function$;

grant execute on function "private"."read_again"(uuid, jsonb) to "postgres";

comment on function "private"."read_again"(uuid, jsonb) is 'Hands an import back to the worker, who reads its file anew by the given decisions. It counts as staged before: somebody has a say in it, so it no longer confirms itself.';

revoke all on function "private"."read_again"(uuid, jsonb) from public;

-- schemas/private/functions/record_alert_step.sql
create or replace function private.record_alert_step (
  was   public.alerts,
  step  public.alert_event_type,
  note  text,
  facts jsonb                   default '{}'::jsonb
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  po record;
  becomes public.alerts;
begin
  select p.order_value, p.total_spent into po from public.purchase_orders p where p.id = was.purchase_order_id;
  select a.* into becomes from public.alerts a where a.id = was.id;
  insert into public.alert_events
    (organization_id, alert_id, event, level_before, level_after, order_value, total_spent, note, acted_by, cause, facts, before)
  values (was.organization_id, was.id, step, was.level, becomes.level, po.order_value, po.total_spent, $3, (select auth.uid()),
    'person', $4, to_jsonb(was));
  perform private.audit(was.organization_id, 'alert.' || step, 'alert', was.id::text,
    jsonb_build_object('status', was.status, 'level', was.level),
    jsonb_strip_nulls(jsonb_build_object('status', becomes.status, 'level', becomes.level, 'purchase_order_no', was.purchase_order_no,
      'note', $3, 'raise_expected_by', becomes.raise_expected_by, 'snoozed_until', becomes.snoozed_until)));
end;
$function$;

grant execute on function "private"."record_alert_step"(public.alerts, public.alert_event_type, text, jsonb) to "postgres";

revoke all on function "private"."record_alert_step"(public.alerts, public.alert_event_type, text, jsonb) from public;

-- schemas/private/functions/record_failed_sign_in.sql
create or replace function private.record_failed_sign_in (
  email  text,
  reason text
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  account uuid := private.account_with_email(lower(btrim($1)));
begin
  -- An address without an account has no log that somebody could be told by, and must not fill any.
  if account is not null then
    perform private.audit_account(account, 'user.sign_in_failed', null, jsonb_build_object('reason', left($2, 80)), null);
  end if;
end;
$function$;

grant execute on function "private"."record_failed_sign_in"(text, text) to "postgres";

comment on function "private"."record_failed_sign_in"(text, text) is 'Called by the web server when the Auth server refused a sign-in; its limit of attempts bounds how many entries that makes.';

revoke all on function "private"."record_failed_sign_in"(text, text) from public;

-- schemas/private/functions/refresh_levels.sql
create or replace function private.refresh_levels (
  for_organization uuid
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  update public.purchase_orders p
  set level = private.level_of(p.order_value, p.total_spent, s.warning_percent, s.critical_percent, s.over_budget_percent)
  from public.alert_settings s
  where s.organization_id = for_organization and p.organization_id = for_organization
    and p.level is distinct from
      private.level_of(p.order_value, p.total_spent, s.warning_percent, s.critical_percent, s.over_budget_percent)
$function$;

grant execute on function "private"."refresh_levels"(uuid) to "postgres";

comment on function "private"."refresh_levels"(uuid) is 'Sets the level of each purchase order by the thresholds as they are now.';

revoke all on function "private"."refresh_levels"(uuid) from public;

-- schemas/private/functions/refuse_change.sql
create or replace function private.refuse_change()
  returns trigger
  language plpgsql
  set search_path to ''
  AS $function$
begin
  raise exception 'The audit log is append-only: % is refused.', lower(tg_op) using errcode = 'insufficient_privilege';
end;
$function$;

grant execute on function "private"."refuse_change"() to "postgres";

revoke all on function "private"."refuse_change"() from public;

-- schemas/private/functions/refuse_foreign_import.sql
create or replace function private.refuse_foreign_import()
  returns trigger
  language plpgsql
  set search_path to ''
  AS $function$
begin
  if exists (
    select from (select distinct w.organization_id, w.import_job_id from written w) d
    where not exists (select from public.import_jobs j where j.organization_id = d.organization_id and j.id = d.import_job_id)
  ) then
    raise exception 'A quantity survey must come from an import of its own organization.' using errcode = 'foreign_key_violation';
  end if;
  return null;
end;
$function$;

grant execute on function "private"."refuse_foreign_import"() to "postgres";

revoke all on function "private"."refuse_foreign_import"() from public;

-- schemas/private/functions/refuse_foreign_order.sql
create or replace function private.refuse_foreign_order()
  returns trigger
  language plpgsql
  set search_path to ''
  AS $function$
begin
  if exists (
    with named as (
      select distinct w.organization_id, w.purchase_order_id as id from written w where w.purchase_order_id is not null
    ), held as (
      select p.organization_id, p.id from public.purchase_orders p
      join named n on n.organization_id = p.organization_id and n.id = p.id
      for key share of p
    )
    select from named n where not exists (select from held h where h.organization_id = n.organization_id and h.id = n.id)
  ) then
    raise exception 'A quantity survey must count against a purchase order of its own organization.' using errcode = 'foreign_key_violation';
  end if;
  return null;
end;
$function$;

grant execute on function "private"."refuse_foreign_order"() to "postgres";

comment on function "private"."refuse_foreign_order"() is 'Trigger of quantity_surveys: what was written names only purchase orders of its organization, which stay locked against deletion as a foreign key would lock them.';

revoke all on function "private"."refuse_foreign_order"() from public;

-- schemas/private/functions/refuse_former_user.sql
create or replace function private.refuse_former_user()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  -- The lock makes whoever joins and whoever deletes the account wait for each other.
  perform from public.user_profiles p where p.user_id = new.user_id and p.deleted_at is null for key share;
  if not found then
    raise exception 'This account was deleted.' using errcode = 'AE403';
  end if;
  return new;
end;
$function$;

grant execute on function "private"."refuse_former_user"() to "postgres";

comment on function "private"."refuse_former_user"() is 'Nobody becomes a member by an account that is gone.';

revoke all on function "private"."refuse_former_user"() from public;

-- schemas/private/functions/refuse_new_key.sql
create or replace function private.refuse_new_key()
  returns trigger
  language plpgsql
  set search_path to ''
  AS $function$
begin
  raise exception 'A purchase order keeps its id and its organization.' using errcode = 'foreign_key_violation';
end;
$function$;

grant execute on function "private"."refuse_new_key"() to "postgres";

comment on function "private"."refuse_new_key"() is 'Trigger of purchase_orders: the key by which quantity surveys name it never changes.';

revoke all on function "private"."refuse_new_key"() from public;

-- schemas/private/functions/refuse_order_in_use.sql
create or replace function private.refuse_order_in_use()
  returns trigger
  language plpgsql
  set search_path to ''
  AS $function$
begin
  if exists (
    select from removed r
    join public.quantity_surveys q on q.organization_id = r.organization_id and q.purchase_order_id = r.id
  ) then
    raise exception 'Quantity surveys count against this purchase order.' using errcode = 'foreign_key_violation';
  end if;
  return null;
end;
$function$;

grant execute on function "private"."refuse_order_in_use"() to "postgres";

comment on function "private"."refuse_order_in_use"() is 'Trigger of purchase_orders: none is deleted while quantity surveys name it.';

revoke all on function "private"."refuse_order_in_use"() from public;

-- schemas/private/functions/refuse_unchosen_password.sql
create or replace function private.refuse_unchosen_password()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  if exists (select from private.chosen_passwords c
    where c.user_id = new.user_id and c.fingerprint = private.password_fingerprint(new.user_id)) then
    return new;
  end if;
  return null;
end;
$function$;

grant execute on function "private"."refuse_unchosen_password"() to "postgres";

comment on function "private"."refuse_unchosen_password"() is 'Keeps sessions out that were opened by a password which nobody of the mailbox chose. What is not in user_sessions opens nothing, also past our pages.';

revoke all on function "private"."refuse_unchosen_password"() from public;

-- schemas/private/functions/release_rate_limit.sql
create or replace function private.release_rate_limit (
  key text
)
  returns void
  language sql
  security definer
  set search_path to ''
  AS $function$
  update private.rate_limits r set hits = greatest(r.hits - 1, 0) where r.key = $1
$function$;

grant execute on function "private"."release_rate_limit"(text) to "postgres";

comment on function "private"."release_rate_limit"(text) is 'Gives one counted attempt back. Called by the web server over its own connection only.';

revoke all on function "private"."release_rate_limit"(text) from public;

-- schemas/private/functions/request_context.sql
create or replace function private.request_context()
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  select coalesce(nullif(current_setting('aestrak.request', true), '')::jsonb, '{}'::jsonb)
$function$;

grant execute on function "private"."request_context"() to "postgres";

comment on function "private"."request_context"() is 'What the web server says of the request it acts for: {"ip", "user_agent", "request_id"}. Set per transaction; empty for jobs.';

revoke all on function "private"."request_context"() from public;

-- schemas/private/functions/require_free_seat.sql
create or replace function private.require_free_seat (
  organization_id uuid,
  pending_count   boolean
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
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
$function$;

grant execute on function "private"."require_free_seat"(uuid, boolean) to "postgres";

comment on function "private"."require_free_seat"(uuid, boolean) is 'Refuses when the plan has no seat left. Called under private.lock_people. pending_count: whether pending invitations take seats too.';

revoke all on function "private"."require_free_seat"(uuid, boolean) from public;

-- schemas/private/functions/require_fresh_second_factor.sql
create or replace function private.require_fresh_second_factor (
  known public.user_sessions
)
  returns void
  language plpgsql
  stable
  set search_path to ''
  AS $function$
begin
  if exists (select from public.second_factors f where f.user_id = known.user_id) and not private.is_fresh(known.second_factor_at) then
    raise exception 'Show your second factor once more first.' using errcode = 'AE403';
  end if;
end;
$function$;

grant execute on function "private"."require_fresh_second_factor"(public.user_sessions) to "postgres";

comment on function "private"."require_fresh_second_factor"(public.user_sessions) is 'Refuses a session that has not shown a second factor within ten minutes, unless its owner has none.';

revoke all on function "private"."require_fresh_second_factor"(public.user_sessions) from public;

-- schemas/private/functions/require_import_right.sql
create or replace function private.require_import_right (
  organization_id uuid,
  token_id        uuid default null::uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  if $2 is not null then
    if not private.may_token_import($1, $2) then
      raise exception 'The API token was revoked, or its maker is no active admin any more, since the file began to arrive. Nothing was kept.'
        using errcode = 'AE403';
    end if;
    return;
  end if;
  perform 1 from public.user_sessions s where s.id = (auth.jwt() ->> 'session_id')::uuid for share;
  perform 1 from public.organization_members m
  where m.organization_id = $1 and m.user_id = (select private.my_user_id()) and m.status = 'active' for share;
  if not found then
    raise exception 'You were logged out, or are no longer an active member of the organization, since the file began to arrive. Nothing was kept.'
      using errcode = 'AE403';
  end if;
end;
$function$;

grant execute on function "private"."require_import_right"(uuid, uuid) to "postgres";

comment on function "private"."require_import_right"(uuid, uuid) is 'Refuses to record a file whose sender, the person of the claims or a token, may no longer import. Holds until the transaction ends.';

revoke all on function "private"."require_import_right"(uuid, uuid) from public;

-- schemas/private/functions/require_other_admin.sql
create or replace function private.require_other_admin (
  member public.organization_members
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
begin
  if $1.role = 'admin' and $1.status = 'active' and not exists (
    select from public.organization_members m
    where m.organization_id = $1.organization_id and m.user_id <> $1.user_id and m.role = 'admin' and m.status = 'active') then
    raise exception 'An organization keeps at least one active admin. Make somebody else an admin first.' using errcode = 'AE409';
  end if;
end;
$function$;

grant execute on function "private"."require_other_admin"(public.organization_members) to "postgres";

comment on function "private"."require_other_admin"(public.organization_members) is 'Refuses when this member is the last active admin. Called under private.lock_people.';

revoke all on function "private"."require_other_admin"(public.organization_members) from public;

-- schemas/private/functions/require_people_admin.sql
create or replace function private.require_people_admin (
  organization_id uuid
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
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
$function$;

grant execute on function "private"."require_people_admin"(uuid) to "postgres";

comment on function "private"."require_people_admin"(uuid) is 'Takes the turn to change an organization''s people, for an active admin only.';

revoke all on function "private"."require_people_admin"(uuid) from public;

-- schemas/private/functions/require_plain_name.sql
create or replace function private.require_plain_name()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  if not private.is_plain_name(to_jsonb(new) ->> tg_argv[0]) then
    raise exception 'A name holds no web or e-mail address and no characters that can''t be seen.' using errcode = 'AE422';
  end if;
  return new;
end;
$function$;

grant execute on function "private"."require_plain_name"() to "postgres";

comment on function "private"."require_plain_name"() is 'Refuses, in words, a name that mail must not show.';

revoke all on function "private"."require_plain_name"() from public;

-- schemas/private/functions/require_second_factor.sql
create or replace function private.require_second_factor()
  returns uuid
  language plpgsql
  stable
  set search_path to ''
  AS $function$
declare
  me uuid := (select private.my_user_id());
  known public.user_sessions;
begin
  select s.* into known from public.user_sessions s where s.id = (auth.jwt() ->> 'session_id')::uuid and s.user_id = me;
  if not private.is_fresh(known.second_factor_at) then
    raise exception 'Show your second factor once more first.' using errcode = 'AE403';
  end if;
  return me;
end;
$function$;

grant execute on function "private"."require_second_factor"() to "postgres";

comment on function "private"."require_second_factor"() is 'The signed-in user, whose session showed a second factor within ten minutes; refuses everybody else.';

revoke all on function "private"."require_second_factor"() from public;

-- schemas/private/functions/reset_second_factors.sql
create or replace function private.reset_second_factors (
  user_id uuid
)
  returns integer
  language plpgsql
  set search_path to ''
  AS $function$
declare
  removed integer;
begin
  delete from public.second_factors f where f.user_id = $1;
  get diagnostics removed = row_count;
  delete from private.recovery_codes c where c.user_id = $1;
  perform private.end_sessions_but($1, null, 'second_factor_reset');
  perform private.audit_account($1, 'user.second_factors_reset', null, jsonb_build_object('removed', removed), null);
  perform private.queue_account_mail('account_notice', u.email, '{"notice": "second_factors_reset"}')
  from auth.users u where u.id = $1;
  return removed;
end;
$function$;

grant execute on function "private"."reset_second_factors"(uuid) to "postgres";

comment on function "private"."reset_second_factors"(uuid) is 'Removes all second factors and recovery codes of a person, ends all their sessions and tells them. Returns how many factors there were. Their password alone logs in, where nobody requires more.';

revoke all on function "private"."reset_second_factors"(uuid) from public;

-- schemas/private/functions/return_due_alerts.sql
create or replace function private.return_due_alerts (
  as_of timestamp with time zone default now()
)
  returns integer
  language plpgsql
  set search_path to ''
  AS $function$
declare
  due public.alerts[];
  was public.alerts;
begin
  -- All at once, and only what nobody is moving right now: whoever writes to the audit log must wait for no alert. The
  -- next round brings what is left.
  select array_agg(d order by d.organization_id, d.id) into due from (
    select a.* from public.alerts a
    where (a.status = 'acknowledged' and a.raise_expected_by < private.today_of(a.organization_id, as_of))
       or (a.status = 'snoozed' and a.snoozed_until < private.today_of(a.organization_id, as_of))
    for update of a skip locked
  ) d;
  foreach was in array coalesce(due, '{}') loop
    update public.alerts a set status = 'open', snoozed_until = null, raise_expected_by = null, updated_at = now() where a.id = was.id;
    insert into public.alert_events (organization_id, alert_id, event, level_before, level_after, cause, facts, before)
    values (was.organization_id, was.id, 'returned', was.level, was.level,
      case when was.status = 'acknowledged' then 'promise_passed' else 'snooze_ended' end::public.alert_cause,
      case when was.status = 'acknowledged' then jsonb_build_object('promised', was.raise_expected_by)
        else jsonb_build_object('until', was.snoozed_until) end, to_jsonb(was));
    perform private.audit(was.organization_id, 'alert.returned', 'alert', was.id::text,
      jsonb_build_object('status', was.status, 'level', was.level),
      jsonb_strip_nulls(jsonb_build_object('status', 'open', 'level', was.level, 'purchase_order_no', was.purchase_order_no,
        'cause', case when was.status = 'acknowledged' then 'promise_passed' else 'snooze_ended' end,
        'promised', case when was.status = 'acknowledged' then was.raise_expected_by end,
        'until', case when was.status = 'snoozed' then was.snoozed_until end)), null);
  end loop;
  return coalesce(cardinality(due), 0);
end;
$function$;

grant execute on function "private"."return_due_alerts"(timestamp with time zone) to "postgres";

comment on function "private"."return_due_alerts"(timestamp with time zone) is 'Brings back alerts whose snooze ended, or whose promised raise of the order value did not come in time: once the organization''s day is over. Returns how many.';

revoke all on function "private"."return_due_alerts"(timestamp with time zone) from public;

-- schemas/private/functions/seat_limit.sql
create or replace function private.seat_limit (
  plan public.subscription_plan
)
  returns integer
  language sql
  immutable
  set search_path to ''
  AS $function$
  select case $1 when 'essential' then 3 when 'growth' then 10 end
$function$;

grant execute on function "private"."seat_limit"(public.subscription_plan) to "postgres";

comment on function "private"."seat_limit"(public.subscription_plan) is 'Seats of a plan; null: as many as are wanted. The same table is in src/libs/entitlements.ts.';

revoke all on function "private"."seat_limit"(public.subscription_plan) from public;

-- schemas/private/functions/session_facts.sql
create or replace function private.session_facts (
  known public.user_sessions
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  select jsonb_build_object('signed_in_at', $1.created_at, 'last_seen_at', $1.last_seen_at,
    'address', host($1.ip_address), 'browser', $1.user_agent)
$function$;

grant execute on function "private"."session_facts"(public.user_sessions) to "postgres";

comment on function "private"."session_facts"(public.user_sessions) is 'What the audit log says of a session. Not its id: that is in tokens.';

revoke all on function "private"."session_facts"(public.user_sessions) from public;

-- schemas/private/functions/set_plan.sql
create or replace function private.set_plan (
  of_organization uuid,
  new_plan        public.subscription_plan
)
  returns public.subscription_plan
  language plpgsql
  set search_path to ''
  AS $function$
declare
  former public.subscription_plan;
begin
  select s.plan into former from public.subscriptions s where s.organization_id = of_organization for update;
  if former is distinct from new_plan then
    insert into public.subscriptions as s (organization_id, plan) values (of_organization, new_plan)
    on conflict (organization_id) do update set plan = excluded.plan, updated_at = now();
    perform private.audit(of_organization, 'plan.changed', 'organization', of_organization::text,
      jsonb_build_object('plan', former), jsonb_build_object('plan', new_plan));
  end if;
  return former;
end;
$function$;

grant execute on function "private"."set_plan"(uuid, public.subscription_plan) to "postgres";

comment on function "private"."set_plan"(uuid, public.subscription_plan) is 'Puts an organization on a plan, with an entry in its audit log, and returns the former one. People beyond the seats of a smaller plan stay; nobody new comes in.';

revoke all on function "private"."set_plan"(uuid, public.subscription_plan) from public;

-- schemas/private/functions/show_auth_server_factor.sql
create or replace function private.show_auth_server_factor (
  user_id uuid,
  session uuid
)
  returns boolean
  language plpgsql
  set search_path to ''
  AS $function$
begin
  perform private.lasting_session($1, $2);
  if exists (select from public.second_factors f where f.user_id = $1) or exists (select from private.recovery_codes c where c.user_id = $1) then
    return false;
  end if;
  perform private.note_second_factor($2);
  return true;
end;
$function$;

grant execute on function "private"."show_auth_server_factor"(uuid, uuid) to "postgres";

comment on function "private"."show_auth_server_factor"(uuid, uuid) is 'Called by the web server when hosted Supabase took a code of a factor that it keeps itself. Counts only for people who have none here: whoever knows a password alone may set one up there.';

revoke all on function "private"."show_auth_server_factor"(uuid, uuid) from public;

-- schemas/private/functions/show_authenticator_code.sql
create or replace function private.show_authenticator_code (
  user_id uuid,
  session uuid,
  factor  uuid,
  step    bigint
)
  returns boolean
  language plpgsql
  set search_path to ''
  AS $function$
begin
  perform private.lasting_session($1, $2);
  -- Of two that come at once with one code, the second waits here and finds its step used.
  update private.authenticator_apps a set last_step = $4
  from public.second_factors f where f.id = a.factor_id and f.id = $3 and f.user_id = $1 and a.last_step < $4;
  if not found then
    return false;
  end if;
  update public.second_factors f set last_used_at = now() where f.id = $3;
  perform private.note_second_factor($2);
  return true;
end;
$function$;

grant execute on function "private"."show_authenticator_code"(uuid, uuid, uuid, bigint) to "postgres";

comment on function "private"."show_authenticator_code"(uuid, uuid, uuid, bigint) is 'Called by the web server when a code of this app was right for this step. False when the step was used already: then nothing is shown.';

revoke all on function "private"."show_authenticator_code"(uuid, uuid, uuid, bigint) from public;

-- schemas/private/functions/show_passkey.sql
create or replace function private.show_passkey (
  user_id       uuid,
  session       uuid,
  credential_id bytea,
  sign_count    bigint
)
  returns boolean
  language plpgsql
  set search_path to ''
  AS $function$
declare
  shown uuid;
begin
  perform private.lasting_session($1, $2);
  -- Of two copies that sign at once, the second waits here and finds the number used. Authenticators that don't count say 0.
  update private.passkeys p set sign_count = $4
  from public.second_factors f
  where f.id = p.factor_id and f.user_id = $1 and p.credential_id = $3 and ($4 > p.sign_count or $4 = 0 and p.sign_count = 0)
  returning p.factor_id into shown;
  if shown is null then
    return false;
  end if;
  update public.second_factors f set last_used_at = now() where f.id = shown;
  perform private.note_second_factor($2);
  return true;
end;
$function$;

grant execute on function "private"."show_passkey"(uuid, uuid, bytea, bigint) to "postgres";

comment on function "private"."show_passkey"(uuid, uuid, bytea, bigint) is 'Called by the web server when a passkey signed what this session was to answer. False when the passkey is not theirs, or its count did not rise: then nothing is shown.';

revoke all on function "private"."show_passkey"(uuid, uuid, bytea, bigint) from public;

-- schemas/private/functions/spend_password_proof.sql
create or replace function private.spend_password_proof (
  proof uuid
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
begin
  delete from private.password_proofs p
  where p.id = $1 and p.user_id = (select private.my_user_id()) and p.proved_at > now() - interval '2 minutes';
  if not found then
    raise exception 'Enter your present password.' using errcode = 'AE403';
  end if;
end;
$function$;

grant execute on function "private"."spend_password_proof"(uuid) to "postgres";

comment on function "private"."spend_password_proof"(uuid) is 'Refuses unless the signed-in user has just proved their password for this one deed.';

revoke all on function "private"."spend_password_proof"(uuid) from public;

-- schemas/private/functions/stage_of.sql
create or replace function private.stage_of (
  transferred_date    date,
  accepted_date       date,
  invoice_number      text,
  invoice_date        date,
  accounting_document text
)
  returns public.quantity_survey_stage
  language sql
  immutable
  parallel safe
RETURN CASE when (accounting_document is not null) THEN 'posted'::public.quantity_survey_stage when ((invoice_date is not null) or (invoice_number is
  not null)) THEN 'invoiced'::public.quantity_survey_stage when (accepted_date is not null) THEN 'accepted'::public.quantity_survey_stage when (transferred_date is
  not null) THEN 'transferred'::public.quantity_survey_stage ELSE 'created'::public.quantity_survey_stage end;

grant execute on function "private"."stage_of"(date, date, text, date, text) to "postgres";

comment on function "private"."stage_of"(date, date, text, date, text) is 'How far a quantity survey has come, by the latest evidence. Twin of quantitySurveyStage in src/libs/lifecycle.ts.';

revoke all on function "private"."stage_of"(date, date, text, date, text) from public;

-- schemas/private/functions/standing_of.sql
create or replace function private.standing_of (
  user_id uuid
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  select jsonb_build_object(
    'profile', jsonb_build_object('fullName', p.full_name, 'phone', p.phone, 'timeZone', p.time_zone, 'locale', p.locale),
    'memberships', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'role', m.role,
        'mail', jsonb_build_object('alerts', m.alert_emails, 'importFailed', m.import_failed_emails,
          'alertsFrom', m.alert_mail_from),
        'openAlerts', (select count(*) from public.alerts a where a.organization_id = o.id and a.status = 'open'),
        'organization', jsonb_build_object('id', o.id, 'name', o.name, 'slug', o.slug, 'currency', o.currency,
          'locale', o.locale, 'timeZone', o.time_zone, 'plan', coalesce(s.plan, 'essential'),
          'thresholds', jsonb_build_object('warning', t.warning_percent, 'critical', t.critical_percent,
            'overBudget', t.over_budget_percent)))), '[]'::jsonb)
      from public.organization_members m
      join public.organizations o on o.id = m.organization_id
      left join public.alert_settings t on t.organization_id = o.id
      left join public.subscriptions s on s.organization_id = o.id
      where m.user_id = $1 and m.status = 'active'))
  from public.user_profiles p where p.user_id = $1
$function$;

grant execute on function "private"."standing_of"(uuid) to "postgres";

comment on function "private"."standing_of"(uuid) is 'What AESTrak knows of a person and where they are active, with the open alerts there. Null for somebody who never belonged to an organization. For the web server alone, about somebody whom the Auth server has just vouched for.';

revoke all on function "private"."standing_of"(uuid) from public;

-- schemas/private/functions/starts_with_condition.sql
create or replace function private.starts_with_condition (
  column_name text,
  prefix      text
)
  returns text
  language sql
  immutable
  set search_path to ''
  AS $function$
  select format('(%1$s >= %2$L and %1$s < %3$L)', column_name, prefix, prefix || chr(1114111))
$function$;

grant execute on function "private"."starts_with_condition"(text, text) to "authenticated", "postgres";

comment on function "private"."starts_with_condition"(text, text) is 'A condition that a column in C collation starts with the prefix, which its index can answer.';

revoke all on function "private"."starts_with_condition"(text, text) from public;

-- schemas/private/functions/sweep_sessions.sql
create or replace function private.sweep_sessions()
  returns void
  language sql
  set search_path to ''
  AS $function$
  select private.end_sessions(array_agg(s.id), 'unused')
  from public.user_sessions s where s.ended_at is null and s.expires_at <= now() having count(*) > 0;
  delete from public.user_sessions s where s.ended_at < now() - interval '30 days';
$function$;

grant execute on function "private"."sweep_sessions"() to "postgres";

comment on function "private"."sweep_sessions"() is 'Ends at the Auth server what has run out here, and forgets what ended 30 days ago. The worker calls it.';

revoke all on function "private"."sweep_sessions"() from public;

-- schemas/private/functions/take_second_factor_beginning.sql
create or replace function private.take_second_factor_beginning (
  session uuid,
  purpose text
)
  returns bytea
  language sql
  set search_path to ''
  AS $function$
  delete from private.second_factor_beginnings b where b.session_id = $1 and b.purpose = $2 and b.expires_at > now() returning b.challenge
$function$;

grant execute on function "private"."take_second_factor_beginning"(uuid, text) to "postgres";

comment on function "private"."take_second_factor_beginning"(uuid, text) is 'What a session has begun, which is over by this; null when there is nothing, or another took it.';

revoke all on function "private"."take_second_factor_beginning"(uuid, text) from public;

-- schemas/private/functions/tell_of_queued_mail.sql
create or replace function private.tell_of_queued_mail()
  returns trigger
  language plpgsql
  set search_path to ''
  AS $function$
begin
  notify mail_queued;
  return null;
end;
$function$;

grant execute on function "private"."tell_of_queued_mail"() to "postgres";

comment on function "private"."tell_of_queued_mail"() is 'Tells the workers that listen on mail_queued that mail was written to the outbox.';

revoke all on function "private"."tell_of_queued_mail"() from public;

-- schemas/private/functions/threshold_preview.sql
create or replace function private.threshold_preview (
  for_organization uuid,
  warning          numeric,
  critical         numeric,
  over_budget      numeric
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  with moves as materialized (select * from private.foresee_thresholds($1, $2, $3, $4)),
  listed as (
    select * from moves order by step <> 'open', step <> 'resolve', coalesce(level_after, level_before) desc, total_spent - order_value desc, purchase_order_id
    limit 100
  )
  select jsonb_build_object(
    'opens', (select count(*) from moves where step = 'open'),
    'closes', (select count(*) from moves where step = 'resolve'),
    'rises', (select count(*) from moves where step = 'escalate'),
    'falls', (select count(*) from moves where step = 'deescalate'),
    'orders', (select coalesce(jsonb_agg(jsonb_build_object('id', l.purchase_order_id::text, 'no', l.purchase_order_no, 'text', l.order_short_text,
      'value', l.order_value::text, 'spent', l.total_spent::text, 'step', l.step, 'before', l.level_before, 'after', l.level_after)), '[]') from listed l),
    -- Names exactly this: the thresholds that are left and each alert that moves.
    'seen', (select md5(concat_ws(' ', s.warning_percent, s.critical_percent, s.over_budget_percent, $2::numeric(5,2), $3::numeric(5,2), $4::numeric(5,2),
        (select string_agg(concat_ws(':', m.purchase_order_id, m.alert_id, m.step, m.level_before, m.level_after), ',' order by m.purchase_order_id) from moves m)))
      from public.alert_settings s where s.organization_id = $1))
$function$;

grant execute on function "private"."threshold_preview"(uuid, numeric, numeric, numeric) to "postgres";

revoke all on function "private"."threshold_preview"(uuid, numeric, numeric, numeric) from public;

-- schemas/private/functions/today_of.sql
create or replace function private.today_of (
  organization_id uuid,
  as_of           timestamp with time zone default now()
)
  returns date
  language sql
  stable
  set search_path to ''
  AS $function$
  select ($2 at time zone o.time_zone)::date from public.organizations o where o.id = $1
$function$;

grant execute on function "private"."today_of"(uuid, timestamp with time zone) to "postgres";

comment on function "private"."today_of"(uuid, timestamp with time zone) is 'Which day it is for an organization: the one clock for ages, due dates, promises and snoozes.';

revoke all on function "private"."today_of"(uuid, timestamp with time zone) from public;

-- schemas/private/functions/touch_updated_at.sql
create or replace function private.touch_updated_at()
  returns trigger
  language plpgsql
  set search_path to ''
  AS $function$
begin
  new.updated_at := now();
  return new;
end;
$function$;

grant execute on function "private"."touch_updated_at"() to "postgres";

revoke all on function "private"."touch_updated_at"() from public;

-- schemas/private/functions/undo_alert_effects.sql
create or replace function private.undo_alert_effects (
  for_organization uuid,
  of_import        uuid
)
  returns table (
    alert_id          bigint,
    purchase_order_no text,
    step              text,
    level_before      public.utilization_level,
    status_before     public.alert_status,
    level_after       public.utilization_level,
    status_after      public.alert_status,
    acted_since       boolean
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  select a.id, a.purchase_order_no, 'remove', a.level, a.status, null::public.utilization_level, null::public.alert_status,
    exists (select 1 from public.alert_events e where e.organization_id = $1 and e.alert_id = a.id and e.acted_by is not null)
  from public.alerts a
  where a.organization_id = $1 and a.opened_by_import = $2
  union all
  select a.id, a.purchase_order_no, 'restore', a.level, a.status, (m.before ->> 'level')::public.utilization_level,
    case when since.acted then a.status else (m.before ->> 'status')::public.alert_status end, since.acted
  from public.alert_events m
  join public.alerts a on a.organization_id = $1 and a.id = m.alert_id
  cross join lateral (
    select exists (select 1 from public.alert_events e
      where e.organization_id = $1 and e.alert_id = a.id and e.id > m.id and e.import_job_id is null
        and e.event <> 'commented') as acted
  ) since
  where m.organization_id = $1 and m.import_job_id = $2 and m.before is not null and m.event <> 'undone'
$function$;

grant execute on function "private"."undo_alert_effects"(uuid, uuid) to "postgres";

comment on function "private"."undo_alert_effects"(uuid, uuid) is 'Each alert that undoing an import would remove, because the import opened it, or put back. acted_since: people (or a day that came) moved it since; what they did is kept where the alert stays.';

revoke all on function "private"."undo_alert_effects"(uuid, uuid) from public;

-- schemas/private/functions/undo_alerts.sql
create or replace function private.undo_alerts (
  for_organization uuid,
  of_import        uuid,
  requested_by     uuid
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  moved record;
  was public.alerts;
  image public.alerts;
begin
  -- Alerts that the import opened are gone, with their events: what people did with them stays in the audit log.
  delete from public.alerts a where a.organization_id = $1 and a.opened_by_import = $2;

  for moved in
    select m.alert_id, m.before, exists (select 1 from public.alert_events e
      where e.organization_id = $1 and e.alert_id = m.alert_id and e.id > m.id and e.import_job_id is null
        and e.event <> 'commented') as acted_since
    from public.alert_events m
    where m.organization_id = $1 and m.import_job_id = $2 and m.before is not null and m.event <> 'undone'
    order by m.id
  loop
    select a.* into was from public.alerts a where a.organization_id = $1 and a.id = moved.alert_id for update;
    image := jsonb_populate_record(was, moved.before);
    if moved.acted_since then
      -- What people did since is theirs: only the level goes back.
      continue when was.status = 'resolved';
      update public.alerts a set level = image.level, updated_at = now() where a.id = was.id;
    else
      -- New thresholds may have opened another alert for an order whose alert this import had resolved.
      continue when was.status = 'resolved' and exists (select 1 from public.alerts o
        where o.organization_id = $1 and o.purchase_order_id = was.purchase_order_id and o.status <> 'resolved');
      update public.alerts a set level = image.level, status = image.status, acknowledged_at = image.acknowledged_at,
        acknowledged_by = (select u.user_id from public.user_profiles u where u.user_id = image.acknowledged_by),
        acknowledgement_note = image.acknowledgement_note, raise_expected_by = image.raise_expected_by,
        snoozed_until = image.snoozed_until, resolved_at = image.resolved_at,
        resolved_by = (select u.user_id from public.user_profiles u where u.user_id = image.resolved_by),
        resolved_reason = image.resolved_reason, resolved_cause = image.resolved_cause, resolved_facts = image.resolved_facts,
        suppressed_level = image.suppressed_level, updated_at = image.updated_at
      where a.id = was.id;
    end if;
    insert into public.alert_events
      (organization_id, alert_id, event, level_before, level_after, order_value, total_spent, acted_by, import_job_id, cause, facts, before)
    select $1, was.id, 'undone', was.level, image.level, p.order_value, p.total_spent, $3, $2, 'import_undone',
      jsonb_build_object('import', $2) || case when moved.acted_since then '{"acts_kept": true}' else '{}' end::jsonb, to_jsonb(was)
    from public.purchase_orders p where p.organization_id = $1 and p.id = was.purchase_order_id;
  end loop;

  -- Unless something else has moved them since.
  update public.alerts a set suppressed_level = (i.image -> 'before' ->> 'suppressed_level')::public.utilization_level,
    updated_at = (i.image -> 'before' ->> 'updated_at')::timestamptz
  from public.import_jobs j, jsonb_array_elements(j.alert_images) i (image)
  where j.organization_id = $1 and j.id = $2 and a.organization_id = $1 and a.id = (i.image -> 'before' ->> 'id')::bigint
    and a.status = 'resolved' and a.suppressed_level is not distinct from (i.image ->> 'suppressed_level')::public.utilization_level;
end;
$function$;

grant execute on function "private"."undo_alerts"(uuid, uuid, uuid) to "postgres";

comment on function "private"."undo_alerts"(uuid, uuid, uuid) is 'Removes the alerts that an import opened and puts back those that it moved, with an entry on their timeline. What people did since is kept. To be followed by private.evaluate_alerts, which moves on what thresholds have changed since.';

revoke all on function "private"."undo_alerts"(uuid, uuid, uuid) from public;

-- schemas/private/functions/undo_effect.sql
create or replace function private.undo_effect (
  for_organization uuid,
  of_import        uuid
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  with job as (
    select j.type, j.applied_version from public.import_jobs j where j.organization_id = $1 and j.id = $2
  ), orders as materialized (
    select e.*, abs(e.spent_after - e.spent_before) + abs(coalesce(e.order_value_after, 0) - e.order_value_before) as moved
    from private.undo_order_effects($1, $2) e
  ), alerts as materialized (
    select * from private.undo_alert_effects($1, $2)
  ), changes as (
    select count(*) filter (where c.action <> 'linked')::integer as restored, count(*) filter (where c.action = 'linked')::integer as unlinked
    from public.import_changes c where c.organization_id = $1 and c.import_job_id = $2
  ), money as (
    select case when j.type = 'purchase_orders' then sum(p.order_value) else sum(p.total_spent) end as now
    from job j left join public.purchase_orders p on p.organization_id = $1 group by j.type
  )
  select jsonb_build_object(
    'type', j.type,
    'removed', case when j.type = 'purchase_orders'
      then (select count(*) from public.purchase_orders p where p.organization_id = $1 and p.first_import_job_id = $2)
      else (select count(*) from public.quantity_surveys q
        where q.organization_id = $1 and q.import_job_id = $2 and q.first_import_job_id = $2) end,
    'restored', c.restored,
    'unlinked', c.unlinked,
    'money_before', coalesce(m.now, 0)::numeric(24,2)::text,
    'money_after', (coalesce(m.now, 0) + (select coalesce(sum(case when j.type = 'purchase_orders'
      then coalesce(o.order_value_after, 0) - o.order_value_before else o.spent_after - o.spent_before end), 0) from orders o))::numeric(24,2)::text,
    'order_count', (select count(*) from orders),
    'orders', (select coalesce(jsonb_agg(jsonb_build_object('purchase_order_no', o.purchase_order_no, 'purchase_order_id', o.purchase_order_id,
        'is_removed', o.is_removed, 'order_value_before', o.order_value_before::text, 'order_value_after', o.order_value_after::text,
        'spent_before', o.spent_before::text, 'spent_after', o.spent_after::numeric(18,2)::text,
        'level_before', o.level_before, 'level_after', o.level_after, 'removed', o.removed_count, 'restored', o.restored_count)
        order by o.moved desc, o.purchase_order_no), '[]'::jsonb)
      from (select * from orders order by moved desc, purchase_order_no limit 100) o),
    'alerts_removed', (select count(*) from alerts a where a.step = 'remove'),
    'alerts_restored', (select count(*) from alerts a where a.step = 'restore'),
    'alerts_acted_on', (select count(*) from alerts a where a.acted_since),
    'alerts', (select coalesce(jsonb_agg(to_jsonb(a) order by a.level_before desc, a.purchase_order_no), '[]'::jsonb)
      from (select * from alerts order by level_before desc, purchase_order_no limit 100) a),
    -- What later files hold unchanged was not written again, so it goes too.
    'later_imports', (select count(*) from public.import_jobs l
      where l.organization_id = $1 and l.type = j.type and l.status = 'succeeded' and l.applied_version > j.applied_version)
  )
  from job j, changes c, money m
$function$;

grant execute on function "private"."undo_effect"(uuid, uuid) to "postgres";

comment on function "private"."undo_effect"(uuid, uuid) is 'The preview of an undo: rows, money, the purchase orders with the largest movement and the alerts, 100 of each at most. Money as text.';

revoke all on function "private"."undo_effect"(uuid, uuid) from public;

-- schemas/private/functions/undo_obstacle.sql
create or replace function private.undo_obstacle (
  for_organization uuid,
  of_import        uuid
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  with mine as (
    select j.applied_version, j.alert_images from public.import_jobs j where j.organization_id = $1 and j.id = $2
  ), later as materialized (
    -- One that is being undone is still applied.
    select j.id, j.applied_version, j.alert_images from public.import_jobs j, mine m
    where j.organization_id = $1 and (j.status = 'succeeded' or j.phase = 'undoing') and j.applied_version > m.applied_version
  ), moved_orders as materialized (
    select a.purchase_order_id from public.alert_events e
    join public.alerts a on a.organization_id = e.organization_id and a.id = e.alert_id
    where e.organization_id = $1 and e.import_job_id = $2
    union
    select (i.image -> 'before' ->> 'purchase_order_id')::bigint from mine m, jsonb_array_elements(m.alert_images) i (image)
  ), blocking as (
    select c.import_job_id, 'rows' as how
    from public.import_changes c join later l on l.id = c.import_job_id
    where c.organization_id = $1 and (
      c.before ->> 'import_job_id' = $2::text
      or exists (select 1 from public.import_changes m
        where m.organization_id = $1 and m.type = c.type and m.entity_id = c.entity_id and m.import_job_id = $2)
      or c.type = 'purchase_orders' and exists (select 1 from public.purchase_orders p
        where p.organization_id = $1 and p.id = c.entity_id and p.import_job_id = $2)
      or c.type = 'quantity_surveys' and exists (select 1 from public.quantity_surveys q
        where q.organization_id = $1 and q.id = c.entity_id and q.import_job_id = $2))
    union all
    select q.first_import_job_id, 'surveys'
    from public.purchase_orders p
    join public.quantity_surveys q on q.organization_id = $1 and q.purchase_order_id = p.id
    join later l on l.id = q.first_import_job_id
    where p.organization_id = $1 and p.first_import_job_id = $2
    union all
    select e.import_job_id, 'alerts'
    from moved_orders o
    join public.alerts a on a.organization_id = $1 and a.purchase_order_id = o.purchase_order_id
    join public.alert_events e on e.organization_id = $1 and e.alert_id = a.id
    join later l on l.id = e.import_job_id
    union all
    select l.id, 'alerts'
    from later l, jsonb_array_elements(l.alert_images) i (image), moved_orders o
    where (i.image -> 'before' ->> 'purchase_order_id')::bigint = o.purchase_order_id
  )
  select jsonb_build_object('import_id', j.id, 'file_name', f.file_name, 'sentence', format(
    'The import of %s from “%s”, applied on %s, %s. Undo that one first.',
    replace(j.type::text, '_', ' '), f.file_name, to_char(j.finished_at at time zone o.time_zone, 'FMDD Mon YYYY, HH24:MI'),
    case b.how when 'rows' then 'changed some of the same rows later'
      when 'surveys' then 'brought quantity surveys of purchase orders that this one created'
      else 'moved some of the same alerts later' end))
  from blocking b
  join later l on l.id = b.import_job_id
  join public.import_jobs j on j.organization_id = $1 and j.id = l.id
  join public.import_files f on f.organization_id = $1 and f.id = j.file_id
  join public.organizations o on o.id = $1
  -- The newest first: the others can't be undone before it.
  order by l.applied_version desc, b.how desc limit 1
$function$;

grant execute on function "private"."undo_obstacle"(uuid, uuid) to "postgres";

comment on function "private"."undo_obstacle"(uuid, uuid) is 'The newest later import that touched the same rows or alerts, or counts against orders that this one created: {import_id, file_name, sentence}. Null when nothing stands in the way.';

revoke all on function "private"."undo_obstacle"(uuid, uuid) from public;

-- schemas/private/functions/undo_order_effects.sql
create or replace function private.undo_order_effects (
  for_organization uuid,
  of_import        uuid
)
  returns table (
    purchase_order_no  text,
    purchase_order_id  bigint,
    is_removed         boolean,
    order_value_before numeric,
    order_value_after  numeric,
    spent_before       numeric,
    spent_after        numeric,
    level_before       public.utilization_level,
    level_after        public.utilization_level,
    removed_count      integer,
    restored_count     integer
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  with moved_surveys as (
    select q.purchase_order_id as order_id, -sum(q.total) filter (where q.withdrawn_at is null) as delta,
      count(*)::integer as removed, 0 as restored
    from public.quantity_surveys q
    where q.organization_id = $1 and q.import_job_id = $2 and q.first_import_job_id = $2 and q.purchase_order_id is not null
    group by q.purchase_order_id
    union all
    select q.purchase_order_id, sum(
        case when w.withdrawn_before then 0 else coalesce((c.before ->> 'total')::numeric, q.total) end
        - case when q.withdrawn_at is null then q.total else 0 end),
      0, count(*)::integer
    from public.import_changes c
    join public.quantity_surveys q on q.organization_id = $1 and q.id = c.entity_id
    cross join lateral (
      select case when c.before ? 'withdrawn_at' then c.before ->> 'withdrawn_at' is not null else q.withdrawn_at is not null end as withdrawn_before
    ) w
    where c.organization_id = $1 and c.import_job_id = $2 and c.type = 'quantity_surveys' and c.action <> 'linked'
      and q.purchase_order_id is not null
    group by q.purchase_order_id
  ), touched (order_id, delta, removed, restored, image) as (
    select s.order_id, coalesce(sum(s.delta), 0), sum(s.removed)::integer, sum(s.restored)::integer, null::jsonb
    from moved_surveys s group by s.order_id
    union all
    select c.entity_id, 0, 0, 1, c.before from public.import_changes c
    where c.organization_id = $1 and c.import_job_id = $2 and c.type = 'purchase_orders'
    union all
    select p.id, 0, 1, 0, null from public.purchase_orders p where p.organization_id = $1 and p.first_import_job_id = $2
  ), figures as (
    select p.purchase_order_no, p.id, p.first_import_job_id = $2 as is_removed, p.order_value, p.total_spent, p.level,
      case when p.first_import_job_id <> $2 then coalesce((t.image ->> 'order_value')::numeric(18,2), p.order_value) end as value_after,
      case when p.first_import_job_id <> $2 then p.total_spent + t.delta else 0 end as spent_after, t.removed, t.restored
    from touched t join public.purchase_orders p on p.organization_id = $1 and p.id = t.order_id
  )
  select f.purchase_order_no, f.id, f.is_removed, f.order_value, f.value_after, f.total_spent, f.spent_after, f.level,
    case when not f.is_removed
      then private.level_of(f.value_after, f.spent_after, s.warning_percent, s.critical_percent, s.over_budget_percent) end,
    f.removed, f.restored
  from figures f join public.alert_settings s on s.organization_id = $1
$function$;

grant execute on function "private"."undo_order_effects"(uuid, uuid) to "postgres";

comment on function "private"."undo_order_effects"(uuid, uuid) is 'Each purchase order that undoing an import would touch: figures and level now and afterwards, rows removed and put back.';

revoke all on function "private"."undo_order_effects"(uuid, uuid) from public;

-- schemas/private/functions/undo_refusal.sql
create or replace function private.undo_refusal (
  job public.import_jobs
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  select case
    when job.status = 'undone' then jsonb_build_object('sentence', 'This import is undone already.')
    when job.phase = 'undoing' then jsonb_build_object('sentence', 'This import is being undone already.')
    when job.status <> 'succeeded' then jsonb_build_object('sentence',
      format('Only an import that was applied can be undone (this one is %s).', replace(job.status::text, '_', ' ')))
    else private.undo_obstacle(job.organization_id, job.id)
  end
$function$;

grant execute on function "private"."undo_refusal"(public.import_jobs) to "postgres";

comment on function "private"."undo_refusal"(public.import_jobs) is 'Why an import can''t be undone now: {sentence}, and for a later import also {import_id, file_name}. Null when it can.';

revoke all on function "private"."undo_refusal"(public.import_jobs) from public;

-- schemas/private/functions/use_api_token.sql
create or replace function private.use_api_token (
  token_hash bytea
)
  returns table (
    id              uuid,
    name            text,
    organization_id uuid,
    user_id         uuid,
    scopes          text[]
  )
  language sql
  security definer
  set search_path to ''
  AS $function$
  with found as (
    select t.id, t.name, t.organization_id, t.created_by, t.scopes, t.last_used_at
    from public.api_tokens t
    join public.organization_members m on m.organization_id = t.organization_id and m.user_id = t.created_by
    where t.token_hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
      and m.status = 'active' and m.role = 'admin'
  ), used as (
    -- Not with every request, which would make each of them wait for the one before.
    update public.api_tokens t set last_used_at = now() from found f
    where t.id = f.id and (f.last_used_at is null or f.last_used_at < now() - interval '1 minute')
  )
  select f.id, f.name, f.organization_id, f.created_by, f.scopes from found f
$function$;

grant execute on function "private"."use_api_token"(bytea) to "postgres";

comment on function "private"."use_api_token"(bytea) is 'Whom a token acts for and what it may do; no row for one that is unknown, revoked, expired, or whose maker is no active admin any more. Called by the web server over its own connection only.';

revoke all on function "private"."use_api_token"(bytea) from public;

-- schemas/private/functions/use_invitation_link.sql
create or replace function private.use_invitation_link (
  token_hash bytea,
  user_id    uuid,
  full_name  text
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  invitation public.invitations;
begin
  select i.* into invitation from public.invitations i where i.token_hash = $1 for update;
  if invitation.id is null or invitation.accepted_at is not null or invitation.revoked_at is not null
    or invitation.expires_at <= now()
    or not exists (select from auth.users u where u.id = $2 and lower(u.email) = invitation.email) then
    raise exception 'This invitation does not work any more. Ask for a new one.' using errcode = 'AE409';
  end if;
  -- An invitation makes an account, and never opens one that is there: it is good for seven days.
  if private.account_with_email(invitation.email) is not null then
    raise exception 'This address has an account already. Log in to join.' using errcode = 'AE409';
  end if;
  delete from private.mailed_links l where l.email = invitation.email;
  perform private.choose_password($2, null);
  perform private.keep_profile($2, invitation.email, $3);
  perform private.audit_account($2, 'user.signed_up', null, null, $2);
end;
$function$;

grant execute on function "private"."use_invitation_link"(bytea, uuid, text) to "postgres";

comment on function "private"."use_invitation_link"(bytea, uuid, text) is 'The same for somebody who was invited and has no account yet: the token was mailed to them, so it proves their mailbox.';

revoke all on function "private"."use_invitation_link"(bytea, uuid, text) from public;

-- schemas/private/functions/use_mailed_link.sql
create or replace function private.use_mailed_link (
  token_hash bytea,
  user_id    uuid
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  link private.mailed_links;
begin
  delete from private.mailed_links l where l.token_hash = $1 and l.expires_at > now() returning l.* into link;
  if link.email is null or not exists (select from auth.users u where u.id = $2 and lower(u.email) = link.email)
    or link.user_id <> $2 then
    raise exception 'This link was used already, or it is more than an hour old.' using errcode = 'AE404';
  end if;
  delete from private.mailed_links l where l.email = link.email;
  perform private.choose_password($2, null);
  perform private.keep_profile($2, link.email, link.wishes ->> 'full_name');
  if link.purpose = 'password_reset' then
    perform private.queue_account_mail('account_notice', link.email, jsonb_build_object('notice', 'password_changed'));
    perform private.audit_account($2, 'user.password_reset', null, null, $2);
  else
    perform private.audit_account($2, 'user.signed_up', null, null, $2);
  end if;
end;
$function$;

grant execute on function "private"."use_mailed_link"(bytea, uuid) to "postgres";

comment on function "private"."use_mailed_link"(bytea, uuid) is 'Makes the password count that the Auth server was just given for the owner of a mailed link. Works once, and voids the other links to this mailbox.';

revoke all on function "private"."use_mailed_link"(bytea, uuid) from public;

-- schemas/private/functions/use_recovery_code.sql
create or replace function private.use_recovery_code (
  user_id uuid,
  session uuid,
  hash    bytea
)
  returns boolean
  language plpgsql
  set search_path to ''
  AS $function$
declare
  remaining integer;
begin
  perform private.lasting_session($1, $2);
  update private.recovery_codes c set used_at = now() where c.user_id = $1 and c.code_hash = $3 and c.used_at is null;
  if not found then
    return false;
  end if;
  select count(*) into remaining from private.recovery_codes c where c.user_id = $1 and c.used_at is null;
  delete from public.second_factors f where f.user_id = $1;
  update public.user_sessions s set second_factor_at = null where s.id = $2;
  -- Whoever has the lost device may be logged in there.
  perform private.end_sessions_but($1, $2, 'second_factor_reset');
  perform private.queue_account_mail('account_notice', u.email, '{"notice": "second_factor_reset"}')
  from auth.users u where u.id = $1;
  perform private.audit_account($1, 'user.recovery_code_used', null, jsonb_build_object('codes_left', remaining), $1);
  return true;
end;
$function$;

grant execute on function "private"."use_recovery_code"(uuid, uuid, bytea) to "postgres";

comment on function "private"."use_recovery_code"(uuid, uuid, bytea) is 'Uses a recovery code up: removes all second factors, which are lost, ends the other sessions and tells the owner. Another has to be set up before anything opens. False for a code that does not work.';

revoke all on function "private"."use_recovery_code"(uuid, uuid, bytea) from public;

-- schemas/private/functions/verify_audit_chain.sql
create or replace function private.verify_audit_chain (
  organization_id uuid
)
  returns table (
    entry_number bigint,
    entry_id     bigint,
    fault        text
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  with entries as (
    select a.entry_number, a.id, a.previous_hash, a.entry_hash, private.audit_entry_hash(a) as expected_hash,
      lag(a.entry_number, 1, 0::bigint) over ordered as number_before,
      lag(a.entry_hash, 1, decode(repeat('00', 32), 'hex')) over ordered as hash_before
    from public.audit_logs a
    where private.audit_chain_of(a.organization_id) = private.audit_chain_of($1)
    window ordered as (order by a.entry_number)
  ), last_entry as (
    select e.entry_number, e.entry_hash from entries e order by e.entry_number desc limit 1
  ), faults as (
    select case when e.entry_number = e.number_before + 1 then e.entry_number else e.number_before + 1 end as entry_number,
      case when e.entry_number = e.number_before + 1 then e.id end as entry_id,
      case when e.entry_number <> e.number_before + 1 then 'missing'
        when e.previous_hash <> e.hash_before then 'unlinked'
        when e.entry_hash <> e.expected_hash then 'altered' end as fault
    from entries e
    union all
    -- Where the chain ends otherwise than its head says. Equal numbers with another hash: the last entry itself.
    select case when l.entry_number = h.entry_number then h.entry_number else least(coalesce(l.entry_number, 0), h.entry_number) + 1 end, null,
      case when coalesce(l.entry_number, 0) < h.entry_number then 'missing' else 'unlinked' end
    from private.audit_heads h left join last_entry l on true
    where h.chain_id = private.audit_chain_of($1)
      and (h.entry_number, h.entry_hash) is distinct from (l.entry_number, l.entry_hash)
    union all
    -- Entries without a head: the head was taken away.
    select l.entry_number, null, 'unlinked' from last_entry l
    where not exists (select from private.audit_heads h where h.chain_id = private.audit_chain_of($1))
  )
  select f.entry_number, f.entry_id, f.fault from faults f
  where f.fault is not null order by f.entry_number limit 1
$function$;

grant execute on function "private"."verify_audit_chain"(uuid) to "postgres";

comment on function "private"."verify_audit_chain"(uuid) is 'The first broken entry of an organization''s audit chain (null: of what belongs to none), or no row. missing: it is gone; altered: it says something else than was written; unlinked: it does not continue the one before it, or was appended past the chain.';

revoke all on function "private"."verify_audit_chain"(uuid) from public;

-- schemas/private/functions/with_email.sql
create or replace function private.with_email (
  data  jsonb,
  email text
)
  returns jsonb
  language sql
  immutable
  set search_path to ''
  AS $function$
  -- The embedded Auth server keeps some objects as a JSON string that holds the object's text.
  select case jsonb_typeof($1)
    when 'string' then to_jsonb(((($1 #>> '{}')::jsonb) || jsonb_build_object('email', $2, 'email_verified', true))::text)
    else $1 || jsonb_build_object('email', $2, 'email_verified', true) end
$function$;

grant execute on function "private"."with_email"(jsonb, text) to "postgres";

revoke all on function "private"."with_email"(jsonb, text) from public;

-- schemas/private/functions/withdraw_invitation_mail.sql
create or replace function private.withdraw_invitation_mail (
  invitation public.invitations
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  with withdrawn as (
    update public.email_outbox e
    set status = case when e.provider is null then 'failed' else 'uncertain' end::public.email_status,
      last_error = 'Withdrawn: the invitation was withdrawn or renewed.'
    where e.organization_id = $1.organization_id and e.dedupe_key like 'invitation:' || $1.id || ':%' and e.status = 'pending'
    returning e.organization_id, e.id, e.status::text as status, e.last_error
  )
  insert into public.email_events (organization_id, email_id, event, detail)
  select organization_id, id, status, last_error from withdrawn
$function$;

grant execute on function "private"."withdraw_invitation_mail"(public.invitations) to "postgres";

revoke all on function "private"."withdraw_invitation_mail"(public.invitations) from public;

-- schemas/private/schema.sql
create schema "private";

grant usage on schema "private" to "authenticated", "authenticator";

grant create, usage on schema "private" to "postgres";

grant usage on schema "private" to "service_role";

comment on schema "private" is 'Helpers of policies and checked functions. Not exposed through the API.';

-- schemas/private/tables/audit_heads.sql
create table "private"."audit_heads" (
  "chain_id"     uuid   not null,
  "entry_number" bigint not null,
  "entry_hash"   bytea  not null,
  constraint "audit_heads_pkey" primary key (chain_id)
);

alter table "private"."audit_heads"
  enable row level security;

grant references on table "private"."audit_heads" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "private"."audit_heads" to "postgres";

comment on column "private"."audit_heads"."chain_id" is 'The organization; all zeros for entries that belong to none.';

comment on table "private"."audit_heads" is 'The last entry of each organization''s audit chain. Its row is locked by who appends, until they commit, so that a chain never forks.';

-- schemas/private/tables/authenticator_apps.sql
create table "private"."authenticator_apps" (
  "factor_id"     uuid   not null,
  "sealed_secret" bytea  not null,
  "last_step"     bigint not null,
  constraint "authenticator_apps_pkey" primary key (factor_id),
  constraint "authenticator_apps_factor_id_fkey" foreign key (factor_id) references public.second_factors(id) on delete cascade
);

alter table "private"."authenticator_apps"
  enable row level security;

grant references on table "private"."authenticator_apps" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "private"."authenticator_apps" to "postgres";

comment on column "private"."authenticator_apps"."last_step" is 'The step of 30 seconds, since 1970, of the last code that was taken. Codes of it and of earlier ones are refused: each works once.';

comment on column "private"."authenticator_apps"."sealed_secret" is 'The 160 bits that the app has as well, sealed with a key of the installation that the database doesn''t know (src/libs/sealing.ts).';

comment on table "private"."authenticator_apps" is 'What the codes of authenticator apps (RFC 6238) are checked with.';

-- schemas/private/tables/chosen_passwords.sql
create table "private"."chosen_passwords" (
  "user_id"     uuid                     not null,
  "fingerprint" bytea                    not null,
  "chosen_at"   timestamp with time zone not null default now(),
  constraint "chosen_passwords_pkey" primary key (user_id),
  constraint "chosen_passwords_user_id_fkey" foreign key (user_id) references auth.users(id) on delete cascade
);

alter table "private"."chosen_passwords"
  enable row level security;

grant references on table "private"."chosen_passwords" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "private"."chosen_passwords" to "postgres";

comment on column "private"."chosen_passwords"."fingerprint" is 'SHA-256 of the salted hash that the Auth server kept then: a password that was set past our pages has another, and opens nothing.';

comment on table "private"."chosen_passwords" is 'Accounts whose password was chosen through our own pages: by a mailed link, an invitation, or the password before it. All others count as none.';

-- schemas/private/tables/email_changes.sql
create table "private"."email_changes" (
  "user_id"    uuid                     not null,
  "new_email"  text                     not null,
  "token_hash" bytea                    not null,
  "created_at" timestamp with time zone not null default now(),
  "expires_at" timestamp with time zone not null default (now() + '01:00:00'::interval),
  constraint "email_changes_new_email_check" check ((new_email = lower(new_email))),
  constraint "email_changes_pkey" primary key (user_id),
  constraint "email_changes_token_hash_key" unique (token_hash),
  constraint "email_changes_user_id_fkey" foreign key (user_id) references auth.users(id) on delete cascade
);

alter table "private"."email_changes"
  enable row level security;

grant references on table "private"."email_changes" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "private"."email_changes" to "postgres";

comment on column "private"."email_changes"."token_hash" is 'SHA-256 of the single-use token.';

comment on table "private"."email_changes" is 'The address that a person wishes to have, until they confirm it, withdraw it or wish for another. Also kept for an address that belongs to somebody else, whose token nobody is sent.';

-- schemas/private/tables/mail_secrets.sql
create table "private"."mail_secrets" (
  "email_id" uuid not null,
  "secret"   text not null,
  constraint "mail_secrets_pkey" primary key (email_id),
  constraint "mail_secrets_email_id_fkey" foreign key (email_id) references public.email_outbox(id) on delete cascade
);

alter table "private"."mail_secrets"
  enable row level security;

grant references on table "private"."mail_secrets" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "private"."mail_secrets" to "postgres";

comment on table "private"."mail_secrets" is 'Secrets of mails that are not sent yet. Removed as soon as their mail is sent or given up.';

-- schemas/private/tables/mailed_links.sql
create table "private"."mailed_links" (
  "token_hash" bytea                    not null,
  "purpose"    text                     not null,
  "email"      text                     not null,
  "user_id"    uuid,
  "wishes"     jsonb                    not null default '{}'::jsonb,
  "created_at" timestamp with time zone not null default now(),
  "expires_at" timestamp with time zone not null default (now() + '01:00:00'::interval),
  constraint "mailed_links_check" check (((purpose = 'password_reset'::text) = (user_id IS NOT NULL))),
  constraint "mailed_links_email_check" check ((email = lower(email))),
  constraint "mailed_links_pkey" primary key (token_hash),
  constraint "mailed_links_purpose_check" check ((purpose = ANY (ARRAY['sign_up'::text, 'password_reset'::text]))),
  constraint "mailed_links_user_id_fkey" foreign key (user_id) references auth.users(id) on delete cascade
);

alter table "private"."mailed_links"
  enable row level security;

create index mailed_links_email_idx on private.mailed_links using btree (email);

create index mailed_links_expires_at_idx on private.mailed_links using btree (expires_at);

create index mailed_links_user_id_idx on private.mailed_links using btree (user_id);

grant references on table "private"."mailed_links" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "private"."mailed_links" to "postgres";

comment on column "private"."mailed_links"."token_hash" is 'SHA-256 of the token, which is in the mail alone.';

comment on column "private"."mailed_links"."user_id" is 'Whose password is reset; null for somebody who signs up, of whom the Auth server knows nothing yet.';

comment on column "private"."mailed_links"."wishes" is 'What somebody who signs up said of themselves and of their organization.';

comment on table "private"."mailed_links" is 'Links that prove a mailbox, for one choice of a password within the hour. Several may be under way: a stranger who asks for one must not void another.';

-- schemas/private/tables/passkeys.sql
create table "private"."passkeys" (
  "factor_id"     uuid   not null,
  "credential_id" bytea  not null,
  "public_key"    bytea  not null,
  "sign_count"    bigint not null,
  "transports"    text[] not null,
  constraint "passkeys_credential_id_key" unique (credential_id),
  constraint "passkeys_pkey" primary key (factor_id),
  constraint "passkeys_sign_count_check" check ((sign_count >= 0)),
  constraint "passkeys_factor_id_fkey" foreign key (factor_id) references public.second_factors(id) on delete cascade
);

alter table "private"."passkeys"
  enable row level security;

grant references on table "private"."passkeys" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "private"."passkeys" to "postgres";

comment on column "private"."passkeys"."credential_id" is 'By which the authenticator knows the key.';

comment on column "private"."passkeys"."public_key" is 'In COSE, as the authenticator gave it.';

comment on column "private"."passkeys"."sign_count" is 'How often the authenticator said that it signed; 0 when it doesn''t count. One that doesn''t rise was copied.';

comment on column "private"."passkeys"."transports" is 'How the browser may reach the authenticator: usb, nfc, ble, internal, hybrid.';

comment on table "private"."passkeys" is 'What the signatures of passkeys are checked with.';

-- schemas/private/tables/password_proofs.sql
create table "private"."password_proofs" (
  "id"        uuid                     not null default gen_random_uuid(),
  "user_id"   uuid                     not null,
  "proved_at" timestamp with time zone not null default now(),
  constraint "password_proofs_pkey" primary key (id),
  constraint "password_proofs_user_id_fkey" foreign key (user_id) references auth.users(id) on delete cascade
);

alter table "private"."password_proofs"
  enable row level security;

create index password_proofs_user_id_idx on private.password_proofs using btree (user_id);

grant references on table "private"."password_proofs" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "private"."password_proofs" to "postgres";

comment on table "private"."password_proofs" is 'Who has just entered their present password. Each is good for one deed within two minutes.';

-- schemas/private/tables/rate_limits.sql
create table "private"."rate_limits" (
  "key"          text                     not null,
  "window_start" timestamp with time zone not null,
  "hits"         integer                  not null,
  constraint "rate_limits_pkey" primary key (key)
);

alter table "private"."rate_limits"
  enable row level security;

grant references on table "private"."rate_limits" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "private"."rate_limits" to "postgres";

comment on table "private"."rate_limits" is 'How often something was tried in the present window, by hashed key.';

-- schemas/private/tables/recovery_codes.sql
create table "private"."recovery_codes" (
  "user_id"    uuid                     not null,
  "code_hash"  bytea                    not null,
  "created_at" timestamp with time zone not null default now(),
  "used_at"    timestamp with time zone,
  constraint "recovery_codes_pkey" primary key (user_id, code_hash),
  constraint "recovery_codes_user_id_fkey" foreign key (user_id) references auth.users(id) on delete cascade
);

alter table "private"."recovery_codes"
  enable row level security;

grant references on table "private"."recovery_codes" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "private"."recovery_codes" to "postgres";

comment on column "private"."recovery_codes"."code_hash" is 'SHA-256 of the code, which has 138 random bits, and its owner''s id. The codes themselves are shown once.';

comment on table "private"."recovery_codes" is 'Ten single-use codes of each person with a second factor. While they are there, the person needs one: using a code removes the factor, and asks for a new one.';

-- schemas/private/tables/second_factor_beginnings.sql
create table "private"."second_factor_beginnings" (
  "session_id" uuid                     not null,
  "purpose"    text                     not null,
  "challenge"  bytea                    not null,
  "expires_at" timestamp with time zone not null,
  constraint "second_factor_beginnings_pkey" primary key (session_id, purpose),
  constraint "second_factor_beginnings_purpose_check" check ((purpose = ANY (ARRAY['add_app'::text, 'add_passkey'::text, 'show_passkey'::text]))),
  constraint "second_factor_beginnings_session_id_fkey" foreign key (session_id) references public.user_sessions(id) on delete cascade
);

alter table "private"."second_factor_beginnings"
  enable row level security;

grant references on table "private"."second_factor_beginnings" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "private"."second_factor_beginnings" to "postgres";

comment on column "private"."second_factor_beginnings"."challenge" is 'What a passkey is to sign; of a new app, its sealed secret.';

comment on table "private"."second_factor_beginnings" is 'What a session has begun and not finished: a new one of the same purpose takes its place, and finishing it removes it.';

-- schemas/private/tables/told_crossings.sql
create table "private"."told_crossings" (
  "organization_id"   uuid                     not null,
  "import_job_id"     uuid                     not null,
  "user_id"           uuid                     not null,
  "purchase_order_no" text                     not null,
  "email_id"          uuid                     not null,
  "told_at"           timestamp with time zone not null default now(),
  "taken_back_at"     timestamp with time zone,
  constraint "told_crossings_pkey" primary key (organization_id, import_job_id, user_id, purchase_order_no),
  constraint "told_crossings_organization_id_email_id_fkey" foreign key (organization_id, email_id) references public.email_outbox(organization_id, id) on delete cascade,
  constraint "told_crossings_organization_id_import_job_id_fkey" foreign key (organization_id, import_job_id) references public.import_jobs(organization_id, id) on delete cascade,
  constraint "told_crossings_user_id_fkey" foreign key (user_id) references public.user_profiles(user_id) on delete cascade
);

alter table "private"."told_crossings"
  enable row level security;

alter table "private"."told_crossings"
  add column "level" public.utilization_level not null;

create index told_crossings_email_idx on private.told_crossings using btree (organization_id, email_id);

create index told_crossings_user_idx on private.told_crossings using btree (user_id, organization_id, purchase_order_no);

grant references on table "private"."told_crossings" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "private"."told_crossings" to "postgres";

comment on column "private"."told_crossings"."taken_back_at" is 'When the import was undone and its recipient was told that this no longer holds. The next mail about the same crossing says that it holds again.';

comment on table "private"."told_crossings" is 'The crossings that each mail about an import told its recipient of, all of them: the mail itself lists the worst. A crossing is a purchase order and the level that it reached.';

-- schemas/private/tables/worker_heartbeats.sql
create table "private"."worker_heartbeats" (
  "worker_id"          uuid                     not null,
  "version"            text                     not null,
  "started_at"         timestamp with time zone not null default now(),
  "seen_at"            timestamp with time zone not null default now(),
  "storage_checked_at" timestamp with time zone,
  "storage_fault"      text,
  constraint "worker_heartbeats_pkey" primary key (worker_id)
);

alter table "private"."worker_heartbeats"
  enable row level security;

grant references on table "private"."worker_heartbeats" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "private"."worker_heartbeats" to "postgres";

comment on column "private"."worker_heartbeats"."storage_checked_at" is 'When this worker last wrote to the file store and removed what it wrote, or failed to.';

comment on column "private"."worker_heartbeats"."storage_fault" is 'What was wrong with it then, in a few words; null when nothing was.';

comment on table "private"."worker_heartbeats" is 'One row per running worker, renewed every few seconds; old ones are removed.';

-- schemas/public/default_privileges.sql
alter default privileges for role "postgres" in schema "public" grant select, update, usage on sequences to "service_role";

alter default privileges for role "postgres" in schema "public" revoke all on FUNCTIONS from public;

alter default privileges for role "postgres" in schema "public" grant execute on FUNCTIONS to "service_role";

alter default privileges for role "postgres" in schema "public" grant delete, insert, maintain, references, select, trigger, truncate, update on tables to "service_role";

-- schemas/public/functions/accept_invitation.sql
create or replace function public.accept_invitation (
  token_hash bytea
)
  returns uuid
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  me uuid := (select private.my_user_id());
  address text := private.own_confirmed_email();
  invitation public.invitations;
  was public.organization_members;
begin
  if me is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  select i.* into invitation from public.invitations i where i.token_hash = $1;
  if invitation.id is not null then
    perform private.lock_people(invitation.organization_id);
    select i.* into invitation from public.invitations i where i.token_hash = $1 for update;
  end if;
  if invitation.id is null then
    raise exception 'This invitation is not known, or a newer mail took its place.' using errcode = 'AE404';
  elsif address is distinct from invitation.email then
    raise exception 'This invitation is for another e-mail address. Log in with the address that it was sent to.' using errcode = 'AE403';
  elsif invitation.accepted_at is not null then
    raise exception 'This invitation was used already.' using errcode = 'AE409';
  elsif invitation.revoked_at is not null then
    raise exception 'This invitation was withdrawn. Ask for a new one.' using errcode = 'AE409';
  elsif invitation.expires_at <= now() then
    raise exception 'This invitation is more than seven days old. Ask for a new one.' using errcode = 'AE409';
  end if;
  select m.* into was from public.organization_members m
  where m.organization_id = invitation.organization_id and m.user_id = me for update;
  if was.status = 'active' then
    raise exception 'You belong to this organization already.' using errcode = 'AE409';
  end if;
  -- The invitation has kept its seat; only the plan may have become smaller since.
  perform private.require_free_seat(invitation.organization_id, false);
  perform private.keep_profile(me, address, '');
  insert into public.organization_members (organization_id, user_id, role)
  values (invitation.organization_id, me, invitation.role)
  on conflict on constraint organization_members_pkey do update set role = excluded.role, status = 'active';
  update public.invitations i set accepted_at = now() where i.id = invitation.id;
  perform private.audit(invitation.organization_id, 'invitation.accepted', 'invitation', invitation.id::text, null,
    jsonb_build_object('email', address, 'role', invitation.role));
  perform private.audit(invitation.organization_id, 'member.joined', 'member', me::text,
    case when was.user_id is not null then jsonb_build_object('email', address, 'role', was.role, 'status', was.status) end,
    jsonb_build_object('email', address, 'role', invitation.role, 'status', 'active'));
  return invitation.organization_id;
end;
$function$;

grant execute on function "public"."accept_invitation"(bytea) to "authenticated", "postgres", "service_role";

comment on function "public"."accept_invitation"(bytea) is 'The signed-in user joins the organization that invited their confirmed address, in the role that it offered. Works once. Returns the organization''s id.';

revoke all on function "public"."accept_invitation"(bytea) from public;

-- schemas/public/functions/acknowledge_alert.sql
create or replace function public.acknowledge_alert (
  alert_id          bigint,
  note              text,
  raise_expected_by date   default null::date,
  seen              bigint default null::bigint
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  was public.alerts := private.alert_for($1, false);
  moved jsonb := private.alert_moved_since(was, $4);
begin
  if moved is not null then
    return moved;
  end if;
  if was.status = 'resolved' then
    raise exception 'This alert is resolved already.' using errcode = 'AE409';
  end if;
  if length(btrim(coalesce($2, ''))) = 0 then
    raise exception 'Write a note: what is being done about it?' using errcode = 'AE422';
  end if;
  if $3 < private.today_of(was.organization_id) then
    raise exception 'The day by which the client should raise the value has passed. Choose today or later.' using errcode = 'AE422';
  end if;
  update public.alerts a set status = 'acknowledged', acknowledged_by = (select auth.uid()), acknowledged_at = now(),
    acknowledgement_note = btrim($2), raise_expected_by = $3, snoozed_until = null, updated_at = now()
  where a.id = was.id;
  perform private.record_alert_step(was, 'acknowledged', btrim($2), jsonb_strip_nulls(jsonb_build_object('promised', $3)));
  return null;
end;
$function$;

grant execute on function "public"."acknowledge_alert"(bigint, text, date, bigint) to "authenticated", "postgres", "service_role";

comment on function "public"."acknowledge_alert"(bigint, text, date, bigint) is 'A member says what is being done, and optionally by which day the client should raise the value. seen: the last step that they saw; where another came since, nothing happens and it is returned.';

revoke all on function "public"."acknowledge_alert"(bigint, text, date, bigint) from public;

-- schemas/public/functions/alert_counts.sql
create or replace function public.alert_counts (
  organization_id uuid
)
  returns table (
    status public.alert_status,
    level  public.utilization_level,
    alerts integer
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  select a.status, a.level, count(*)::integer from public.alerts a where a.organization_id = $1 group by a.status, a.level
$function$;

grant execute on function "public"."alert_counts"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."alert_counts"(uuid) is 'How many alerts of an organization stand at each status and level.';

revoke all on function "public"."alert_counts"(uuid) from public;

-- schemas/public/functions/alert_list.sql
create or replace function public.alert_list (
  organization_id uuid,
  with_status     public.alert_status,
  with_level      public.utilization_level default null::public.utilization_level,
  search          text                     default null::text,
  from_rank       integer                  default null::integer,
  from_id         bigint                   default null::bigint,
  backwards       boolean                  default false,
  row_limit       integer                  default 51
)
  returns SETOF public.alert_rows
  language sql
  stable
  set search_path to ''
  AS $function$
  select r.* from public.alert_rows r
  where r.organization_id = $1 and r.status = $2 and ($3 is null or r.level = $3)
    and ($4 is null or strpos(lower(r.purchase_order_no || ' ' || coalesce(r.order_short_text, '')), lower($4)) > 0)
    and ($6 is null or case when $7
      then (private.alert_rank(r.status, r.level), r.id) > ($5, $6)
      else (private.alert_rank(r.status, r.level), r.id) < ($5, $6) end)
  order by
    case when $7 then private.alert_rank(r.status, r.level) end, case when $7 then r.id end,
    case when not $7 then private.alert_rank(r.status, r.level) end desc, case when not $7 then r.id end desc
  limit least($8, 201)
$function$;

grant execute
  on function "public"."alert_list"(uuid, public.alert_status, public.utilization_level, text, integer, bigint, boolean, integer)
  to "authenticated", "postgres", "service_role";

comment on function "public"."alert_list"(uuid, public.alert_status, public.utilization_level, text, integer, bigint, boolean, integer) is 'One page of alerts of a status: worst level first, newest first; backwards gives the rows before the key, nearest first.';

revoke all on function "public"."alert_list"(uuid, public.alert_status, public.utilization_level, text, integer, bigint, boolean, integer) from public;

-- schemas/public/functions/alert_timeline.sql
create or replace function public.alert_timeline (
  organization_id uuid,
  alert_id        bigint
)
  returns table (
    id            bigint,
    event         public.alert_event_type,
    cause         public.alert_cause,
    facts         jsonb,
    level_before  public.utilization_level,
    level_after   public.utilization_level,
    order_value   text,
    total_spent   text,
    note          text,
    acted_by_name text,
    import_job_id uuid,
    file_name     text,
    created_at    timestamp with time zone
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  select e.id, e.event, e.cause, e.facts, e.level_before, e.level_after, e.order_value::text, e.total_spent::text, e.note,
    coalesce(nullif(u.full_name, ''), u.email), j.id, f.file_name, e.created_at
  from public.alert_events e
  left join public.user_profiles u on u.user_id = e.acted_by
  left join public.import_jobs j on j.organization_id = e.organization_id and j.id = coalesce(e.import_job_id, (e.facts ->> 'import')::uuid)
  left join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
  where e.organization_id = $1 and e.alert_id = $2
  order by e.id
$function$;

grant execute on function "public"."alert_timeline"(uuid, bigint) to "authenticated", "postgres", "service_role";

comment on function "public"."alert_timeline"(uuid, bigint) is 'The steps of an alert, oldest first: why, who or which import, the figures at that time, the note. Money as text.';

revoke all on function "public"."alert_timeline"(uuid, bigint) from public;

-- schemas/public/functions/cancel_email_change.sql
create or replace function public.cancel_email_change()
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  delete from private.email_changes c where c.user_id = (select private.my_user_id());
  if found then
    perform private.audit_own_account('user.email_change_canceled');
  end if;
end;
$function$;

grant execute on function "public"."cancel_email_change"() to "authenticated", "postgres", "service_role";

comment on function "public"."cancel_email_change"() is 'The signed-in user keeps their address; the mailed link is void.';

revoke all on function "public"."cancel_email_change"() from public;

-- schemas/public/functions/cancel_import.sql
create or replace function public.cancel_import (
  import_id uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  job public.import_jobs := private.import_for($1);
begin
  -- Its rows are in the database: canceled would say that they are not.
  if job.phase = 'undoing' then
    raise exception 'This import is being undone; that can no longer be stopped.' using errcode = 'AE409';
  end if;
  if job.status not in ('pending', 'processing', 'awaiting_mapping', 'awaiting_confirmation', 'failed') then
    raise exception 'This import can no longer be canceled (it is %).', replace(job.status::text, '_', ' ') using errcode = 'AE409';
  end if;
  update public.import_jobs j set status = 'canceled', finished_at = now(), lease_token = null where j.id = job.id;
  perform private.audit(job.organization_id, 'import.canceled', 'import', job.id::text, jsonb_build_object('status', job.status));
end;
$function$;

grant execute on function "public"."cancel_import"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."cancel_import"(uuid) is 'A member drops an import that is not applied. The worker notices and clears what was staged.';

revoke all on function "public"."cancel_import"(uuid) from public;

-- schemas/public/functions/change_member_role.sql
create or replace function public.change_member_role (
  organization_id uuid,
  user_id         uuid,
  role            public.member_role
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
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
$function$;

grant execute on function "public"."change_member_role"(uuid, uuid, public.member_role) to "authenticated", "postgres", "service_role";

comment on function "public"."change_member_role"(uuid, uuid, public.member_role) is 'An admin makes a member an admin, or an admin a member.';

revoke all on function "public"."change_member_role"(uuid, uuid, public.member_role) from public;

-- schemas/public/functions/choose_import_mapping.sql
create or replace function public.choose_import_mapping (
  import_id          uuid,
  columns            jsonb,
  date_order         text  default null::text,
  decimal_convention text  default null::text
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  job public.import_jobs := private.job_to_read($1);
  twice text;
begin
  if job.type is null then
    raise exception 'Say first which kind of export this file is.' using errcode = 'AE422';
  end if;
  if $2 is null or jsonb_typeof($2) <> 'object' or length($2::text) > 200000
    or exists (select 1 from jsonb_each($2) c where jsonb_typeof(c.value) not in ('string', 'null')) then
    raise exception 'The columns are not described correctly. Reload the page and try again.' using errcode = 'AE422';
  end if;
  if coalesce($3, 'auto') not in ('auto', 'dmy', 'mdy') or coalesce($4, 'auto') not in ('auto', 'point', 'comma') then
    raise exception 'Dates are day first or month first, and cents follow a point or a comma.' using errcode = 'AE422';
  end if;
  select c.value into twice from jsonb_each_text($2) c where c.value is not null group by c.value having count(*) > 1 limit 1;
  if twice is not null then
    raise exception 'Two columns are taken as “%”. Each field can come from one column only.', replace(twice, '_', ' ') using errcode = 'AE422';
  end if;
  insert into public.import_mappings as m (organization_id, type, columns, date_order, decimal_convention, updated_by)
  values (job.organization_id, job.type, $2, coalesce($3, 'auto'), coalesce($4, 'auto'), (select auth.uid()))
  on conflict on constraint import_mappings_pkey do update
    set columns = m.columns || excluded.columns, date_order = coalesce($3, m.date_order),
      decimal_convention = coalesce($4, m.decimal_convention), updated_by = excluded.updated_by, updated_at = now();
  perform private.read_again(job.id, jsonb_strip_nulls(jsonb_build_object(
    'type', job.reading -> 'type', 'sheet', job.reading -> 'sheet', 'delimiter', job.reading -> 'delimiter', 'encoding', job.reading -> 'encoding',
    'date_order', nullif(coalesce($3, job.reading ->> 'date_order'), 'auto'),
    'decimal_convention', nullif(coalesce($4, job.reading ->> 'decimal_convention'), 'auto'))) || jsonb_build_object('columns', $2));
  perform private.audit(job.organization_id, 'import.mapping_chosen', 'import', job.id::text, null,
    jsonb_build_object('type', job.type, 'columns', $2, 'date_order', $3, 'decimal_convention', $4));
end;
$function$;

grant execute on function "public"."choose_import_mapping"(uuid, jsonb, text, text) to "authenticated", "postgres", "service_role";

comment on function "public"."choose_import_mapping"(uuid, jsonb, text, text) is 'A member says which field each column of a file fills (normalised header to field or null) and how its dates and amounts are written. Remembered for the next file; the file is read anew. Null leaves a convention as it is.';

revoke all on function "public"."choose_import_mapping"(uuid, jsonb, text, text) from public;

-- schemas/public/functions/choose_import_options.sql
create or replace function public.choose_import_options (
  import_id     uuid,
  mode          public.import_mode,
  repeat_policy public.repeat_policy,
  shown_version integer
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  job public.import_jobs := private.import_for($1);
begin
  job := private.import_as_shown(job.id, $4);
  if job.status <> 'awaiting_confirmation' then
    raise exception 'Options can be chosen only while the preview is open.' using errcode = 'AE409';
  end if;
  update public.import_jobs j set mode = $2, repeat_policy = $3, status = 'pending', phase = 'comparing', progress = 0 where j.id = job.id;
  if job.type is not null and $3 is distinct from job.repeat_policy then
    insert into public.import_mappings as m (organization_id, type, repeat_policy, updated_by)
    values (job.organization_id, job.type, $3, (select auth.uid()))
    on conflict on constraint import_mappings_pkey do update
      set repeat_policy = excluded.repeat_policy, updated_by = excluded.updated_by, updated_at = now();
  end if;
end;
$function$;

grant execute on function "public"."choose_import_options"(uuid, public.import_mode, public.repeat_policy, integer) to "authenticated", "postgres", "service_role";

comment on function "public"."choose_import_options"(uuid, public.import_mode, public.repeat_policy, integer) is 'Full snapshot or incremental, and what repeated keys mean, in answer to the preview that was shown; it is computed again. The second answer is remembered.';

revoke all on function "public"."choose_import_options"(uuid, public.import_mode, public.repeat_policy, integer) from public;

-- schemas/public/functions/choose_import_reading.sql
create or replace function public.choose_import_reading (
  import_id uuid,
  type      public.import_type default null::public.import_type,
  sheet     text               default null::text,
  delimiter text               default null::text,
  encoding  text               default null::text
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  job public.import_jobs := private.job_to_read($1);
  decided jsonb := jsonb_strip_nulls(jsonb_build_object('type', $2, 'sheet', nullif($3, ''), 'delimiter', nullif($4, ''), 'encoding', nullif($5, '')));
begin
  if coalesce(nullif($4, ''), ',') not in (',', ';', E'\t', '|')
    or coalesce(nullif($5, ''), 'utf-8') not in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252') or length($3) > 255 then
    raise exception 'A file cannot be read in this way. Reload the page and try again.' using errcode = 'AE422';
  end if;
  -- Other columns may come of it, so what was said about the columns of this file no longer holds.
  update public.import_jobs j set type = $2 where j.id = job.id;
  perform private.read_again(job.id, decided);
  perform private.audit(job.organization_id, 'import.reading_chosen', 'import', job.id::text, job.reading - 'columns',
    decided);
end;
$function$;

grant execute on function "public"."choose_import_reading"(uuid, public.import_type, text, text, text) to "authenticated", "postgres", "service_role";

comment on function "public"."choose_import_reading"(uuid, public.import_type, text, text, text) is 'A member says which export a file is, which sheet counts, and how a CSV file is written; null and blank mean: as found in the file. It is read anew.';

revoke all on function "public"."choose_import_reading"(uuid, public.import_type, text, text, text) from public;

-- schemas/public/functions/comment_alert.sql
create or replace function public.comment_alert (
  alert_id bigint,
  note     text
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  was public.alerts := private.alert_for($1, false);
begin
  if length(btrim(coalesce($2, ''))) = 0 then
    raise exception 'Write a comment.' using errcode = 'AE422';
  end if;
  perform private.record_alert_step(was, 'commented', left(btrim($2), 2000));
end;
$function$;

grant execute on function "public"."comment_alert"(bigint, text) to "authenticated", "postgres", "service_role";

comment on function "public"."comment_alert"(bigint, text) is 'A member adds a note to the story of an alert, which stays as it is.';

revoke all on function "public"."comment_alert"(bigint, text) from public;

-- schemas/public/functions/confirm_email_change.sql
create or replace function public.confirm_email_change (
  token_hash bytea
)
  returns text
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  me uuid := (select private.my_user_id());
  wish private.email_changes;
  present text;
begin
  delete from private.email_changes c where c.token_hash = $1 and c.user_id = me and c.expires_at > now() returning * into wish;
  if wish.user_id is null then
    raise exception 'This link does not work: it was used, replaced by a newer one, is more than an hour old, or belongs to another account.'
      using errcode = 'AE404';
  end if;
  select lower(u.email) into present from auth.users u where u.id = me for update;
  -- Whoever signed up with this address and never proved its mailbox has shown less than the person at hand.
  if private.auth_account(wish.new_email) <> me then
    raise exception 'This address got an account of its own meanwhile. Choose another address.' using errcode = 'AE409';
  end if;
  perform private.move_auth_account(me, wish.new_email);
  update public.user_profiles p set email = wish.new_email where p.user_id = me;
  -- What waits for this person goes to where they are now.
  update public.email_outbox e set recipient = wish.new_email
  where e.recipient = present and e.status = 'pending' and e.provider is null and e.kind in ('import_alerts', 'import_failed')
    and e.organization_id in (select private.my_organization_ids());
  perform private.queue_account_mail('account_notice', present,
    jsonb_build_object('notice', 'email_changed', 'newEmail', wish.new_email));
  perform private.audit_account(me, 'user.email_changed', jsonb_build_object('email', present), jsonb_build_object('email', wish.new_email));
  perform private.end_sessions_but(me, (auth.jwt() ->> 'session_id')::uuid, 'email_changed');
  return wish.new_email;
end;
$function$;

grant execute on function "public"."confirm_email_change"(bytea) to "authenticated", "postgres", "service_role";

comment on function "public"."confirm_email_change"(bytea) is 'The signed-in user shows the token that was mailed to the address they wished for, which is theirs from then on. Works once; ends their other sessions. Returns the address.';

revoke all on function "public"."confirm_email_change"(bytea) from public;

-- schemas/public/functions/confirm_import.sql
create or replace function public.confirm_import (
  import_id     uuid,
  shown_version integer,
  mode          public.import_mode,
  repeat_policy public.repeat_policy
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  job public.import_jobs := private.import_for($1);
begin
  perform private.begin_apply(job.id, (select auth.uid()), $2, $3, $4);
end;
$function$;

grant execute on function "public"."confirm_import"(uuid, integer, public.import_mode, public.repeat_policy) to "authenticated", "postgres", "service_role";

comment on function "public"."confirm_import"(uuid, integer, public.import_mode, public.repeat_policy) is 'A member accepts the preview that they saw, with the answers on their screen; the worker applies it.';

revoke all on function "public"."confirm_import"(uuid, integer, public.import_mode, public.repeat_policy) from public;

-- schemas/public/functions/create_api_token.sql
create or replace function public.create_api_token (
  organization_id uuid,
  name            text,
  token_hash      bytea,
  prefix          text,
  scopes          text[],
  expires_at      timestamp with time zone default null::timestamp with time zone
)
  returns uuid
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  new_id uuid;
begin
  if $1 not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  if $6 <= now() then
    raise exception 'A token must expire in the future.' using errcode = 'AE422';
  end if;
  -- Counted under a lock, so that many at once can't slip through.
  perform 1 from public.organizations o where o.id = $1 for no key update;
  if (select count(*) from public.api_tokens t where t.organization_id = $1 and t.revoked_at is null) >= 20 then
    raise exception 'An organization has at most 20 API tokens. Revoke one first.' using errcode = 'AE429';
  end if;
  insert into public.api_tokens (organization_id, name, token_hash, prefix, scopes, created_by, expires_at)
  values ($1, btrim($2), $3, $4, $5, (select auth.uid()), $6)
  returning id into new_id;
  perform private.audit($1, 'api_token.created', 'api_token', new_id::text, null,
    jsonb_build_object('name', btrim($2), 'prefix', $4, 'scopes', $5, 'expires_at', $6));
  return new_id;
end;
$function$;

grant execute on function "public"."create_api_token"(uuid, text, bytea, text, text[], timestamp with time zone) to "authenticated", "postgres", "service_role";

comment on function "public"."create_api_token"(uuid, text, bytea, text, text[], timestamp with time zone) is 'An admin makes a key for scripts. Takes the SHA-256 of a token that the server made up; returns the id.';

revoke all on function "public"."create_api_token"(uuid, text, bytea, text, text[], timestamp with time zone) from public;

-- schemas/public/functions/create_organization.sql
create or replace function public.create_organization (
  name text
)
  returns uuid
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  me record;
begin
  select u.id, lower(u.email) as email into me from auth.users u where u.id = (select private.my_user_id());
  if me.id is null then
    raise exception 'Sign in first.' using errcode = 'AE403';
  end if;
  -- One at a time for one person: what is counted below holds until the commit. Key 3 is the turn of a person.
  perform pg_advisory_xact_lock(hashtextextended(me.id::text, 3));
  if (select count(*) from public.organization_members m where m.user_id = me.id and m.role = 'admin') >= 20 then
    raise exception 'One account can set up at most 20 organizations.' using errcode = 'AE429';
  end if;
  return private.create_organization_for(me.id, me.email, '', $1);
end;
$function$;

grant execute on function "public"."create_organization"(text) to "authenticated", "postgres", "service_role";

comment on function "public"."create_organization"(text) is 'Makes an organization whose first admin is the signed-in user. Returns its id.';

revoke all on function "public"."create_organization"(text) from public;

-- schemas/public/functions/dashboard_summary.sql
create or replace function public.dashboard_summary (
  organization_id uuid
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  select jsonb_build_object(
    'today', d.today,
    'orders', coalesce(f.orders, private.dashboard_orders($1)),
    'week_ago', private.dashboard_week_ago($1),
    'billing', coalesce(f.billing, private.dashboard_billing($1, d.today)),
    'stages', coalesce(f.stages, private.dashboard_stages($1, d.today)),
    'attention', private.dashboard_attention($1),
    'orphans', coalesce(f.orphans, private.dashboard_orphans($1)),
    'worst_orders', private.dashboard_worst_orders($1),
    'recent_surveys', private.dashboard_recent_surveys($1),
    'imported', jsonb_build_object(
      'purchase_orders', (select max(j.finished_at) from public.import_jobs j
        where j.organization_id = $1 and j.status = 'succeeded' and j.type = 'purchase_orders'),
      'quantity_surveys', (select max(j.finished_at) from public.import_jobs j
        where j.organization_id = $1 and j.status = 'succeeded' and j.type = 'quantity_surveys'))
  )
  from (select o.data_version, (now() at time zone o.time_zone)::date as today from public.organizations o where o.id = $1) d
  left join public.organization_figures f on f.organization_id = $1 and f.data_version = d.data_version and f.day = d.today
    and f.made_by = private.figures_made_by()
$function$;

grant execute on function "public"."dashboard_summary"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."dashboard_summary"(uuid) is 'Everything on the dashboard of one organization, by its own calendar day. Money as text. Null for a stranger.';

revoke all on function "public"."dashboard_summary"(uuid) from public;

-- schemas/public/functions/deactivate_member.sql
create or replace function public.deactivate_member (
  organization_id uuid,
  user_id         uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
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
$function$;

grant execute on function "public"."deactivate_member"(uuid, uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."deactivate_member"(uuid, uuid) is 'An admin shuts a person out; their sessions see nothing of the organization from then on.';

revoke all on function "public"."deactivate_member"(uuid, uuid) from public;

-- schemas/public/functions/delete_account.sql
create or replace function public.delete_account (
  proof uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  me uuid := (select private.my_user_id());
  address text := (select lower(u.email) from auth.users u where u.id = me);
  mine uuid[];
  organization uuid;
  needing text;
begin
  if address is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  perform private.spend_password_proof($1);
  -- Everybody takes these turns in the same order; what is decided below holds until the commit.
  for organization in select m.organization_id from public.organization_members m where m.user_id = me order by 1 loop
    perform private.lock_people(organization);
  end loop;
  perform from public.user_profiles p where p.user_id = me for update;
  mine := array(select m.organization_id from public.organization_members m where m.user_id = me order by 1);
  select string_agg(o.name, ', ' order by o.name) into needing from public.organizations o where o.id in (select private.last_admin_in(me));
  if needing is not null then
    raise exception 'You are the last active admin of %. Make somebody else an admin there first.', left(needing, 400) using errcode = 'AE409';
  end if;
  perform private.forget_person(me, address);
  perform private.queue_account_mail('account_notice', address, jsonb_build_object('notice', 'account_deleted'));
  -- By the id alone: what the log says stays for ever.
  foreach organization in array case when mine = '{}' then array[null::uuid] else mine end loop
    perform private.audit(organization, 'user.account_deleted', 'user', me::text);
  end loop;
end;
$function$;

grant execute on function "public"."delete_account"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."delete_account"(uuid) is 'The signed-in user, who has just proved their password, ends their account, unless an organization would be left without an active admin.';

revoke all on function "public"."delete_account"(uuid) from public;

-- schemas/public/functions/end_other_sessions.sql
create or replace function public.end_other_sessions()
  returns integer
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  me uuid := (select private.my_user_id());
  others public.user_sessions[];
begin
  if me is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  others := array(
    select s from public.user_sessions s
    where s.user_id = me and s.ended_at is null and s.id is distinct from (auth.jwt() ->> 'session_id')::uuid
    for update);
  perform private.end_sessions_but(me, (auth.jwt() ->> 'session_id')::uuid, 'ended_by_user');
  if cardinality(others) > 0 then
    perform private.audit_account(me, 'user.sessions_ended',
      jsonb_build_object('sessions', (select jsonb_agg(private.session_facts(o)) from unnest(others) o)));
  end if;
  return cardinality(others);
end;
$function$;

grant execute on function "public"."end_other_sessions"() to "authenticated", "postgres", "service_role";

comment on function "public"."end_other_sessions"() is 'The signed-in user ends all of their sessions but the one that asks. Returns how many there were.';

revoke all on function "public"."end_other_sessions"() from public;

-- schemas/public/functions/end_session.sql
create or replace function public.end_session (
  session uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  me uuid := (select private.my_user_id());
  known public.user_sessions;
begin
  select s.* into known from public.user_sessions s where s.id = $1 and s.user_id = me and s.ended_at is null for update;
  if known.id is null then
    raise exception 'This session is over already.' using errcode = 'AE404';
  end if;
  perform private.end_sessions(array[known.id], 'ended_by_user');
  perform private.audit_account(me, 'user.session_ended', private.session_facts(known));
end;
$function$;

grant execute on function "public"."end_session"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."end_session"(uuid) is 'The signed-in user ends one of their own sessions, also on a device that is out of reach. It opens nothing from then on.';

revoke all on function "public"."end_session"(uuid) from public;

-- schemas/public/functions/export_own_data.sql
create or replace function public.export_own_data()
  returns text
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  me uuid := (select private.my_user_id());
  address text := (select lower(u.email) from auth.users u where u.id = me);
begin
  if address is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  perform private.audit_own_account('user.data_exported');
  return jsonb_pretty(jsonb_build_object('exported_at', now())
    || private.own_account_data(me) || private.own_mail_data(me, address) || private.own_deeds_data(me));
end;
$function$;

grant execute on function "public"."export_own_data"() to "authenticated", "postgres", "service_role";

comment on function "public"."export_own_data"() is 'Everything that AESTrak keeps about the signed-in user, as the text of one JSON object, and the record that they took it.';

revoke all on function "public"."export_own_data"() from public;

-- schemas/public/functions/forget_import_mapping.sql
create or replace function public.forget_import_mapping (
  import_id uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  job public.import_jobs := private.job_to_read($1);
  forgotten jsonb;
begin
  select jsonb_build_object('columns', m.columns, 'date_order', m.date_order, 'decimal_convention', m.decimal_convention) into forgotten
  from public.import_mappings m where m.organization_id = job.organization_id and m.type = job.type;
  update public.import_mappings m set columns = '{}', date_order = 'auto', decimal_convention = 'auto',
    updated_by = (select auth.uid()), updated_at = now()
  where m.organization_id = job.organization_id and m.type = job.type;
  perform private.read_again(job.id, job.reading - array['columns', 'date_order', 'decimal_convention']);
  perform private.audit(job.organization_id, 'import.mapping_forgotten', 'import', job.id::text, forgotten);
end;
$function$;

grant execute on function "public"."forget_import_mapping"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."forget_import_mapping"(uuid) is 'A member drops what is remembered about the columns, dates and amounts of this kind of export; the file is read anew by its own words.';

revoke all on function "public"."forget_import_mapping"(uuid) from public;

-- schemas/public/functions/former_member_names.sql
create or replace function public.former_member_names (
  for_organization uuid
)
  returns table (
    user_id text,
    name    text
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  select distinct on (l.entity_id) l.entity_id, coalesce(nullif(l.before ->> 'full_name', ''), l.before ->> 'email')
  from public.audit_logs l
  where l.organization_id = $1 and l.action in ('member.removed', 'member.left')
    and coalesce(nullif(l.before ->> 'full_name', ''), l.before ->> 'email') is not null
  order by l.entity_id, l.entry_number desc
$function$;

grant execute on function "public"."former_member_names"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."former_member_names"(uuid) is 'Everybody who has left an organization or was removed, with their last name there; for who may read its audit log.';

revoke all on function "public"."former_member_names"(uuid) from public;

-- schemas/public/functions/import_changes_page.sql
create or replace function public.import_changes_page (
  for_organization uuid,
  of_import        uuid,
  search           text    default ''::text,
  kind             text    default ''::text,
  from_change      bigint  default null::bigint,
  backwards        boolean default false,
  page_size        integer default 25
)
  returns table (
    id                bigint,
    type              public.import_type,
    entity_id         bigint,
    entity_key        text,
    purchase_order_no text,
    action            text,
    fields            jsonb,
    matching          integer
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  with wanted as not materialized (
    select c.* from public.import_changes c
    where c.organization_id = for_organization and c.import_job_id = of_import
      and (btrim(search) = '' or position(lower(btrim(search)) in lower(c.purchase_order_no)) > 0)
      and case
        when kind in ('changed', 'withdrawn', 'restored', 'linked') then c.action = kind
        when kind = 'raised' then c.type = 'purchase_orders' and (c.after ->> 'order_value')::numeric > (c.before ->> 'order_value')::numeric
        when kind = 'cut' then c.type = 'purchase_orders' and (c.after ->> 'order_value')::numeric < (c.before ->> 'order_value')::numeric
        when kind in ('rose', 'fell') then exists (
          select 1 from public.import_effects e
          where e.organization_id = for_organization and e.import_job_id = of_import and e.purchase_order_no = c.purchase_order_no
            and case kind when 'rose' then e.level_after > e.level_before else e.level_after < e.level_before end)
        else true
      end
  ), page as (
    (select w.* from wanted w
     where not backwards and (from_change is null or w.id > from_change)
     order by w.id limit page_size)
    union all
    (select w.* from wanted w
     where backwards and w.id < from_change
     order by w.id desc limit page_size)
  )
  select p.id, p.type, p.entity_id, p.entity_key, p.purchase_order_no, p.action,
    (select coalesce(jsonb_agg(jsonb_build_object('field', coalesce(b.key, a.key), 'before', b.value, 'after', a.value)
       order by coalesce(b.key, a.key)), '[]'::jsonb)
     from jsonb_each_text(p.before) b full join jsonb_each_text(p.after) a on a.key = b.key
     where a.value is distinct from b.value),
    (select count(*)::integer from wanted)
  from page p
  order by p.id
$function$;

grant execute on function "public"."import_changes_page"(uuid, uuid, text, text, bigint, boolean, integer) to "authenticated", "postgres", "service_role";

comment on function "public"."import_changes_page"(uuid, uuid, text, text, bigint, boolean, integer) is 'One page of what an import changed: per row its fields as [{field, before, after}], every value as text. kind: changed, withdrawn, restored, linked, raised, cut (order value), rose, fell (level of its order), or blank. matching counts all that are found.';

revoke all on function "public"."import_changes_page"(uuid, uuid, text, text, bigint, boolean, integer) from public;

-- schemas/public/functions/import_effects_page.sql
create or replace function public.import_effects_page (
  for_organization uuid,
  of_import        uuid,
  search           text    default ''::text,
  kind             text    default ''::text,
  from_effect      bigint  default null::bigint,
  backwards        boolean default false,
  page_size        integer default 25
)
  returns table (
    id                 bigint,
    purchase_order_no  text,
    purchase_order_id  bigint,
    is_new_order       boolean,
    order_value_before text,
    order_value_after  text,
    spent_before       text,
    spent_after        text,
    level_before       public.utilization_level,
    level_after        public.utilization_level,
    new_count          integer,
    changed_count      integer,
    withdrawn_count    integer,
    alert_step         text,
    matching           integer
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  with wanted as materialized (
    select e.* from public.import_effects e
    where e.organization_id = for_organization and e.import_job_id = of_import
      and position(lower(btrim(search)) in lower(e.purchase_order_no)) > 0
      and case kind
        when 'new' then e.new_count > 0
        when 'changed' then e.changed_count > 0
        when 'withdrawn' then e.withdrawn_count > 0
        when 'raised' then e.order_value_after > e.order_value_before
        when 'cut' then e.order_value_after < e.order_value_before
        when 'rose' then e.level_after > e.level_before
        when 'fell' then e.level_after < e.level_before
        else true
      end
  ), mark as (
    select c.money_effect, c.id from public.import_effects c
    where c.organization_id = for_organization and c.import_job_id = of_import and c.id = from_effect
  ), page as (
    (select w.* from wanted w
     where not backwards and (from_effect is null or (w.money_effect, -w.id) < (select m.money_effect, -m.id from mark m))
     order by w.money_effect desc, w.id limit page_size)
    union all
    (select w.* from wanted w
     where backwards and (w.money_effect, -w.id) > (select m.money_effect, -m.id from mark m)
     order by w.money_effect, w.id desc limit page_size)
  )
  select p.id, p.purchase_order_no, po.id, p.is_new_order, p.order_value_before::text, p.order_value_after::text,
    p.spent_before::text, p.spent_after::text, p.level_before, p.level_after,
    p.new_count, p.changed_count, p.withdrawn_count, p.alert_step, (select count(*)::integer from wanted)
  from page p
  left join public.purchase_orders po on po.organization_id = p.organization_id and po.purchase_order_no = p.purchase_order_no
  order by p.money_effect desc, p.id
$function$;

grant execute on function "public"."import_effects_page"(uuid, uuid, text, text, bigint, boolean, integer) to "authenticated", "postgres", "service_role";

comment on function "public"."import_effects_page"(uuid, uuid, text, text, bigint, boolean, integer) is 'One page of an import''s effects by purchase order, behind (or backwards: before) the given one. kind: new, changed, withdrawn (rows), raised, cut (order value), rose, fell (level), or blank. Money as text; matching counts all that are found.';

revoke all on function "public"."import_effects_page"(uuid, uuid, text, text, bigint, boolean, integer) from public;

-- schemas/public/functions/import_history.sql
create or replace function public.import_history (
  for_organization uuid,
  from_import      uuid    default null::uuid,
  backwards        boolean default false,
  page_size        integer default 25
)
  returns table (
    id              uuid,
    created_at      timestamp with time zone,
    file_name       text,
    type            public.import_type,
    mode            public.import_mode,
    status          public.import_status,
    phase           public.import_phase,
    created_by_name text,
    row_count       integer,
    new_count       integer,
    changed_count   integer,
    unchanged_count integer,
    orphan_count    integer,
    withdrawn_count integer,
    error_count     integer,
    money_before    text,
    money_after     text
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  with mark as (
    select c.created_at, c.id from public.import_jobs c where c.organization_id = for_organization and c.id = from_import
  ), page as (
    (select j.* from public.import_jobs j
     where not backwards and j.organization_id = for_organization
       and (from_import is null or (j.created_at, j.id) < (select m.created_at, m.id from mark m))
     order by j.created_at desc, j.id desc limit page_size)
    union all
    (select j.* from public.import_jobs j
     where backwards and j.organization_id = for_organization
       and (j.created_at, j.id) > (select m.created_at, m.id from mark m)
     order by j.created_at, j.id limit page_size)
  )
  select p.id, p.created_at, f.file_name, p.type, p.mode, p.status, p.phase, coalesce(nullif(u.full_name, ''), u.email),
    p.row_count, p.new_count, p.changed_count, p.unchanged_count, p.orphan_count, p.withdrawn_count, p.error_count,
    p.money_before::text, p.money_after::text
  from page p
  join public.import_files f on f.organization_id = p.organization_id and f.id = p.file_id
  left join public.user_profiles u on u.user_id = p.created_by
  order by p.created_at desc, p.id desc
$function$;

grant execute on function "public"."import_history"(uuid, uuid, boolean, integer) to "authenticated", "postgres", "service_role";

comment on function "public"."import_history"(uuid, uuid, boolean, integer) is 'One page of an organization''s imports, newest first, behind (or backwards: before) the given import. Money as text.';

revoke all on function "public"."import_history"(uuid, uuid, boolean, integer) from public;

-- schemas/public/functions/import_orphans_page.sql
create or replace function public.import_orphans_page (
  for_organization uuid,
  of_import        uuid,
  search           text    default ''::text,
  from_order       text    default null::text,
  backwards        boolean default false,
  page_size        integer default 25
)
  returns table (
    id           text,
    survey_count integer,
    total        text,
    matching     integer
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  with wanted as materialized (
    select o.purchase_order_no as no, o.survey_count, o.total, abs(o.total) as amount from public.import_orphans o
    where o.organization_id = for_organization and o.import_job_id = of_import
      and position(lower(btrim(search)) in lower(o.purchase_order_no)) > 0
  ), mark as (
    select w.amount, w.no from wanted w where w.no = from_order
  ), page as (
    (select w.* from wanted w
     where not backwards and (from_order is null or exists (
       select 1 from mark m where w.amount < m.amount or (w.amount = m.amount and w.no > m.no)))
     order by w.amount desc, w.no limit page_size)
    union all
    (select w.* from wanted w
     where backwards and exists (select 1 from mark m where w.amount > m.amount or (w.amount = m.amount and w.no < m.no))
     order by w.amount, w.no desc limit page_size)
  )
  select p.no, p.survey_count, p.total::text, (select count(*)::integer from wanted)
  from page p order by p.amount desc, p.no
$function$;

grant execute on function "public"."import_orphans_page"(uuid, uuid, text, text, boolean, integer) to "authenticated", "postgres", "service_role";

comment on function "public"."import_orphans_page"(uuid, uuid, text, text, boolean, integer) is 'One page of the unknown purchase orders of an import (id is their number), the largest amounts first, behind (or backwards: before) the given one. Money as text; matching counts all that the search finds.';

revoke all on function "public"."import_orphans_page"(uuid, uuid, text, text, boolean, integer) from public;

-- schemas/public/functions/import_planned_changes_page.sql
create or replace function public.import_planned_changes_page (
  for_organization uuid,
  of_import        uuid,
  search           text    default ''::text,
  kind             text    default ''::text,
  from_change      bigint  default null::bigint,
  backwards        boolean default false,
  page_size        integer default 25
)
  returns table (
    id                bigint,
    type              public.import_type,
    entity_id         bigint,
    entity_key        text,
    purchase_order_no text,
    action            text,
    fields            jsonb,
    matching          integer
  )
  language plpgsql
  stable
  security definer
  set search_path to ''
  AS $function$
declare
  type_of_import public.import_type;
  suffix text := replace(of_import::text, '-', '');
begin
  select j.type into type_of_import from public.import_jobs j
  where j.id = of_import and j.organization_id = for_organization and j.organization_id in (select private.my_organization_ids())
    and j.status = 'awaiting_confirmation';
  if type_of_import is null then
    return;
  end if;
  return query execute format($query$
    with wanted as materialized (
      select d.* from staging.%1$I d
      where d.action <> 'new'
        and (btrim($3) = '' or position(lower(btrim($3)) in lower(d.purchase_order_no)) > 0)
        and case
          when $4 in ('changed', 'withdrawn', 'restored') then d.action = $4
          when $4 = 'linked' then false
          when $4 = 'raised' then $7 = 'purchase_orders' and d.value_after > d.value_before
          when $4 = 'cut' then $7 = 'purchase_orders' and d.value_after < d.value_before
          when $4 in ('rose', 'fell') then exists (
            select 1 from public.import_effects e
            where e.organization_id = $1 and e.import_job_id = $2 and e.purchase_order_no = d.purchase_order_no
              and case $4 when 'rose' then e.level_after > e.level_before else e.level_after < e.level_before end)
          else true
        end
    ), page as materialized (
      (select w.* from wanted w where not $6 and ($5 is null or w.entity_id > $5) order by w.entity_id limit least(greatest($8, 1), 50000))
      union all
      (select w.* from wanted w where $6 and w.entity_id < $5 order by w.entity_id desc limit least(greatest($8, 1), 50000))
    )
    select p.entity_id, $7, p.entity_id, coalesce(p.qs_number || case when p.part_no > 1 then ' / ' || p.part_no else '' end, p.purchase_order_no),
      p.purchase_order_no::text, p.action,
      (select coalesce(jsonb_agg(jsonb_build_object('field', b.key, 'before', b.value, 'after', a.value) order by b.key), '[]'::jsonb)
       from jsonb_each_text(to_jsonb(e)) b join jsonb_each_text(to_jsonb(s) - '{row_number,content_hash}'::text[]) a on a.key = b.key
       where a.value is distinct from b.value),
      (select count(*)::integer from wanted)
    from page p
    join public.%2$I e on e.organization_id = $1 and e.id = p.entity_id
    left join staging.%3$I s on s.row_number = p.row_number
    order by p.entity_id
  $query$, 'differences_' || suffix, type_of_import, 'rows_' || suffix)
  using for_organization, of_import, search, kind, from_change, backwards, type_of_import, page_size;
exception
  -- Confirmed or canceled this very moment, and cleared.
  when undefined_table then return;
end;
$function$;

grant execute on function "public"."import_planned_changes_page"(uuid, uuid, text, text, bigint, boolean, integer) to "authenticated", "postgres", "service_role";

comment on function "public"."import_planned_changes_page"(uuid, uuid, text, text, bigint, boolean, integer) is 'One page of what an import that waits for its confirmation would change in known rows, as import_changes_page tells it of one that was applied.';

revoke all on function "public"."import_planned_changes_page"(uuid, uuid, text, text, bigint, boolean, integer) from public;

-- schemas/public/functions/import_row_errors_page.sql
create or replace function public.import_row_errors_page (
  for_organization uuid,
  of_import        uuid,
  from_error       bigint  default null::bigint,
  backwards        boolean default false,
  page_size        integer default 25
)
  returns table (
    id            bigint,
    row_number    integer,
    column_letter text,
    header        text,
    value         text,
    reason        text,
    matching      integer
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  with mark as (
    select c.row_number, c.id from public.import_row_errors c
    where c.organization_id = for_organization and c.import_job_id = of_import and c.id = from_error
  ), page as (
    (select e.* from public.import_row_errors e
     where not backwards and e.organization_id = for_organization and e.import_job_id = of_import
       and (from_error is null or (e.row_number, e.id) > (select m.row_number, m.id from mark m))
     order by e.row_number, e.id limit page_size)
    union all
    (select e.* from public.import_row_errors e
     where backwards and e.organization_id = for_organization and e.import_job_id = of_import
       and (e.row_number, e.id) < (select m.row_number, m.id from mark m)
     order by e.row_number desc, e.id desc limit page_size)
  )
  select p.id, p.row_number, p.column_letter, p.header, p.value, p.reason,
    (select count(*)::integer from public.import_row_errors a where a.organization_id = for_organization and a.import_job_id = of_import)
  from page p
  order by p.row_number, p.id
$function$;

grant execute on function "public"."import_row_errors_page"(uuid, uuid, bigint, boolean, integer) to "authenticated", "postgres", "service_role";

comment on function "public"."import_row_errors_page"(uuid, uuid, bigint, boolean, integer) is 'One page of what was wrong in a file, by sheet row, behind (or backwards: before) the given fault. matching counts all faults.';

revoke all on function "public"."import_row_errors_page"(uuid, uuid, bigint, boolean, integer) from public;

-- schemas/public/functions/invite_member.sql
create or replace function public.invite_member (
  organization_id uuid,
  email           text,
  role            public.member_role
)
  returns uuid
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  address text := lower(btrim($2));
  token text := private.new_invitation_token();
  earlier public.invitations;
  invitation public.invitations;
begin
  perform private.require_people_admin($1);
  if length(address) > 254 or address !~ '^[^@\s[:cntrl:]]+@[^@\s[:cntrl:]]+$' then
    raise exception '% is not an e-mail address.', left(address, 60) using errcode = 'AE422';
  end if;
  if exists (select from public.organization_members m join public.user_profiles p on p.user_id = m.user_id
      where m.organization_id = $1 and m.status = 'active' and p.email = address) then
    raise exception '% belongs to this organization already.', address using errcode = 'AE409';
  end if;
  select i.* into earlier from public.invitations i
  where i.organization_id = $1 and i.email = address and i.accepted_at is null and i.revoked_at is null for update;
  if earlier.expires_at > now() then
    raise exception '% is invited already. To send the mail once more, use Resend.', address using errcode = 'AE409';
  end if;
  update public.invitations i set revoked_at = now() where i.id = earlier.id;
  perform private.require_free_seat($1, true);
  insert into public.invitations (organization_id, email, role, token_hash, invited_by)
  values ($1, address, coalesce($3, 'member'), sha256(convert_to(token, 'UTF8')), (select auth.uid()))
  returning * into invitation;
  perform private.mail_invitation(invitation, token);
  perform private.audit($1, 'invitation.sent', 'invitation', invitation.id::text, null,
    jsonb_build_object('email', invitation.email, 'role', invitation.role, 'expires_at', invitation.expires_at));
  return invitation.id;
end;
$function$;

grant execute on function "public"."invite_member"(uuid, text, public.member_role) to "authenticated", "postgres", "service_role";

comment on function "public"."invite_member"(uuid, text, public.member_role) is 'An admin invites an address; the token goes out by mail and is known to nobody else. Refused without a free seat. Returns the invitation''s id.';

revoke all on function "public"."invite_member"(uuid, text, public.member_role) from public;

-- schemas/public/functions/leave_organization.sql
create or replace function public.leave_organization (
  organization_id uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
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
$function$;

grant execute on function "public"."leave_organization"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."leave_organization"(uuid) is 'The signed-in user ends their own membership, unless they are the last active admin.';

revoke all on function "public"."leave_organization"(uuid) from public;

-- schemas/public/functions/my_invitations.sql
create or replace function public.my_invitations()
  returns table (
    organization_name text,
    expires_at        timestamp with time zone
  )
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select o.name, i.expires_at from public.invitations i join public.organizations o on o.id = i.organization_id
  where i.email = private.own_confirmed_email() and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
  order by i.created_at desc
$function$;

grant execute on function "public"."my_invitations"() to "authenticated", "postgres", "service_role";

comment on function "public"."my_invitations"() is 'Who has invited the signed-in user''s confirmed address. Tells them to look for the mail; its token alone lets them in.';

revoke all on function "public"."my_invitations"() from public;

-- schemas/public/functions/my_security_events.sql
create or replace function public.my_security_events()
  returns table (
    action     text,
    created_at timestamp with time zone,
    ip_address text,
    user_agent text
  )
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  with own as (
    -- One event stands in the log of each organization that its owner is in.
    select distinct on (coalesce(e.request_id, e.id::text), e.action) e.action, e.created_at, host(e.ip_address) as ip_address, e.user_agent
    from (select id from private.my_organization_ids() as mine (id) union all select null) as place
    cross join lateral (
      select a.* from public.audit_logs a
      where a.organization_id is not distinct from place.id and a.entity_type = 'user' and a.entity_id = (select private.my_user_id())::text
      order by a.id desc limit 20
    ) e
    order by coalesce(e.request_id, e.id::text), e.action, e.id
  )
  select o.action, o.created_at, o.ip_address, o.user_agent from own o order by o.created_at desc limit 20
$function$;

grant execute on function "public"."my_security_events"() to "authenticated", "postgres", "service_role";

comment on function "public"."my_security_events"() is 'The last twenty events of the signed-in user''s account: who tried to log in, from where, and what was changed.';

revoke all on function "public"."my_security_events"() from public;

-- schemas/public/functions/open_invitations.sql
create or replace function public.open_invitations (
  for_organization uuid
)
  returns table (
    id         uuid,
    email      text,
    role       public.member_role,
    expires_at timestamp with time zone,
    mail       public.email_status
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  select i.id, i.email, i.role, i.expires_at, m.status
  from public.invitations i
  left join lateral (
    select o.status from public.email_outbox o
    where o.organization_id = i.organization_id and o.kind = 'invitation' and o.payload ->> 'invitationId' = i.id::text
    order by o.created_at desc, o.id limit 1
  ) m on true
  where i.organization_id = $1 and i.accepted_at is null and i.revoked_at is null
  order by i.created_at desc, i.id
$function$;

grant execute on function "public"."open_invitations"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."open_invitations"(uuid) is 'Invitations that were neither accepted nor withdrawn, newest first, with what became of the newest mail of each; for admins.';

revoke all on function "public"."open_invitations"(uuid) from public;

-- schemas/public/functions/organizations_in_need_of_me.sql
create or replace function public.organizations_in_need_of_me()
  returns table (
    id           uuid,
    name         text,
    other_people integer
  )
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select o.id, o.name, (select count(*)::integer from public.organization_members m
    where m.organization_id = o.id and m.status = 'active' and m.user_id <> (select private.my_user_id()))
  from public.organizations o where o.id in (select private.last_admin_in((select private.my_user_id()))) order by o.name
$function$;

grant execute on function "public"."organizations_in_need_of_me"() to "authenticated", "postgres", "service_role";

comment on function "public"."organizations_in_need_of_me"() is 'The organizations whose only active admin the signed-in user is, with how many other active people each has.';

revoke all on function "public"."organizations_in_need_of_me"() from public;

-- schemas/public/functions/own_email_change.sql
create or replace function public.own_email_change()
  returns table (
    new_email  text,
    expires_at timestamp with time zone
  )
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select c.new_email, c.expires_at from private.email_changes c where c.user_id = (select private.my_user_id()) and c.expires_at > now()
$function$;

grant execute on function "public"."own_email_change"() to "authenticated", "postgres", "service_role";

comment on function "public"."own_email_change"() is 'The address that the signed-in user has still to confirm, or no row.';

revoke all on function "public"."own_email_change"() from public;

-- schemas/public/functions/people_with_second_factor.sql
create or replace function public.people_with_second_factor (
  organization_id uuid
)
  returns SETOF uuid
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select distinct m.user_id from public.organization_members m join public.second_factors f on f.user_id = m.user_id
  where m.organization_id = $1 and m.organization_id in (select private.my_admin_organization_ids())
$function$;

grant execute on function "public"."people_with_second_factor"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."people_with_second_factor"(uuid) is 'Who of an organization has a second factor, for its admins; which one is their own matter.';

revoke all on function "public"."people_with_second_factor"(uuid) from public;

-- schemas/public/functions/preview_alert_settings.sql
create or replace function public.preview_alert_settings (
  organization_id     uuid,
  warning_percent     numeric,
  critical_percent    numeric,
  over_budget_percent numeric
)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path to ''
  AS $function$
begin
  if $1 not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  return private.threshold_preview($1, $2, $3, $4);
end;
$function$;

grant execute on function "public"."preview_alert_settings"(uuid, numeric, numeric, numeric) to "authenticated", "postgres", "service_role";

comment on function "public"."preview_alert_settings"(uuid, numeric, numeric, numeric) is 'Which alerts these thresholds would open, close or move: counts, the first 100 orders, and what to hand to update_alert_settings so that exactly this happens.';

revoke all on function "public"."preview_alert_settings"(uuid, numeric, numeric, numeric) from public;

-- schemas/public/functions/purchase_order_billing_months.sql
create or replace function public.purchase_order_billing_months (
  for_organization uuid,
  wanted           bigint
)
  returns table (
    month        date,
    total        text,
    survey_count bigint
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  select date_trunc('month', q.created_date)::date, sum(q.total)::text, count(*)
  from public.quantity_surveys q
  where q.organization_id = for_organization and q.purchase_order_id = wanted and q.withdrawn_at is null
  group by 1 order by 1 nulls first
$function$;

grant execute on function "public"."purchase_order_billing_months"(uuid, bigint) to "authenticated", "postgres", "service_role";

comment on function "public"."purchase_order_billing_months"(uuid, bigint) is 'What was billed against a purchase order line per month of creation, counted surveys only; month null: surveys without a date.';

revoke all on function "public"."purchase_order_billing_months"(uuid, bigint) from public;

-- schemas/public/functions/purchase_order_overview.sql
create or replace function public.purchase_order_overview (
  for_organization uuid,
  filters          jsonb default '{}'::jsonb
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  select jsonb_build_object(
    'totals', case when $2 = '{}'::jsonb and f.orders is not null
      then jsonb_build_object('line_count', f.orders -> 'count', 'authorised', f.orders -> 'authorised', 'spent', f.orders -> 'spent',
        'remaining', ((f.orders ->> 'authorised')::numeric - (f.orders ->> 'spent')::numeric)::text)
      else (select to_jsonb(t) from public.purchase_order_totals($1, $2) t) end,
    'options', coalesce(f.order_filters, private.order_filters($1)))
  from (values (1)) as always (row)
  left join public.organizations o on o.id = $1
  left join public.organization_figures f on f.organization_id = o.id and f.data_version = o.data_version
    and f.made_by = private.figures_made_by()
$function$;

grant execute on function "public"."purchase_order_overview"(uuid, jsonb) to "authenticated", "postgres", "service_role";

comment on function "public"."purchase_order_overview"(uuid, jsonb) is 'What stands around the purchase order list: the sums of the lines that the filters find, and the values that the filters offer. Money as text.';

revoke all on function "public"."purchase_order_overview"(uuid, jsonb) from public;

-- schemas/public/functions/purchase_order_timeline.sql
create or replace function public.purchase_order_timeline (
  for_organization uuid,
  wanted           bigint
)
  returns table (
    happened_at   timestamp with time zone,
    kind          text,
    import_job_id uuid,
    alert_id      bigint,
    actor         text,
    fields        jsonb,
    level_before  public.utilization_level,
    level_after   public.utilization_level,
    order_value   text,
    total_spent   text,
    note          text,
    cause         public.alert_cause,
    facts         jsonb
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  select j.finished_at, 'first_import', j.id, null::bigint, coalesce(nullif(u.full_name, ''), u.email), '[]'::jsonb,
    null::public.utilization_level, null::public.utilization_level, null::text, null::text, f.file_name, null::public.alert_cause, null::jsonb
  from public.purchase_orders p
  join public.import_jobs j on j.organization_id = p.organization_id and j.id = p.first_import_job_id
  join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
  left join public.user_profiles u on u.user_id = coalesce(j.confirmed_by, j.created_by)
  where p.organization_id = for_organization and p.id = wanted
  union all
  select j.finished_at, 'changed', j.id, null, coalesce(nullif(u.full_name, ''), u.email),
    private.field_changes(c.before, c.after), null, null, null, null, f.file_name, null, null
  from public.import_changes c
  join public.import_jobs j on j.organization_id = c.organization_id and j.id = c.import_job_id
  join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
  left join public.user_profiles u on u.user_id = coalesce(j.confirmed_by, j.created_by)
  where c.organization_id = for_organization and c.type = 'purchase_orders' and c.entity_id = wanted and j.status = 'succeeded'
  union all
  select e.created_at, 'alert_' || e.event, e.import_job_id, a.id, coalesce(nullif(u.full_name, ''), u.email), '[]'::jsonb,
    e.level_before, e.level_after, e.order_value::text, e.total_spent::text, e.note, e.cause, e.facts
  from public.alerts a
  join public.alert_events e on e.organization_id = a.organization_id and e.alert_id = a.id
  left join public.user_profiles u on u.user_id = e.acted_by
  where a.organization_id = for_organization and a.purchase_order_id = wanted
  order by 1 desc nulls last
$function$;

grant execute on function "public"."purchase_order_timeline"(uuid, bigint) to "authenticated", "postgres", "service_role";

comment on function "public"."purchase_order_timeline"(uuid, bigint) is 'The story of a purchase order line, newest first: its first import, each change by a later import, each step of its alerts with its cause. Values as text.';

revoke all on function "public"."purchase_order_timeline"(uuid, bigint) from public;

-- schemas/public/functions/purchase_order_totals.sql
create or replace function public.purchase_order_totals (
  for_organization uuid,
  filters          jsonb default '{}'::jsonb
)
  returns table (
    line_count bigint,
    authorised text,
    spent      text,
    remaining  text
  )
  language plpgsql
  stable
  set search_path to ''
  AS $function$
begin
  return query execute format(
    'select sum_of.lines, sum_of.authorised::numeric(24,2)::text, sum_of.spent::numeric(24,2)::text,
       (sum_of.authorised - sum_of.spent)::numeric(24,2)::text
     from (select coalesce(sum(p.order_value) filter (where p.lifecycle <> ''canceled''), 0) as authorised,
         coalesce(sum(p.total_spent), 0) as spent, count(*) as lines
       from public.purchase_orders p where %s) sum_of', private.purchase_order_conditions(private.filters_from(filters)))
  using for_organization;
end;
$function$;

grant execute on function "public"."purchase_order_totals"(uuid, jsonb) to "authenticated", "postgres", "service_role";

comment on function "public"."purchase_order_totals"(uuid, jsonb) is 'How many purchase order lines a set of filters finds, and their sums. Canceled lines authorize nothing.';

revoke all on function "public"."purchase_order_totals"(uuid, jsonb) from public;

-- schemas/public/functions/quantity_survey_history.sql
create or replace function public.quantity_survey_history (
  for_organization uuid,
  wanted           bigint
)
  returns table (
    happened_at   timestamp with time zone,
    action        text,
    import_job_id uuid,
    file_name     text,
    actor         text,
    fields        jsonb
  )
  language sql
  stable
  set search_path to ''
  AS $function$
  select j.finished_at, c.action, j.id, f.file_name, coalesce(nullif(u.full_name, ''), u.email),
    private.field_changes(c.before, c.after)
  from public.import_changes c
  join public.import_jobs j on j.organization_id = c.organization_id and j.id = c.import_job_id
  join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
  left join public.user_profiles u on u.user_id = coalesce(j.confirmed_by, j.created_by)
  where c.organization_id = for_organization and c.type = 'quantity_surveys' and c.entity_id = wanted and j.status = 'succeeded'
  order by c.id desc
$function$;

grant execute on function "public"."quantity_survey_history"(uuid, bigint) to "authenticated", "postgres", "service_role";

comment on function "public"."quantity_survey_history"(uuid, bigint) is 'What imports changed on a quantity survey after its first one, newest first. Values as text.';

revoke all on function "public"."quantity_survey_history"(uuid, bigint) from public;

-- schemas/public/functions/quantity_survey_totals.sql
create or replace function public.quantity_survey_totals (
  for_organization uuid,
  filters          jsonb   default '{}'::jsonb,
  row_limit        integer default 25000
)
  returns table (
    row_count       bigint,
    counted_count   bigint,
    counted_total   text,
    orphan_count    bigint,
    orphan_total    text,
    withdrawn_count bigint,
    withdrawn_total text,
    is_complete     boolean
  )
  language plpgsql
  stable
  set search_path to ''
  AS $function$
declare
  wanted jsonb := private.filters_from(filters);
  with_orphans boolean := wanted ->> 'orphans' is distinct from 'without';
  with_withdrawn boolean := wanted ->> 'withdrawn' is distinct from 'without';
begin
  if wanted - '{orphans,withdrawn}'::text[] = '{}'::jsonb and 'only' not in (coalesce(wanted ->> 'orphans', ''), coalesce(wanted ->> 'withdrawn', '')) then
    -- What counts is kept up to date per purchase order, so that nobody has to add up every survey.
    return query
      select c.counted_count + o.orphan_count + w.withdrawn_count, c.counted_count, c.counted_total::text, o.orphan_count, o.orphan_total::text,
        w.withdrawn_count, w.withdrawn_total::text, true
      from (select coalesce(sum(p.quantity_survey_count), 0)::bigint as counted_count, coalesce(sum(p.total_spent), 0.00) as counted_total
          from public.purchase_orders p where p.organization_id = for_organization) c,
        (select count(*) as orphan_count, coalesce(sum(q.total), 0.00) as orphan_total from public.quantity_surveys q
          where with_orphans and q.organization_id = for_organization and q.purchase_order_id is null and q.withdrawn_at is null) o,
        (select count(*) as withdrawn_count, coalesce(sum(q.total), 0.00) as withdrawn_total from public.quantity_surveys q
          where with_withdrawn and q.organization_id = for_organization and q.withdrawn_at is not null
            and (with_orphans or q.purchase_order_id is not null)) w;
    return;
  end if;
  return query execute format(
    'with found as (select q.total, q.purchase_order_id is null as is_orphan, q.withdrawn_at is not null as is_withdrawn
       from public.quantity_surveys q where %s limit $2 + 1)
     select count(*), count(*) filter (where not is_orphan and not is_withdrawn),
       coalesce(sum(total) filter (where not is_orphan and not is_withdrawn), 0.00)::text,
       count(*) filter (where is_orphan and not is_withdrawn),
       coalesce(sum(total) filter (where is_orphan and not is_withdrawn), 0.00)::text,
       count(*) filter (where is_withdrawn), coalesce(sum(total) filter (where is_withdrawn), 0.00)::text, count(*) <= $2
     from found', private.quantity_survey_conditions(for_organization, wanted))
  using for_organization, row_limit;
end;
$function$;

grant execute on function "public"."quantity_survey_totals"(uuid, jsonb, integer) to "authenticated", "postgres", "service_role";

comment on function "public"."quantity_survey_totals"(uuid, jsonb, integer) is 'How many quantity surveys a set of filters finds and their sums: those that count, orphans, withdrawn. Beyond row_limit rows it stops and says so (is_complete false).';

revoke all on function "public"."quantity_survey_totals"(uuid, jsonb, integer) from public;

-- schemas/public/functions/reactivate_member.sql
create or replace function public.reactivate_member (
  organization_id uuid,
  user_id         uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
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
$function$;

grant execute on function "public"."reactivate_member"(uuid, uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."reactivate_member"(uuid, uuid) is 'An admin lets a deactivated person in again, in the role they had. Needs a free seat.';

revoke all on function "public"."reactivate_member"(uuid, uuid) from public;

-- schemas/public/functions/record_audit_export.sql
create or replace function public.record_audit_export (
  organization_id uuid,
  format          text,
  filters         jsonb
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  if $1 not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  perform private.audit($1, 'audit.exported', 'audit_log', $1::text, null,
    jsonb_strip_nulls(jsonb_build_object('format', left($2, 20), 'filters', case when $3 = '{}' then null else $3 end)));
end;
$function$;

grant execute on function "public"."record_audit_export"(uuid, text, jsonb) to "authenticated", "postgres", "service_role";

comment on function "public"."record_audit_export"(uuid, text, jsonb) is 'Records that the signed-in admin exports the audit log, and by which filters.';

revoke all on function "public"."record_audit_export"(uuid, text, jsonb) from public;

-- schemas/public/functions/record_import_export.sql
create or replace function public.record_import_export (
  import_id uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  job public.import_jobs;
begin
  select j.* into job from public.import_jobs j
  where j.id = $1 and j.organization_id in (select private.my_organization_ids());
  if job.id is null then
    raise exception 'There is no such import.' using errcode = 'AE404';
  end if;
  perform private.audit(job.organization_id, 'import.exported', 'import', job.id::text, null,
    jsonb_build_object('type', job.type, 'status', job.status));
end;
$function$;

grant execute on function "public"."record_import_export"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."record_import_export"(uuid) is 'Records that the signed-in member exports what an import changes.';

revoke all on function "public"."record_import_export"(uuid) from public;

-- schemas/public/functions/record_password_change.sql
create or replace function public.record_password_change (
  proof uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  me uuid := (select private.my_user_id());
begin
  if me is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  perform private.spend_password_proof($1);
  perform private.queue_account_mail('account_notice', lower(u.email), jsonb_build_object('notice', 'password_changed'))
  from auth.users u where u.id = me;
  perform private.audit_own_account('user.password_changed');
  perform private.choose_password(me, (auth.jwt() ->> 'session_id')::uuid);
end;
$function$;

grant execute on function "public"."record_password_change"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."record_password_change"(uuid) is 'Called right after the Auth server took the new password of the signed-in user, who proved the one before. Tells them by mail and ends their other sessions.';

revoke all on function "public"."record_password_change"(uuid) from public;

-- schemas/public/functions/record_sign_in.sql
create or replace function public.record_sign_in()
  returns void
  language sql
  security definer
  set search_path to ''
  AS $function$
  select private.audit_own_account('user.signed_in')
$function$;

grant execute on function "public"."record_sign_in"() to "authenticated", "postgres", "service_role";

comment on function "public"."record_sign_in"() is 'Records that the signed-in user has just signed in.';

revoke all on function "public"."record_sign_in"() from public;

-- schemas/public/functions/record_sign_out.sql
create or replace function public.record_sign_out()
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  me uuid := (select auth.uid());
  own uuid;
begin
  -- Also one that still owes its second factor may end itself; one that is over has nothing more to say.
  select s.id into own from public.user_sessions s
  where s.id = (auth.jwt() ->> 'session_id')::uuid and s.user_id = me and s.ended_at is null for update;
  if own is null then
    return;
  end if;
  perform private.end_sessions(array[own], 'signed_out');
  perform private.audit_account(me, 'user.signed_out');
end;
$function$;

grant execute on function "public"."record_sign_out"() to "authenticated", "postgres", "service_role";

comment on function "public"."record_sign_out"() is 'Records that the signed-in user is signing out, and ends the session that asks.';

revoke all on function "public"."record_sign_out"() from public;

-- schemas/public/functions/recovery_codes_left.sql
create or replace function public.recovery_codes_left()
  returns integer
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select count(*)::integer from private.recovery_codes c where c.user_id = (select private.my_user_id()) and c.used_at is null
$function$;

grant execute on function "public"."recovery_codes_left"() to "authenticated", "postgres", "service_role";

comment on function "public"."recovery_codes_left"() is 'How many recovery codes the signed-in user has not used.';

revoke all on function "public"."recovery_codes_left"() from public;

-- schemas/public/functions/remove_member.sql
create or replace function public.remove_member (
  organization_id uuid,
  user_id         uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  was public.organization_members;
begin
  perform private.require_people_admin($1);
  was := private.member_for($1, $2);
  perform private.require_other_admin(was);
  delete from public.organization_members m where m.organization_id = $1 and m.user_id = $2;
  perform private.audit_member('member.removed', was, null);
end;
$function$;

grant execute on function "public"."remove_member"(uuid, uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."remove_member"(uuid, uuid) is 'An admin ends a person''s membership. What they did stays recorded.';

revoke all on function "public"."remove_member"(uuid, uuid) from public;

-- schemas/public/functions/remove_second_factor.sql
create or replace function public.remove_second_factor (
  factor uuid,
  proof  uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  me uuid := private.require_second_factor();
  removed public.second_factors;
  requiring text;
begin
  perform private.spend_password_proof($2);
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('second factors of ' || me, 0));
  delete from public.second_factors f where f.id = $1 and f.user_id = me returning f.* into removed;
  if removed.id is null then
    raise exception 'This second factor is removed already.' using errcode = 'AE404';
  end if;
  if not exists (select from public.second_factors f where f.user_id = me) then
    requiring := private.organizations_that_require(me);
    if requiring is not null then
      raise exception '% requires a second factor. Set another up before you remove your last one.', left(requiring, 400) using errcode = 'AE409';
    end if;
    delete from private.recovery_codes c where c.user_id = me;
    update public.user_sessions s set second_factor_at = null, needs_second_factor = false where s.user_id = me and s.ended_at is null;
  end if;
  perform private.audit_account(me, 'user.second_factor_removed', jsonb_build_object('kind', removed.kind, 'name', removed.name));
  perform private.queue_account_mail('account_notice', u.email, '{"notice": "second_factor_removed"}')
  from auth.users u where u.id = me;
end;
$function$;

grant execute on function "public"."remove_second_factor"(uuid, uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."remove_second_factor"(uuid, uuid) is 'The signed-in user, who has just proved their password and has shown a second factor within ten minutes, removes one; the last only where nobody requires it.';

revoke all on function "public"."remove_second_factor"(uuid, uuid) from public;

-- schemas/public/functions/reopen_alert.sql
create or replace function public.reopen_alert (
  alert_id bigint,
  seen     bigint default null::bigint
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  was public.alerts := private.alert_for($1, false);
  moved jsonb := private.alert_moved_since(was, $2);
begin
  if moved is not null then
    return moved;
  end if;
  if was.status = 'open' then
    raise exception 'This alert is open already.' using errcode = 'AE409';
  end if;
  if was.status = 'resolved' and was.suppressed_level is null then
    raise exception 'This alert resolved itself; it opens by itself when its purchase order runs out again.' using errcode = 'AE409';
  end if;
  -- The level may have fallen since it was resolved.
  update public.alerts a set status = 'open', level = coalesce(a.suppressed_level, a.level), snoozed_until = null, raise_expected_by = null,
    resolved_at = null, resolved_by = null, resolved_reason = null, resolved_cause = null, resolved_facts = null, suppressed_level = null, updated_at = now()
  where a.id = was.id;
  perform private.record_alert_step(was, 'reopened', null);
  return null;
end;
$function$;

grant execute on function "public"."reopen_alert"(bigint, bigint) to "authenticated", "postgres", "service_role";

comment on function "public"."reopen_alert"(bigint, bigint) is 'Takes back an acknowledgement, a snooze or a person''s resolution. seen: as for acknowledge_alert.';

revoke all on function "public"."reopen_alert"(bigint, bigint) from public;

-- schemas/public/functions/replace_recovery_codes.sql
create or replace function public.replace_recovery_codes (
  hashes bytea[]
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  me uuid := private.require_second_factor();
begin
  perform private.put_recovery_codes(me, $1);
  perform private.audit_account(me, 'user.recovery_codes_replaced');
end;
$function$;

grant execute on function "public"."replace_recovery_codes"(bytea[]) to "authenticated", "postgres", "service_role";

comment on function "public"."replace_recovery_codes"(bytea[]) is 'The signed-in user takes ten new recovery codes; the old ones no longer work.';

revoke all on function "public"."replace_recovery_codes"(bytea[]) from public;

-- schemas/public/functions/request_email_change.sql
create or replace function public.request_email_change (
  new_email text,
  proof     uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  me uuid := (select private.my_user_id());
  address text := lower(btrim($1));
  present text;
  token text := private.new_invitation_token();
begin
  select lower(u.email) into present from auth.users u where u.id = me;
  if present is null then
    raise exception 'Log in first.' using errcode = 'AE403';
  end if;
  perform private.spend_password_proof($2);
  if address is null or length(address) > 254 or address !~ '^[^@\s[:cntrl:]]+@[^@\s[:cntrl:]]+$' then
    raise exception 'This is not an e-mail address.' using errcode = 'AE422';
  elsif address = present then
    raise exception 'This is your address already.' using errcode = 'AE422';
  end if;
  insert into private.email_changes as c (user_id, new_email, token_hash)
  values (me, address, sha256(convert_to(token, 'UTF8')))
  on conflict (user_id) do update
  set new_email = excluded.new_email, token_hash = excluded.token_hash, created_at = now(), expires_at = excluded.expires_at;
  -- Whether the address is somebody else's shows in its own mailbox and nowhere else.
  if private.account_with_email(address) is null then
    perform private.queue_account_mail('email_change', address, jsonb_build_object('oldEmail', present, 'newEmail', address), token);
  else
    perform private.queue_account_mail('account_notice', address, jsonb_build_object('notice', 'email_taken', 'newEmail', address));
  end if;
  perform private.queue_account_mail('account_notice', present,
    jsonb_build_object('notice', 'email_change_requested', 'newEmail', address));
  perform private.audit_own_account('user.email_change_requested');
end;
$function$;

grant execute on function "public"."request_email_change"(text, uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."request_email_change"(text, uuid) is 'The signed-in user, who has just proved their password, wishes for another address. Does the same, to their eyes, for one that is somebody else''s.';

revoke all on function "public"."request_email_change"(text, uuid) from public;

-- schemas/public/functions/request_undo.sql
create or replace function public.request_undo (
  import_id     uuid,
  shown_version bigint
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  job public.import_jobs := private.import_for($1);
begin
  perform private.begin_undo(job.id, (select auth.uid()), $2);
end;
$function$;

grant execute on function "public"."request_undo"(uuid, bigint) to "authenticated", "postgres", "service_role";

comment on function "public"."request_undo"(uuid, bigint) is 'A member takes a whole import back, as undo_preview showed it; the worker does it, or the import stays as it is and says why.';

revoke all on function "public"."request_undo"(uuid, bigint) from public;

-- schemas/public/functions/require_second_factors.sql
create or replace function public.require_second_factors (
  organization_id uuid,
  required        boolean
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  me uuid := (select private.my_user_id());
  was boolean;
begin
  if $1 not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  select o.requires_second_factor into was from public.organizations o where o.id = $1 for update;
  if $2 and not exists (select from public.subscriptions s where s.organization_id = $1 and private.enforces_second_factor(s.plan)) then
    raise exception 'The plan of your organization doesn''t include this.' using errcode = 'AE409';
  end if;
  -- Whoever turns it on knows what it asks of the others, and isn't shut out by it at once.
  if $2 and not exists (select from public.second_factors f where f.user_id = me) then
    raise exception 'Set up a second factor of your own first, under Settings, Security.' using errcode = 'AE409';
  end if;
  if was is distinct from $2 then
    update public.organizations o set requires_second_factor = $2 where o.id = $1;
    perform private.audit($1, 'organization.second_factor_' || case when $2 then 'required' else 'optional' end, 'organization', $1::text,
      jsonb_build_object('requires_second_factor', was), jsonb_build_object('requires_second_factor', $2));
  end if;
end;
$function$;

grant execute on function "public"."require_second_factors"(uuid, boolean) to "authenticated", "postgres", "service_role";

comment on function "public"."require_second_factors"(uuid, boolean) is 'An admin who has a second factor requires one of everybody in the organization, or no longer does. Open sessions of people without one open nothing from the commit on, until they have set one up.';

revoke all on function "public"."require_second_factors"(uuid, boolean) from public;

-- schemas/public/functions/resend_invitation.sql
create or replace function public.resend_invitation (
  organization_id uuid,
  id              uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  was public.invitations := private.pending_invitation($1, $2);
  renewed public.invitations;
  token text := private.new_invitation_token();
begin
  if was.expires_at <= now() then
    perform private.require_free_seat(was.organization_id, true);
  end if;
  perform private.withdraw_invitation_mail(was);
  update public.invitations i
  set token_hash = sha256(convert_to(token, 'UTF8')), expires_at = now() + interval '7 days', invited_by = (select auth.uid())
  where i.id = was.id returning * into renewed;
  perform private.mail_invitation(renewed, token);
  perform private.audit(was.organization_id, 'invitation.resent', 'invitation', was.id::text,
    jsonb_build_object('email', was.email, 'role', was.role, 'expires_at', was.expires_at),
    jsonb_build_object('email', was.email, 'role', was.role, 'expires_at', renewed.expires_at));
end;
$function$;

grant execute on function "public"."resend_invitation"(uuid, uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."resend_invitation"(uuid, uuid) is 'An admin mails an invitation of their organization anew: with a new token and seven more days; the token of the earlier mail is void.';

revoke all on function "public"."resend_invitation"(uuid, uuid) from public;

-- schemas/public/functions/resolve_alert.sql
create or replace function public.resolve_alert (
  alert_id bigint,
  reason   text,
  seen     bigint default null::bigint
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  was public.alerts := private.alert_for($1, true);
  moved jsonb := private.alert_moved_since(was, $3);
begin
  if moved is not null then
    return moved;
  end if;
  if was.status = 'resolved' then
    raise exception 'This alert is resolved already.' using errcode = 'AE409';
  end if;
  if length(btrim(coalesce($2, ''))) = 0 then
    raise exception 'Write the reason, for those who look later.' using errcode = 'AE422';
  end if;
  update public.alerts a set status = 'resolved', resolved_by = (select auth.uid()), resolved_at = now(),
    resolved_reason = left(btrim($2), 2000), resolved_cause = 'person', resolved_facts = '{}', suppressed_level = was.level, updated_at = now()
  where a.id = was.id;
  perform private.record_alert_step(was, 'resolved', left(btrim($2), 2000));
  return null;
end;
$function$;

grant execute on function "public"."resolve_alert"(bigint, text, bigint) to "authenticated", "postgres", "service_role";

comment on function "public"."resolve_alert"(bigint, text, bigint) is 'An admin closes an alert although its level stands; it opens again only at a higher level, or after having been on track. seen: as for acknowledge_alert.';

revoke all on function "public"."resolve_alert"(bigint, text, bigint) from public;

-- schemas/public/functions/retry_import.sql
create or replace function public.retry_import (
  import_id uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  job public.import_jobs := private.import_for($1);
begin
  if job.status <> 'failed' then
    raise exception 'Only a failed import can be tried again.' using errcode = 'AE409';
  end if;
  update public.import_jobs j set status = 'pending', phase = case when j.confirmed_at is null then 'queued' else 'applying' end::public.import_phase,
    progress = 0, attempt = 0, failure_code = null, failure_reason = null, finished_at = null
  where j.id = job.id;
  perform private.audit(job.organization_id, 'import.retried', 'import', job.id::text);
end;
$function$;

grant execute on function "public"."retry_import"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."retry_import"(uuid) is 'A member asks for another try at a failed import, from the phase in which it failed.';

revoke all on function "public"."retry_import"(uuid) from public;

-- schemas/public/functions/revoke_api_token.sql
create or replace function public.revoke_api_token (
  token_id uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  token public.api_tokens;
begin
  select t.* into token from public.api_tokens t
  where t.id = $1 and t.organization_id in (select private.my_admin_organization_ids()) for update;
  if token.id is null then
    raise exception 'There is no such API token.' using errcode = 'AE404';
  end if;
  if token.revoked_at is not null then
    raise exception 'This API token is revoked already.' using errcode = 'AE409';
  end if;
  update public.api_tokens t set revoked_at = now() where t.id = token.id;
  perform private.audit(token.organization_id, 'api_token.revoked', 'api_token', token.id::text,
    jsonb_build_object('name', token.name, 'prefix', token.prefix, 'scopes', token.scopes));
end;
$function$;

grant execute on function "public"."revoke_api_token"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."revoke_api_token"(uuid) is 'An admin makes a key useless, at once and for good.';

revoke all on function "public"."revoke_api_token"(uuid) from public;

-- schemas/public/functions/revoke_invitation.sql
create or replace function public.revoke_invitation (
  organization_id uuid,
  id              uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  was public.invitations := private.pending_invitation($1, $2);
begin
  update public.invitations i set revoked_at = now() where i.id = was.id;
  perform private.withdraw_invitation_mail(was);
  perform private.audit(was.organization_id, 'invitation.revoked', 'invitation', was.id::text,
    jsonb_build_object('email', was.email, 'role', was.role, 'expires_at', was.expires_at));
end;
$function$;

grant execute on function "public"."revoke_invitation"(uuid, uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."revoke_invitation"(uuid, uuid) is 'An admin withdraws an invitation of their organization; its token is void from then on.';

revoke all on function "public"."revoke_invitation"(uuid, uuid) from public;

-- schemas/public/functions/search_purchase_orders.sql
create or replace function public.search_purchase_orders (
  for_organization uuid,
  filters          jsonb   default '{}'::jsonb,
  sort             text    default 'utilization'::text,
  descending       boolean default true,
  key_value        text    default null::text,
  key_id           bigint  default null::bigint,
  backwards        boolean default false,
  row_limit        integer default 51
)
  returns table (
    id                  bigint,
    purchase_order_no   text,
    order_short_text    text,
    vendor_name         text,
    status              text,
    lifecycle           public.purchase_order_lifecycle,
    order_value         text,
    total_spent         text,
    remaining_budget    text,
    utilization_percent text,
    level               public.utilization_level,
    last_billed_date    date,
    completion_date     date,
    sort_value          text
  )
  language plpgsql
  stable
  set search_path to ''
  AS $function$
declare
  sort_key text := case sort
    -- As in purchase_orders_rank_idx, which must match it to be used.
    when 'utilization' then
      'case when p.order_value > 0 then p.utilization_percent when p.total_spent > 0 then ''Infinity''::numeric end'
    when 'number' then 'p.purchase_order_no'
    when 'order_value' then 'p.order_value'
    when 'spent' then 'p.total_spent'
    when 'remaining' then 'p.remaining_budget'
    when 'last_billed' then 'p.last_billed_date'
    when 'completion' then 'p.completion_date' end;
  key_type text := case sort when 'number' then 'text' when 'last_billed' then 'date' when 'completion' then 'date' else 'numeric' end;
  -- Nulls come last whichever way the list is sorted, so they come first when it is read backwards; ties rise by id.
  rising boolean := descending = backwards;
  beyond text := case
    when key_id is null then 'true'
    when key_value is null and not backwards then format('%s is null and p.id > %s', sort_key, key_id)
    when key_value is null then format('(%s is not null or p.id < %s)', sort_key, key_id)
    else format('(%1$s %2$s %3$L::%4$s or (%1$s = %3$L::%4$s and p.id %5$s %6$s) %7$s)', sort_key,
      case when rising then '>' else '<' end, key_value, key_type, case when backwards then '<' else '>' end, key_id,
      case when not backwards then format('or %s is null', sort_key) end)
  end;
begin
  if sort_key is null then
    raise exception 'There is no order named %.', sort using errcode = 'AE422';
  end if;
  return query execute format(
    'select page.* from (
       select p.id, p.purchase_order_no, p.order_short_text, coalesce(p.vendor_short_term, p.vendor_id), p.status, p.lifecycle,
         p.order_value::text, p.total_spent::text, p.remaining_budget::text, p.utilization_percent::text, p.level,
         p.last_billed_date, p.completion_date, (%1$s)::text as sort_value
       from public.purchase_orders p where %2$s and %3$s
       order by %1$s %4$s, p.id %5$s limit $2
     ) page order by page.sort_value::%6$s %7$s nulls last, page.id',
    sort_key, private.purchase_order_conditions(private.filters_from(filters)), beyond,
    case when rising then 'asc' else 'desc' end || case when backwards then ' nulls first' else ' nulls last' end,
    case when backwards then 'desc' else 'asc' end,
    key_type || case when key_type = 'text' then ' collate "C"' else '' end,
    case when descending then 'desc' else 'asc' end)
  using for_organization, least(row_limit, 501);
end;
$function$;

grant execute on function "public"."search_purchase_orders"(uuid, jsonb, text, boolean, text, bigint, boolean, integer) to "authenticated", "postgres", "service_role";

comment on function "public"."search_purchase_orders"(uuid, jsonb, text, boolean, text, bigint, boolean, integer) is 'One page of the purchase order list, after (or before, when backwards) the row whose sort_value and id are the key. Money is text, so that no cent becomes a float.';

revoke all on function "public"."search_purchase_orders"(uuid, jsonb, text, boolean, text, bigint, boolean, integer) from public;

-- schemas/public/functions/search_quantity_surveys.sql
create or replace function public.search_quantity_surveys (
  for_organization uuid,
  filters          jsonb   default '{}'::jsonb,
  key_date         date    default null::date,
  key_id           bigint  default null::bigint,
  backwards        boolean default false,
  row_limit        integer default 51
)
  returns table (
    id                  bigint,
    purchase_order_id   bigint,
    purchase_order_no   text,
    qs_number           text,
    part_no             integer,
    short_text          text,
    stage               public.quantity_survey_stage,
    total               text,
    created_date        date,
    transferred_date    date,
    accepted_date       date,
    invoice_number      text,
    invoice_date        date,
    accounting_document text,
    withdrawn_at        timestamp with time zone,
    source_row          integer,
    import_job_id       uuid,
    file_name           text
  )
  language plpgsql
  stable
  set search_path to ''
  AS $function$
declare
  -- Newest first, those without a date last. Each part is a range of the index, which an OR over both would not be.
  nearest text := case when backwards
    then 'order by q.created_date asc nulls first, q.id asc limit $2' else 'order by q.created_date desc nulls last, q.id desc limit $2' end;
  found_rows text := format('select q.* from public.quantity_surveys q where %s',
    private.quantity_survey_conditions(for_organization, private.filters_from(filters)));
  parts text[];
begin
  if key_id is null and not backwards then
    parts := array[format('%s %s', found_rows, nearest)];
  elsif key_date is null and not backwards then
    parts := array[format('%s and q.created_date is null and q.id < %s %s', found_rows, key_id, nearest)];
  elsif key_date is null then
    parts := array[
      format('%s and q.created_date is null and q.id > %s %s', found_rows, key_id, nearest),
      format('%s and q.created_date is not null %s', found_rows, nearest)];
  elsif backwards then
    parts := array[format('%s and (q.created_date, q.id) > (%L::date, %s) %s', found_rows, key_date, key_id, nearest)];
  else
    parts := array[
      format('%s and (q.created_date, q.id) < (%L::date, %s) %s', found_rows, key_date, key_id, nearest),
      format('%s and q.created_date is null %s', found_rows, nearest)];
  end if;
  return query execute format(
    'select page.id, page.purchase_order_id, page.purchase_order_no, page.qs_number, page.part_no, page.short_text, page.stage,
       page.total::text, page.created_date, page.transferred_date, page.accepted_date, page.invoice_number, page.invoice_date,
       page.accounting_document, page.withdrawn_at, page.source_row, page.import_job_id, f.file_name
     from (select * from (%s) parts order by created_date %s, id %s limit $2) page
     left join public.import_jobs j on j.organization_id = $1 and j.id = page.import_job_id
     left join public.import_files f on f.organization_id = $1 and f.id = j.file_id
     order by page.created_date desc nulls last, page.id desc',
    '(' || array_to_string(parts, ') union all (') || ')',
    case when backwards then 'asc nulls first' else 'desc nulls last' end, case when backwards then 'asc' else 'desc' end)
  using for_organization, least(row_limit, 501);
end;
$function$;

grant execute on function "public"."search_quantity_surveys"(uuid, jsonb, date, bigint, boolean, integer) to "authenticated", "postgres", "service_role";

comment on function "public"."search_quantity_surveys"(uuid, jsonb, date, bigint, boolean, integer) is 'One page of the quantity survey list, newest first, after (or before, when backwards) the row with that date of creation and id. Money is text.';

revoke all on function "public"."search_quantity_surveys"(uuid, jsonb, date, bigint, boolean, integer) from public;

-- schemas/public/functions/set_notifications.sql
create or replace function public.set_notifications (
  organization_id      uuid,
  alert_emails         boolean,
  alert_mail_from      public.utilization_level,
  import_failed_emails boolean
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  was public.organization_members;
  becomes public.organization_members;
begin
  select m.* into was from public.organization_members m
  where m.organization_id = $1 and m.user_id = (select private.my_user_id()) and m.status = 'active' for update;
  if was.user_id is null then
    raise exception 'There is no such organization.' using errcode = 'AE404';
  elsif $3 = 'on_track' then
    raise exception 'Nobody is mailed about purchase orders on track.' using errcode = 'AE422';
  end if;
  update public.organization_members m set alert_emails = $2, alert_mail_from = $3, import_failed_emails = $4
  where m.organization_id = $1 and m.user_id = was.user_id returning * into becomes;
  if (was.alert_emails, was.alert_mail_from, was.import_failed_emails)
    = (becomes.alert_emails, becomes.alert_mail_from, becomes.import_failed_emails) then
    return;
  end if;
  perform private.audit($1, 'user.notifications_changed', 'user', was.user_id::text,
    jsonb_build_object('alert_emails', was.alert_emails, 'alert_mail_from', was.alert_mail_from, 'import_failed_emails', was.import_failed_emails),
    jsonb_build_object('alert_emails', $2, 'alert_mail_from', $3, 'import_failed_emails', $4));
end;
$function$;

grant execute on function "public"."set_notifications"(uuid, boolean, public.utilization_level, boolean) to "authenticated", "postgres", "service_role";

comment on function "public"."set_notifications"(uuid, boolean, public.utilization_level, boolean) is 'A member chooses their own mail of one organization.';

revoke all on function "public"."set_notifications"(uuid, boolean, public.utilization_level, boolean) from public;

-- schemas/public/functions/snooze_alert.sql
create or replace function public.snooze_alert (
  alert_id bigint,
  until    date,
  seen     bigint default null::bigint
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  was public.alerts := private.alert_for($1, false);
  moved jsonb := private.alert_moved_since(was, $3);
  today date := private.today_of(was.organization_id);
begin
  if moved is not null then
    return moved;
  end if;
  if was.status = 'resolved' then
    raise exception 'This alert is resolved already.' using errcode = 'AE409';
  end if;
  if $2 is null or $2 < today or $2 > today + 365 then
    raise exception 'Choose today or a later day, at most a year ahead.' using errcode = 'AE422';
  end if;
  update public.alerts a set status = 'snoozed', snoozed_until = $2, updated_at = now() where a.id = was.id;
  perform private.record_alert_step(was, 'snoozed', null, jsonb_build_object('until', $2));
  return null;
end;
$function$;

grant execute on function "public"."snooze_alert"(bigint, date, bigint) to "authenticated", "postgres", "service_role";

comment on function "public"."snooze_alert"(bigint, date, bigint) is 'A member puts an alert aside until a day has ended; it comes back then, or when its level rises. seen: as for acknowledge_alert.';

revoke all on function "public"."snooze_alert"(bigint, date, bigint) from public;

-- schemas/public/functions/undo_preview.sql
create or replace function public.undo_preview (
  import_id uuid
)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path to ''
  AS $function$
declare
  job public.import_jobs;
begin
  select j.* into job from public.import_jobs j
  where j.id = $1 and j.organization_id in (select private.my_organization_ids());
  if job.id is null then
    raise exception 'There is no such import.' using errcode = 'AE404';
  end if;
  return private.preview_undo(job);
end;
$function$;

grant execute on function "public"."undo_preview"(uuid) to "authenticated", "postgres", "service_role";

comment on function "public"."undo_preview"(uuid) is 'What undoing an import would do to rows, money, purchase orders and alerts, and a null refusal; or nothing but {refusal}, why it can''t be undone. Money as text.';

revoke all on function "public"."undo_preview"(uuid) from public;

-- schemas/public/functions/update_alert_settings.sql
create or replace function public.update_alert_settings (
  organization_id     uuid,
  warning_percent     numeric,
  critical_percent    numeric,
  over_budget_percent numeric,
  seen                text    default null::text
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  was public.alert_settings;
  foreseen jsonb;
begin
  if $1 not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  -- An import decides by the thresholds too: one of the two waits for the other.
  perform pg_advisory_xact_lock(hashtextextended($1::text, 1));
  -- People's acts on alerts count as well: none happens between the look and the deed.
  perform from public.alerts a where a.organization_id = $1 and (a.status <> 'resolved' or a.suppressed_level is not null) order by a.id for update;
  select s.* into was from public.alert_settings s where s.organization_id = $1 for update;
  foreseen := private.threshold_preview($1, $2, $3, $4);
  if $5 is distinct from foreseen ->> 'seen' and $5 is not null then
    return foreseen;
  end if;
  update public.alert_settings s
  set warning_percent = $2, critical_percent = $3, over_budget_percent = $4, updated_at = now()
  where s.organization_id = $1;
  update public.organizations o set data_version = o.data_version + 1 where o.id = $1;
  perform private.refresh_levels($1);
  perform private.evaluate_alerts($1, null, 'thresholds_moved', jsonb_build_object('thresholds', jsonb_build_object(
    'before', jsonb_build_object('warning', was.warning_percent, 'critical', was.critical_percent, 'over_budget', was.over_budget_percent),
    'after', jsonb_build_object('warning', $2::numeric(5,2), 'critical', $3::numeric(5,2), 'over_budget', $4::numeric(5,2)))));
  perform private.audit($1, 'thresholds.changed', 'alert_settings', $1::text,
    jsonb_build_object('warning', was.warning_percent, 'critical', was.critical_percent, 'over_budget', was.over_budget_percent),
    jsonb_build_object('warning', $2::numeric(5,2), 'critical', $3::numeric(5,2), 'over_budget', $4::numeric(5,2),
      'alerts_opened', foreseen -> 'opens', 'alerts_resolved', foreseen -> 'closes',
      'alerts_raised', foreseen -> 'rises', 'alerts_lowered', foreseen -> 'falls'));
  return null;
end;
$function$;

grant execute on function "public"."update_alert_settings"(uuid, numeric, numeric, numeric, text) to "authenticated", "postgres", "service_role";

comment on function "public"."update_alert_settings"(uuid, numeric, numeric, numeric, text) is 'An admin sets the thresholds; levels and alerts follow in the same transaction, without mail. seen: from the preview; where something else would happen by now, nothing does and the new preview is returned.';

revoke all on function "public"."update_alert_settings"(uuid, numeric, numeric, numeric, text) from public;

-- schemas/public/functions/update_organization.sql
create or replace function public.update_organization (
  organization_id uuid,
  name            text,
  currency        text,
  locale          text,
  time_zone       text,
  seen            jsonb default null::jsonb
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
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
$function$;

grant execute on function "public"."update_organization"(uuid, text, text, text, text, jsonb) to "authenticated", "postgres", "service_role";

comment on function "public"."update_organization"(uuid, text, text, text, text, jsonb) is 'An admin changes name, currency, locale or time zone. seen: these four as the page showed them; where they differ by now, nothing happens, and what stands and who changed it is returned.';

revoke all on function "public"."update_organization"(uuid, text, text, text, text, jsonb) from public;

-- schemas/public/functions/update_profile.sql
create or replace function public.update_profile (
  full_name text,
  phone     text,
  time_zone text,
  locale    text,
  seen      jsonb default null::jsonb
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
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
$function$;

grant execute on function "public"."update_profile"(text, text, text, text, jsonb) to "authenticated", "postgres", "service_role";

comment on function "public"."update_profile"(text, text, text, text, jsonb) is 'The signed-in user changes their own name, telephone number, time zone and locale (null: as the organization). seen: as for update_organization.';

revoke all on function "public"."update_profile"(text, text, text, text, jsonb) from public;

-- schemas/public/schema.sql
comment on schema "public" is 'standard public schema';

revoke all on schema "public" from public;

grant usage on schema "public" to public;

revoke all on schema "public" from "anon";

grant usage on schema "public" to "anon";

revoke all on schema "public" from "authenticated";

grant usage on schema "public" to "authenticated";

revoke all on schema "public" from "authenticator";

grant usage on schema "public" to "authenticator";

revoke all on schema "public" from "pg_database_owner";

grant create, usage on schema "public" to "pg_database_owner";

revoke all on schema "public" from "postgres";

grant create, usage on schema "public" to "postgres";

revoke all on schema "public" from "service_role";

grant usage on schema "public" to "service_role";

-- schemas/public/tables/alert_events.sql
create table "public"."alert_events" (
  "id"              bigint                   generated always as identity not null,
  "organization_id" uuid                     not null,
  "alert_id"        bigint                   not null,
  "order_value"     numeric(18,2),
  "total_spent"     numeric(18,2),
  "note"            text,
  "acted_by"        uuid,
  "import_job_id"   uuid,
  "before"          jsonb,
  "created_at"      timestamp with time zone not null default clock_timestamp(),
  "facts"           jsonb                    not null default '{}'::jsonb,
  constraint "alert_events_facts_check" check ((jsonb_typeof(facts) = 'object'::text)),
  constraint "alert_events_pkey" primary key (id),
  constraint "alert_events_organization_id_alert_id_fkey" foreign key (organization_id, alert_id) references public.alerts(organization_id, id) on delete cascade,
  constraint "alert_events_organization_id_import_job_id_fkey" foreign key (organization_id, import_job_id) references public.import_jobs(organization_id, id),
  constraint "alert_events_acted_by_fkey" foreign key (acted_by) references public.user_profiles(user_id) on delete set null
);

alter table "public"."alert_events"
  enable row level security;

alter table "public"."alert_events"
  add column "cause" public.alert_cause not null;

alter table "public"."alert_events"
  add column "event" public.alert_event_type not null;

alter table "public"."alert_events"
  add column "level_before" public.utilization_level;

alter table "public"."alert_events"
  add column "level_after" public.utilization_level;

create index alert_events_acted_by_idx on public.alert_events using btree (acted_by);

create index alert_events_alert_idx on public.alert_events using btree (organization_id, alert_id, id);

create index alert_events_import_idx on public.alert_events using btree (organization_id, import_job_id);

create policy "alert_events_select" on "public"."alert_events"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."alert_events" to "authenticated";

grant references on table "public"."alert_events" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."alert_events" to "postgres", "service_role";

comment on column "public"."alert_events"."before" is 'The alert''s own columns before the step, so that an import can be undone.';

comment on column "public"."alert_events"."cause" is 'What brought the step about; the first, where an import did several things to the order.';

comment on column "public"."alert_events"."facts" is 'The figures of the cause: order_value, spent, lifecycle and thresholds as {before, after}, withdrawn {count, total}, the import that was undone, the promised or chosen day. Money as text. Only what moved the level is named.';

comment on table "public"."alert_events" is 'Each step of an alert: by whom or by which import, at which figures.';

-- schemas/public/tables/alert_settings.sql
create table "public"."alert_settings" (
  "organization_id"     uuid                     not null,
  "warning_percent"     numeric(5,2)             not null default 75,
  "critical_percent"    numeric(5,2)             not null default 90,
  "over_budget_percent" numeric(5,2)             not null default 100,
  "updated_at"          timestamp with time zone not null default now(),
  constraint "alert_settings_check" check (((warning_percent > (0)::numeric) AND (warning_percent < critical_percent) AND (critical_percent < over_budget_percent))),
  constraint "alert_settings_pkey" primary key (organization_id),
  constraint "alert_settings_organization_id_fkey" foreign key (organization_id) references public.organizations(id) on delete cascade
);

alter table "public"."alert_settings"
  enable row level security;

create policy "alert_settings_select" on "public"."alert_settings"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."alert_settings" to "authenticated";

grant references on table "public"."alert_settings" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."alert_settings" to "postgres", "service_role";

comment on table "public"."alert_settings" is 'The percentages at which a purchase order of this organization changes its level.';

-- schemas/public/tables/alerts.sql
create table "public"."alerts" (
  "id"                   bigint                   generated always as identity not null,
  "organization_id"      uuid                     not null,
  "purchase_order_id"    bigint                   not null,
  "purchase_order_no"    text                     collate pg_catalog."C" not null,
  "opened_at"            timestamp with time zone not null default now(),
  "opened_by_import"     uuid,
  "acknowledged_by"      uuid,
  "acknowledged_at"      timestamp with time zone,
  "acknowledgement_note" text,
  "raise_expected_by"    date,
  "snoozed_until"        date,
  "resolved_by"          uuid,
  "resolved_at"          timestamp with time zone,
  "resolved_reason"      text,
  "updated_at"           timestamp with time zone not null default now(),
  "resolved_facts"       jsonb,
  constraint "alerts_acknowledgement_note_check" check ((length(acknowledgement_note) <= 2000)),
  constraint "alerts_organization_id_id_key" unique (organization_id, id),
  constraint "alerts_pkey" primary key (id),
  constraint "alerts_organization_id_opened_by_import_fkey" foreign key (organization_id, opened_by_import) references public.import_jobs(organization_id, id),
  constraint "alerts_organization_id_fkey" foreign key (organization_id) references public.organizations(id) on delete cascade,
  constraint "alerts_organization_id_purchase_order_id_fkey" foreign key (organization_id, purchase_order_id) references public.purchase_orders(organization_id, id)
    on delete cascade,
  constraint "alerts_acknowledged_by_fkey" foreign key (acknowledged_by) references public.user_profiles(user_id) on delete set null,
  constraint "alerts_resolved_by_fkey" foreign key (resolved_by) references public.user_profiles(user_id) on delete set null
);

alter table "public"."alerts"
  enable row level security;

alter table "public"."alerts"
  add column "opened_cause" public.alert_cause;

alter table "public"."alerts"
  add column "resolved_cause" public.alert_cause;

alter table "public"."alerts"
  add column "status" public.alert_status not null default 'open'::public.alert_status;

alter table "public"."alerts"
  add column "level" public.utilization_level not null;

alter table "public"."alerts"
  add column "suppressed_level" public.utilization_level;

alter table "public"."alerts"
  add constraint "alerts_check1" check (((resolved_cause IS NULL) OR (status = 'resolved'::public.alert_status)));

alter table "public"."alerts"
  add constraint "alerts_check2" check (((resolved_facts IS NULL) OR (status = 'resolved'::public.alert_status)));

alter table "public"."alerts"
  add constraint "alerts_check" check (((suppressed_level IS NULL) OR (status = 'resolved'::public.alert_status)));

alter table "public"."alerts"
  add constraint "alerts_level_check" check ((level <> 'on_track'::public.utilization_level));

create index alerts_acknowledged_by_idx on public.alerts using btree (acknowledged_by);

create index alerts_import_idx on public.alerts using btree (organization_id, opened_by_import);

create index alerts_level_status_idx on public.alerts using btree (organization_id, level, status);

create unique index alerts_one_unresolved_idx on public.alerts using btree (organization_id, purchase_order_id)
  where (status <> 'resolved'::public.alert_status);

create index alerts_order_idx on public.alerts using btree (organization_id, purchase_order_id);

create index alerts_raise_expected_idx on public.alerts using btree (raise_expected_by)
  where (status = 'acknowledged'::public.alert_status);

create index alerts_recent_idx on public.alerts using btree (organization_id, opened_at desc, id desc);

create index alerts_resolved_by_idx on public.alerts using btree (resolved_by);

create policy "alerts_select" on "public"."alerts"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."alerts" to "authenticated";

grant references on table "public"."alerts" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."alerts" to "postgres", "service_role";

comment on column "public"."alerts"."opened_cause" is 'Of its first step, for lists; the timeline has the figures.';

comment on column "public"."alerts"."raise_expected_by" is 'The day by which the client should have raised the order value; the alert comes back if it passes.';

comment on column "public"."alerts"."resolved_cause" is 'Of the step that resolved it, with its facts; "person": somebody did, and resolved_reason holds their words.';

comment on column "public"."alerts"."resolved_reason" is 'What the person who resolved it wrote; null where it resolved itself.';

comment on column "public"."alerts"."suppressed_level" is 'Set when a person resolves an alert whose level stands: nothing opens again at this level or below. It follows a falling level, so that the next rise is a new crossing, and ends when the order is on track.';

comment on table "public"."alerts" is 'A purchase order that is running out, until it is resolved. Opened, moved and resolved by imports; acknowledged by people.';

-- schemas/public/tables/api_tokens.sql
create table "public"."api_tokens" (
  "id"              uuid                     not null default gen_random_uuid(),
  "organization_id" uuid                     not null,
  "name"            text                     not null,
  "token_hash"      bytea                    not null,
  "prefix"          text                     not null,
  "scopes"          text[]                   not null,
  "created_by"      uuid                     not null,
  "created_at"      timestamp with time zone not null default now(),
  "expires_at"      timestamp with time zone,
  "last_used_at"    timestamp with time zone,
  "revoked_at"      timestamp with time zone,
  constraint "api_tokens_name_check" check (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 80))),
  constraint "api_tokens_organization_id_id_key" unique (organization_id, id),
  constraint "api_tokens_pkey" primary key (id),
  constraint "api_tokens_prefix_check" check ((prefix ~ '^aestrak_[A-Za-z0-9_-]{6}$'::text)),
  constraint "api_tokens_scopes_check" check (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['imports:read'::text, 'imports:write'::text]))),
  constraint "api_tokens_token_hash_check" check ((octet_length(token_hash) = 32)),
  constraint "api_tokens_token_hash_key" unique (token_hash),
  constraint "api_tokens_organization_id_created_by_fkey" foreign key (organization_id, created_by) references public.organization_members(organization_id, user_id)
    on delete cascade,
  constraint "api_tokens_organization_id_fkey" foreign key (organization_id) references public.organizations(id) on delete cascade
);

alter table "public"."api_tokens"
  enable row level security;

create index api_tokens_maker_idx on public.api_tokens using btree (organization_id, created_by);

create policy "api_tokens_select" on "public"."api_tokens"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_admin_organization_ids() as my_admin_organization_ids)));

grant select ("created_at") on table "public"."api_tokens" to "authenticated";

grant select ("created_by") on table "public"."api_tokens" to "authenticated";

grant select ("expires_at") on table "public"."api_tokens" to "authenticated";

grant select ("id") on table "public"."api_tokens" to "authenticated";

grant select ("last_used_at") on table "public"."api_tokens" to "authenticated";

grant select ("name") on table "public"."api_tokens" to "authenticated";

grant select ("organization_id") on table "public"."api_tokens" to "authenticated";

grant select ("prefix") on table "public"."api_tokens" to "authenticated";

grant select ("revoked_at") on table "public"."api_tokens" to "authenticated";

grant select ("scopes") on table "public"."api_tokens" to "authenticated";

grant references on table "public"."api_tokens" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."api_tokens" to "postgres", "service_role";

comment on column "public"."api_tokens"."expires_at" is 'Null: works until it is revoked.';

comment on column "public"."api_tokens"."last_used_at" is 'Exact to the minute.';

comment on column "public"."api_tokens"."prefix" is 'How the token begins, by which people recognise it.';

comment on column "public"."api_tokens"."scopes" is 'What a bearer may do: imports:read, imports:write.';

comment on column "public"."api_tokens"."token_hash" is 'SHA-256 of the token, which is shown once and kept nowhere.';

comment on table "public"."api_tokens" is 'Keys of scripts to one organization. A key acts for the admin who made it, and only while they are an active admin. Written only by checked functions.';

-- schemas/public/tables/audit_logs.sql
create table "public"."audit_logs" (
  "id"              bigint                   generated always as identity not null,
  "organization_id" uuid,
  "acted_by"        uuid,
  "action"          text                     not null,
  "entity_type"     text                     not null,
  "entity_id"       text,
  "before"          jsonb,
  "after"           jsonb,
  "ip_address"      inet,
  "user_agent"      text,
  "request_id"      text,
  "created_at"      timestamp with time zone not null default clock_timestamp(),
  "entry_number"    bigint                   not null,
  "previous_hash"   bytea                    not null,
  "entry_hash"      bytea                    not null,
  constraint "audit_logs_action_check" check (((length(action) >= 1) AND (length(action) <= 80))),
  constraint "audit_logs_pkey" primary key (id),
  constraint "audit_logs_organization_id_fkey" foreign key (organization_id) references public.organizations(id) on delete restrict
);

alter table "public"."audit_logs"
  enable row level security;

create index audit_logs_acted_by_idx on public.audit_logs using btree (acted_by)
  where (acted_by is not null);

create unique index audit_logs_chain_idx on public.audit_logs using btree (organization_id, entry_number) nulls not DISTINCT;

create index audit_logs_entity_idx on public.audit_logs using btree (organization_id, entity_type, entity_id, id desc);

create index audit_logs_organization_idx on public.audit_logs using btree (organization_id, id desc);

create trigger audit_logs_append_only
  before delete or update on public.audit_logs
  for each row
  execute function private.refuse_change();

create trigger audit_logs_chain
  before insert on public.audit_logs
  for each row
  execute function private.chain_audit_entry();

create trigger audit_logs_no_truncate
  before truncate on public.audit_logs
  for each STATEMENT
  execute function private.refuse_change();

create policy "audit_logs_select" on "public"."audit_logs"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_admin_organization_ids() as my_admin_organization_ids)));

grant select on table "public"."audit_logs" to "authenticated";

grant references on table "public"."audit_logs" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."audit_logs" to "postgres", "service_role";

comment on column "public"."audit_logs"."acted_by" is 'The user, or null for a job of AESTrak itself. Not a foreign key: the entry outlives the account.';

comment on column "public"."audit_logs"."entry_hash" is 'SHA-256 over previous_hash and everything that this entry says; see private.audit_entry_hash.';

comment on column "public"."audit_logs"."entry_number" is 'Counts the entries of one organization from 1, without gaps, in the order of their commits.';

comment on column "public"."audit_logs"."organization_id" is 'Null only for what belongs to no organization, such as a failed sign-in.';

comment on column "public"."audit_logs"."previous_hash" is 'entry_hash of the entry before; 32 zero bytes in the first.';

comment on table "public"."audit_logs" is 'What people and jobs did. No role can change or delete an entry.';

-- schemas/public/tables/billing_days.sql
create table "public"."billing_days" (
  "organization_id"       uuid          not null,
  "day"                   date          not null,
  "total"                 numeric(24,2) not null,
  "quantity_survey_count" integer       not null,
  constraint "billing_days_pkey" primary key (organization_id, day),
  constraint "billing_days_organization_id_fkey" foreign key (organization_id) references public.organizations(id) on delete cascade
);

alter table "public"."billing_days"
  enable row level security;

create policy "billing_days_select" on "public"."billing_days"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."billing_days" to "authenticated";

grant references on table "public"."billing_days" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."billing_days" to "postgres", "service_role";

comment on table "public"."billing_days" is 'What was billed per day of creation: a roll-up of the counted quantity surveys, maintained by imports, so that trends read few rows.';

-- schemas/public/tables/email_events.sql
create table "public"."email_events" (
  "id"              bigint                   generated always as identity not null,
  "organization_id" uuid,
  "email_id"        uuid                     not null,
  "event"           text                     not null,
  "message_id"      text,
  "detail"          text,
  "created_at"      timestamp with time zone not null default clock_timestamp(),
  constraint "email_events_event_check" check ((event = ANY (ARRAY['queued'::text, 'sent'::text, 'retry'::text, 'failed'::text, 'uncertain'::text]))),
  constraint "email_events_pkey" primary key (id),
  constraint "email_events_organization_id_email_id_fkey" foreign key (organization_id, email_id) references public.email_outbox(organization_id, id) on delete cascade
);

alter table "public"."email_events"
  enable row level security;

create index email_events_account_idx on public.email_events using btree (email_id)
  where (organization_id is null);

create index email_events_email_idx on public.email_events using btree (organization_id, email_id, id);

create policy "email_events_select" on "public"."email_events"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_admin_organization_ids() as my_admin_organization_ids)));

grant select on table "public"."email_events" to "authenticated";

grant references on table "public"."email_events" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."email_events" to "postgres", "service_role";

comment on column "public"."email_events"."organization_id" is 'As in the mail''s own row.';

comment on table "public"."email_events" is 'What became of each mail: attempts, provider ids, failures.';

-- schemas/public/tables/email_outbox.sql
create table "public"."email_outbox" (
  "id"              uuid                     not null default gen_random_uuid(),
  "organization_id" uuid,
  "kind"            text                     not null,
  "recipient"       text                     not null,
  "dedupe_key"      text                     not null,
  "payload"         jsonb                    not null,
  "attempts"        integer                  not null default 0,
  "next_attempt_at" timestamp with time zone not null default now(),
  "message_id"      text,
  "last_error"      text,
  "created_at"      timestamp with time zone not null default now(),
  "sent_at"         timestamp with time zone,
  "provider"        text,
  "handed_over_at"  timestamp with time zone,
  constraint "email_outbox_handed_over_check" check (((provider IS NULL) = (handed_over_at IS NULL))),
  constraint "email_outbox_kind_check"
    check
    ((kind = ANY (ARRAY['import_alerts'::text, 'import_undone'::text, 'import_failed'::text, 'mail_failed'::text, 'invitation'::text, 'email_change'::text, 'account_notice'::text,
    'sign_up'::text, 'password_reset'::text]))),
  constraint "email_outbox_organization_id_dedupe_key_key" unique (organization_id, dedupe_key),
  constraint "email_outbox_organization_id_id_key" unique (organization_id, id),
  constraint "email_outbox_pkey" primary key (id),
  constraint "email_outbox_organization_id_fkey" foreign key (organization_id) references public.organizations(id) on delete cascade
);

alter table "public"."email_outbox"
  enable row level security;

alter table "public"."email_outbox"
  add column "status" public.email_status not null default 'pending'::public.email_status;

alter table "public"."email_outbox"
  add constraint "email_outbox_sending_check" check (((status <> 'sending'::public.email_status) OR (provider IS NOT NULL)));

create unique index email_outbox_account_dedupe_idx on public.email_outbox using btree (dedupe_key)
  where (organization_id is null);

create index email_outbox_account_idx on public.email_outbox using btree (created_at)
  where (organization_id is null);

create index email_outbox_due_idx on public.email_outbox using btree (next_attempt_at)
  where (status = ANY (ARRAY['pending'::public.email_status, 'sending'::public.email_status]));

create trigger email_outbox_forget_secret
  after update of status on public.email_outbox
  for each row
  when ((new.status = ANY (ARRAY['sent'::public.email_status, 'failed'::public.email_status, 'uncertain'::public.email_status])))
  execute function private.forget_mail_secret();

create trigger email_outbox_tell
  after insert on public.email_outbox
  for each STATEMENT
  execute function private.tell_of_queued_mail();

create policy "email_outbox_select" on "public"."email_outbox"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_admin_organization_ids() as my_admin_organization_ids)));

grant select on table "public"."email_outbox" to "authenticated";

grant references on table "public"."email_outbox" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."email_outbox" to "postgres", "service_role";

comment on column "public"."email_outbox"."dedupe_key" is 'What makes the mail one: kind, import and recipient. The second insert of a key does nothing.';

comment on column "public"."email_outbox"."handed_over_at" is 'When it was first handed to that provider; counts against the time for which the provider recognises a repetition.';

comment on column "public"."email_outbox"."next_attempt_at" is 'pending: when to try. sending: until when the attempt may take; after that the row counts as abandoned.';

comment on column "public"."email_outbox"."organization_id" is 'Whose mail it is; null for mail about a person''s own account, which only the operator may read.';

comment on column "public"."email_outbox"."provider" is 'Who may have accepted the mail: set before it is handed over, kept while no clear refusal has come back.';

comment on column "public"."email_outbox"."status" is 'sending: handed to the provider, answer outstanding. uncertain: that answer never came and the provider cannot tell; not repeated, so that nothing is sent twice.';

comment on table "public"."email_outbox" is 'Mail to be sent, written in the transaction of what it tells.';

-- schemas/public/tables/import_changes.sql
create table "public"."import_changes" (
  "id"                bigint generated always as identity not null,
  "organization_id"   uuid   not null,
  "import_job_id"     uuid   not null,
  "entity_id"         bigint not null,
  "entity_key"        text   not null,
  "purchase_order_no" text   collate pg_catalog."C" not null,
  "action"            text   not null,
  "before"            jsonb  not null,
  "after"             jsonb  not null,
  constraint "import_changes_action_check" check ((action = ANY (ARRAY['changed'::text, 'withdrawn'::text, 'restored'::text, 'linked'::text]))),
  constraint "import_changes_pkey" primary key (id),
  constraint "import_changes_organization_id_import_job_id_fkey" foreign key (organization_id, import_job_id) references public.import_jobs(organization_id, id) on delete cascade
);

alter table "public"."import_changes"
  enable row level security;

alter table "public"."import_changes"
  add column "type" public.import_type not null;

create index import_changes_entity_idx on public.import_changes using btree (organization_id, type, entity_id, id);

create index import_changes_job_idx on public.import_changes using btree (organization_id, import_job_id, id);

create index import_changes_order_idx on public.import_changes using btree (organization_id, purchase_order_no, id);

create policy "import_changes_select" on "public"."import_changes"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."import_changes" to "authenticated";

grant references on table "public"."import_changes" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."import_changes" to "postgres", "service_role";

comment on column "public"."import_changes"."before" is 'The fields that changed, with their former values.';

comment on table "public"."import_changes" is 'Before-images: what each row held before an import changed it. New rows need none; they carry the import that brought them.';

-- schemas/public/tables/import_effects.sql
create table "public"."import_effects" (
  "id"                 bigint        generated always as identity not null,
  "organization_id"    uuid          not null,
  "import_job_id"      uuid          not null,
  "purchase_order_no"  text          collate pg_catalog."C" not null,
  "is_new_order"       boolean       not null default false,
  "order_value_before" numeric(18,2),
  "order_value_after"  numeric(18,2),
  "spent_before"       numeric(18,2) not null default 0,
  "spent_after"        numeric(18,2) not null default 0,
  "new_count"          integer       not null default 0,
  "changed_count"      integer       not null default 0,
  "withdrawn_count"    integer       not null default 0,
  "alert_step"         text,
  constraint "import_effects_alert_step_check" check ((alert_step = ANY (ARRAY['open'::text, 'escalate'::text, 'deescalate'::text, 'resolve'::text]))),
  constraint "import_effects_pkey" primary key (id),
  constraint "import_effects_organization_id_import_job_id_fkey" foreign key (organization_id, import_job_id) references public.import_jobs(organization_id, id) on delete cascade
);

alter table "public"."import_effects"
  enable row level security;

alter table "public"."import_effects"
  add column "money_effect" numeric(24,2) generated always as
    ((abs((spent_after - spent_before)) + abs((COALESCE(order_value_after, (0)::numeric) - COALESCE(order_value_before, (0)::numeric))))) stored;

alter table "public"."import_effects"
  add column "level_before" public.utilization_level;

alter table "public"."import_effects"
  add column "level_after" public.utilization_level;

create unique index import_effects_key on public.import_effects using btree (organization_id, import_job_id, purchase_order_no);

create index import_effects_money_idx on public.import_effects using btree (organization_id, import_job_id, money_effect desc, id);

create policy "import_effects_select" on "public"."import_effects"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."import_effects" to "authenticated";

grant references on table "public"."import_effects" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."import_effects" to "postgres", "service_role";

comment on column "public"."import_effects"."money_effect" is 'How much money moves, whichever way; the order of the preview.';

comment on table "public"."import_effects" is 'What an import does to each purchase order it touches: computed for the preview, kept as the record of the result.';

-- schemas/public/tables/import_files.sql
create table "public"."import_files" (
  "id"              uuid                     not null default gen_random_uuid(),
  "organization_id" uuid                     not null,
  "file_name"       text                     not null,
  "byte_size"       bigint                   not null,
  "sha256"          text                     not null,
  "storage_key"     text                     not null,
  "uploaded_by"     uuid,
  "created_at"      timestamp with time zone not null default now(),
  "missing_since"   timestamp with time zone,
  constraint "import_files_byte_size_check" check ((byte_size >= 0)),
  constraint "import_files_file_name_check" check (((length(file_name) >= 1) AND (length(file_name) <= 255))),
  constraint "import_files_organization_id_id_key" unique (organization_id, id),
  constraint "import_files_pkey" primary key (id),
  constraint "import_files_sha256_check" check ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint "import_files_storage_key_key" unique (storage_key),
  constraint "import_files_organization_id_fkey" foreign key (organization_id) references public.organizations(id) on delete cascade,
  constraint "import_files_uploaded_by_fkey" foreign key (uploaded_by) references public.user_profiles(user_id) on delete set null
);

alter table "public"."import_files"
  enable row level security;

create index import_files_organization_idx on public.import_files using btree (organization_id, created_at desc);

create index import_files_uploaded_by_idx on public.import_files using btree (uploaded_by);

create policy "import_files_select" on "public"."import_files"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."import_files" to "authenticated";

grant references on table "public"."import_files" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."import_files" to "postgres", "service_role";

comment on column "public"."import_files"."missing_since" is 'When a sweep of the worker did not find the file in the store; null while it is there.';

comment on table "public"."import_files" is 'An uploaded export as it arrived, kept so that every row can be followed back to it.';

-- schemas/public/tables/import_jobs.sql
create table "public"."import_jobs" (
  "id"                   uuid                     not null default gen_random_uuid(),
  "organization_id"      uuid                     not null,
  "file_id"              uuid                     not null,
  "progress"             numeric(5,4)             not null default 0,
  "created_by"           uuid,
  "confirmed_by"         uuid,
  "created_at"           timestamp with time zone not null default now(),
  "staged_at"            timestamp with time zone,
  "confirmed_at"         timestamp with time zone,
  "finished_at"          timestamp with time zone,
  "row_count"            integer,
  "new_count"            integer,
  "changed_count"        integer,
  "unchanged_count"      integer,
  "duplicate_count"      integer,
  "conflict_count"       integer,
  "orphan_count"         integer,
  "withdrawn_count"      integer,
  "error_count"          integer                  not null default 0,
  "changed_order_values" integer,
  "alerts_opened"        integer,
  "money_before"         numeric(24,2),
  "money_after"          numeric(24,2),
  "stage_ms"             integer,
  "apply_ms"             integer,
  "failure_code"         text,
  "failure_reason"       text,
  "base_version"         bigint,
  "attempt"              integer                  not null default 0,
  "lease_token"          uuid,
  "heartbeat_at"         timestamp with time zone,
  "metadata"             jsonb                    not null default '{}'::jsonb,
  "applied_version"      bigint,
  "alert_images"         jsonb                    not null default '[]'::jsonb,
  "undo_requested_by"    uuid,
  "undone_at"            timestamp with time zone,
  "auto_confirm"         boolean                  not null default false,
  "reading"              jsonb                    not null default '{}'::jsonb,
  "peak_rss_mb"          integer,
  "api_token_id"         uuid,
  "preview_version"      integer                  not null default 0,
  "undo_version"         bigint,
  constraint "import_jobs_alert_images_check" check ((jsonb_typeof(alert_images) = 'array'::text)),
  constraint "import_jobs_organization_id_api_token_id_fkey" foreign key (organization_id, api_token_id) references public.api_tokens(organization_id, id) on delete
    set null (api_token_id),
  constraint "import_jobs_organization_id_file_id_fkey" foreign key (organization_id, file_id) references public.import_files(organization_id, id) on delete cascade,
  constraint "import_jobs_organization_id_id_key" unique (organization_id, id),
  constraint "import_jobs_pkey" primary key (id),
  constraint "import_jobs_progress_check" check (((progress >= (0)::numeric) AND (progress <= (1)::numeric))),
  constraint "import_jobs_reading_check" check ((jsonb_typeof(reading) = 'object'::text)),
  constraint "import_jobs_organization_id_fkey" foreign key (organization_id) references public.organizations(id) on delete cascade,
  constraint "import_jobs_confirmed_by_fkey" foreign key (confirmed_by) references public.user_profiles(user_id) on delete set null,
  constraint "import_jobs_created_by_fkey" foreign key (created_by) references public.user_profiles(user_id) on delete set null,
  constraint "import_jobs_undo_requested_by_fkey" foreign key (undo_requested_by) references public.user_profiles(user_id) on delete set null
);

alter table "public"."import_jobs"
  enable row level security;

alter table "public"."import_jobs"
  add column "mode" public.import_mode not null default 'incremental'::public.import_mode;

alter table "public"."import_jobs"
  add column "phase" public.import_phase not null default 'queued'::public.import_phase;

alter table "public"."import_jobs"
  add column "source" public.import_source not null default 'browser'::public.import_source;

alter table "public"."import_jobs"
  add column "status" public.import_status not null default 'pending'::public.import_status;

alter table "public"."import_jobs"
  add column "type" public.import_type;

alter table "public"."import_jobs"
  add column "repeat_policy" public.repeat_policy not null default 'fault'::public.repeat_policy;

create index import_jobs_api_token_idx on public.import_jobs using btree (organization_id, api_token_id);

create index import_jobs_confirmed_by_idx on public.import_jobs using btree (confirmed_by);

create index import_jobs_created_by_idx on public.import_jobs using btree (created_by);

create index import_jobs_file_idx on public.import_jobs using btree (organization_id, file_id);

create index import_jobs_organization_idx on public.import_jobs using btree (organization_id, created_at desc, id);

create index import_jobs_undo_requested_by_idx on public.import_jobs using btree (undo_requested_by);

create index import_jobs_unfinished_idx on public.import_jobs using btree (status, heartbeat_at)
  where (status = ANY (ARRAY['pending'::public.import_status, 'processing'::public.import_status]));

create policy "import_jobs_select" on "public"."import_jobs"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."import_jobs" to "authenticated";

grant references on table "public"."import_jobs" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."import_jobs" to "postgres", "service_role";

comment on column "public"."import_jobs"."alert_images" is 'Resolved alerts whose suppressed_level this import moved, which no event tells: [{"before": the alert''s row, "suppressed_level": what it became}].';

comment on column "public"."import_jobs"."api_token_id" is 'The API token that sent the file. Null for one that a person or an operator sent, and once the token is gone.';

comment on column "public"."import_jobs"."applied_version" is 'The organization''s data_version that applying this import made: tells which of two imports came later, whatever the clocks said.';

comment on column "public"."import_jobs"."auto_confirm" is 'The sender asked to apply the file without a person. Holds for its first preview only, and only where nothing in it waits for a decision.';

comment on column "public"."import_jobs"."base_version" is 'The organization''s data_version that the preview was computed on; applying another one computes it again.';

comment on column "public"."import_jobs"."heartbeat_at" is 'Last sign of life of that run; an old one makes the job free to be taken again.';

comment on column "public"."import_jobs"."lease_token" is 'The worker run that owns the job now. A run whose token is gone may write nothing more.';

comment on column "public"."import_jobs"."metadata" is 'What inspection found: sheet, header row, mapping, remarks for the preview.';

comment on column "public"."import_jobs"."money_before" is 'Sum over the counted rows of this type before the import: order values, or quantity surveys with a purchase order.';

comment on column "public"."import_jobs"."peak_rss_mb" is 'The most memory (resident, MiB) that the worker''s process held while it worked on this import, other imports of that time included.';

comment on column "public"."import_jobs"."preview_version" is 'How often the worker handed the import over to a person, as a preview or a question. What a person decides names the one that they saw.';

comment on column "public"."import_jobs"."progress" is 'Share of the present phase, 0 to 1.';

comment on column "public"."import_jobs"."reading" is 'What a person decided for this file: {type, sheet, delimiter, encoding, columns, date_order, decimal_convention}, each only when decided. Goes before what is remembered and what the file says.';

comment on column "public"."import_jobs"."type" is 'Null until the headers told which export it is.';

comment on column "public"."import_jobs"."undo_requested_by" is 'Who asked for the undo; null for an operator at the command line.';

comment on column "public"."import_jobs"."undo_version" is 'The organization''s data_version that the undo was shown for. The worker undoes nothing else.';

comment on column "public"."import_jobs"."undone_at" is 'When it was undone; finished_at stays the moment at which it was applied.';

comment on table "public"."import_jobs" is 'The state of each import. Status is what happened, phase what the worker is doing.';

-- schemas/public/tables/import_mappings.sql
create table "public"."import_mappings" (
  "organization_id"    uuid                     not null,
  "columns"            jsonb                    not null default '{}'::jsonb,
  "updated_at"         timestamp with time zone not null default now(),
  "updated_by"         uuid,
  "date_order"         text                     not null default 'auto'::text,
  "decimal_convention" text                     not null default 'auto'::text,
  constraint "import_mappings_columns_check" check ((jsonb_typeof(columns) = 'object'::text)),
  constraint "import_mappings_date_order_check" check ((date_order = ANY (ARRAY['auto'::text, 'dmy'::text, 'mdy'::text]))),
  constraint "import_mappings_decimal_convention_check" check ((decimal_convention = ANY (ARRAY['auto'::text, 'point'::text, 'comma'::text]))),
  constraint "import_mappings_organization_id_fkey" foreign key (organization_id) references public.organizations(id) on delete cascade,
  constraint "import_mappings_updated_by_fkey" foreign key (updated_by) references public.user_profiles(user_id) on delete set null
);

alter table "public"."import_mappings"
  enable row level security;

alter table "public"."import_mappings"
  add column "type" public.import_type not null;

alter table "public"."import_mappings"
  add column "repeat_policy" public.repeat_policy not null default 'fault'::public.repeat_policy;

alter table "public"."import_mappings"
  add constraint "import_mappings_pkey" primary key (organization_id, type);

create index import_mappings_updated_by_idx on public.import_mappings using btree (updated_by);

create policy "import_mappings_select" on "public"."import_mappings"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."import_mappings" to "authenticated";

grant references on table "public"."import_mappings" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."import_mappings" to "postgres", "service_role";

comment on column "public"."import_mappings"."columns" is 'Normalised header to field name, or null for a header that is kept as an attribute. The second of equal headers ends in #2; a blank one is # and its number.';

comment on column "public"."import_mappings"."date_order" is 'How dates in text cells are read when a file does not show it: day first, month first, or auto to ask.';

comment on column "public"."import_mappings"."decimal_convention" is 'Which sign separates the cents in text cells when a file does not show it: point, comma, or auto to ask.';

comment on table "public"."import_mappings" is 'What an organization has confirmed about its client''s exports, applied to the next one.';

-- schemas/public/tables/import_orphans.sql
create table "public"."import_orphans" (
  "organization_id"   uuid          not null,
  "import_job_id"     uuid          not null,
  "purchase_order_no" text          collate pg_catalog."C" not null,
  "survey_count"      integer       not null,
  "total"             numeric(24,2) not null,
  constraint "import_orphans_organization_id_import_job_id_fkey" foreign key (organization_id, import_job_id) references public.import_jobs(organization_id, id) on delete cascade,
  constraint "import_orphans_pkey" primary key (organization_id, import_job_id, purchase_order_no)
);

alter table "public"."import_orphans"
  enable row level security;

create index import_orphans_amount_idx on public.import_orphans using btree (organization_id, import_job_id, abs(total) desc, purchase_order_no);

create policy "import_orphans_select" on "public"."import_orphans"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."import_orphans" to "authenticated";

grant references on table "public"."import_orphans" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."import_orphans" to "postgres", "service_role";

comment on table "public"."import_orphans" is 'Per import: purchase orders that stay unknown, with the number and sum of the quantity surveys that name them. Computed for the preview, kept as its record.';

-- schemas/public/tables/import_row_errors.sql
create table "public"."import_row_errors" (
  "id"              bigint  generated always as identity not null,
  "organization_id" uuid    not null,
  "import_job_id"   uuid    not null,
  "row_number"      integer not null,
  "column_letter"   text,
  "header"          text,
  "value"           text,
  "code"            text    not null,
  "reason"          text    not null,
  constraint "import_row_errors_organization_id_import_job_id_fkey" foreign key (organization_id, import_job_id) references public.import_jobs(organization_id, id)
    on delete cascade,
  constraint "import_row_errors_pkey" primary key (id)
);

alter table "public"."import_row_errors"
  enable row level security;

create index import_row_errors_job_idx on public.import_row_errors using btree (organization_id, import_job_id, row_number, id);

create policy "import_row_errors_select" on "public"."import_row_errors"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."import_row_errors" to "authenticated";

grant references on table "public"."import_row_errors" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."import_row_errors" to "postgres", "service_role";

comment on table "public"."import_row_errors" is 'Why a row of a file was not staged: where it stands, what it holds, what to do.';

-- schemas/public/tables/invitations.sql
create table "public"."invitations" (
  "id"              uuid                     not null default gen_random_uuid(),
  "organization_id" uuid                     not null,
  "email"           text                     not null,
  "token_hash"      bytea                    not null,
  "invited_by"      uuid,
  "created_at"      timestamp with time zone not null default now(),
  "expires_at"      timestamp with time zone not null default (now() + '7 days'::interval),
  "accepted_at"     timestamp with time zone,
  "revoked_at"      timestamp with time zone,
  constraint "invitations_email_check" check ((email = lower(email))),
  constraint "invitations_pkey" primary key (id),
  constraint "invitations_token_hash_key" unique (token_hash),
  constraint "invitations_organization_id_fkey" foreign key (organization_id) references public.organizations(id) on delete cascade,
  constraint "invitations_invited_by_fkey" foreign key (invited_by) references public.user_profiles(user_id) on delete set null
);

alter table "public"."invitations"
  enable row level security;

alter table "public"."invitations"
  add column "role" public.member_role not null default 'member'::public.member_role;

create index invitations_email_idx on public.invitations using btree (email)
  where ((accepted_at is null) AND (revoked_at is null));

create index invitations_invited_by_idx on public.invitations using btree (invited_by);

create unique index invitations_one_pending_idx on public.invitations using btree (organization_id, email)
  where ((accepted_at is null) AND (revoked_at is null));

create policy "invitations_select" on "public"."invitations"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_admin_organization_ids() as my_admin_organization_ids)));

grant select ("accepted_at") on table "public"."invitations" to "authenticated";

grant select ("created_at") on table "public"."invitations" to "authenticated";

grant select ("email") on table "public"."invitations" to "authenticated";

grant select ("expires_at") on table "public"."invitations" to "authenticated";

grant select ("id") on table "public"."invitations" to "authenticated";

grant select ("invited_by") on table "public"."invitations" to "authenticated";

grant select ("organization_id") on table "public"."invitations" to "authenticated";

grant select ("revoked_at") on table "public"."invitations" to "authenticated";

grant select ("role") on table "public"."invitations" to "authenticated";

grant references on table "public"."invitations" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."invitations" to "postgres", "service_role";

comment on column "public"."invitations"."token_hash" is 'SHA-256 of the single-use token.';

comment on table "public"."invitations" is 'An offer of membership to one e-mail address. The token itself is only in the mail.';

-- schemas/public/tables/organization_figures.sql
create table "public"."organization_figures" (
  "organization_id" uuid   not null,
  "data_version"    bigint not null,
  "day"             date   not null,
  "made_by"         text   not null,
  "orders"          jsonb  not null,
  "billing"         jsonb  not null,
  "stages"          jsonb  not null,
  "orphans"         jsonb  not null,
  "order_filters"   jsonb  not null,
  constraint "organization_figures_pkey" primary key (organization_id),
  constraint "organization_figures_organization_id_fkey" foreign key (organization_id) references public.organizations(id) on delete cascade
);

alter table "public"."organization_figures"
  enable row level security;

create policy "organization_figures_select" on "public"."organization_figures"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."organization_figures" to "authenticated";

grant references on table "public"."organization_figures" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."organization_figures" to "postgres", "service_role";

comment on column "public"."organization_figures"."billing" is 'What private.dashboard_billing answered.';

comment on column "public"."organization_figures"."data_version" is 'organizations.data_version as they were reckoned.';

comment on column "public"."organization_figures"."day" is 'The organization''s own calendar day from which ages were counted.';

comment on column "public"."organization_figures"."made_by" is 'private.figures_made_by() as they were reckoned.';

comment on column "public"."organization_figures"."order_filters" is 'What private.order_filters answered.';

comment on column "public"."organization_figures"."orders" is 'What private.dashboard_orders answered.';

comment on column "public"."organization_figures"."orphans" is 'What private.dashboard_orphans answered.';

comment on column "public"."organization_figures"."stages" is 'What private.dashboard_stages answered.';

comment on table "public"."organization_figures" is 'Figures that stay the same until the next import. Used only while data_version, day and made_by are those of the present; otherwise they are reckoned.';

-- schemas/public/tables/organization_members.sql
create table "public"."organization_members" (
  "organization_id"      uuid                     not null,
  "user_id"              uuid                     not null,
  "alert_emails"         boolean                  not null default true,
  "created_at"           timestamp with time zone not null default now(),
  "updated_at"           timestamp with time zone not null default now(),
  "import_failed_emails" boolean                  not null default true,
  constraint "organization_members_pkey" primary key (organization_id, user_id),
  constraint "organization_members_organization_id_fkey" foreign key (organization_id) references public.organizations(id) on delete cascade,
  constraint "organization_members_user_id_fkey" foreign key (user_id) references public.user_profiles(user_id) on delete cascade
);

alter table "public"."organization_members"
  enable row level security;

alter table "public"."organization_members"
  add column "role" public.member_role not null default 'member'::public.member_role;

alter table "public"."organization_members"
  add column "status" public.member_status not null default 'active'::public.member_status;

alter table "public"."organization_members"
  add column "alert_mail_from" public.utilization_level not null default 'warning'::public.utilization_level;

alter table "public"."organization_members"
  add constraint "organization_members_alert_mail_from_check" check ((alert_mail_from <> 'on_track'::public.utilization_level));

create index organization_members_user_id_idx on public.organization_members using btree (user_id, organization_id)
  where (status = 'active'::public.member_status);

create trigger organization_members_ask_second_factor
  after insert or update of status on public.organization_members
  for each row
  when ((new.status = 'active'::public.member_status))
  execute function private.ask_member_for_second_factor();

create trigger organization_members_of_accounts
  before insert on public.organization_members
  for each row
  execute function private.refuse_former_user();

create trigger organization_members_touch
  before update on public.organization_members
  for each row
  execute function private.touch_updated_at();

create policy "organization_members_select" on "public"."organization_members"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."organization_members" to "authenticated";

grant references on table "public"."organization_members" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."organization_members" to "postgres", "service_role";

comment on column "public"."organization_members"."alert_emails" is 'Whether this member receives the mail about alerts that an import opened.';

comment on column "public"."organization_members"."alert_mail_from" is 'The lowest level that alert mail to this member names; what lies below stays out of it.';

comment on column "public"."organization_members"."import_failed_emails" is 'Whether this member receives mail about imports that failed, while they are an admin and the installation names no operator for it.';

comment on table "public"."organization_members" is 'Who belongs to which organization, in which role. Written only by checked functions.';

-- schemas/public/tables/organizations.sql
create table "public"."organizations" (
  "id"                     uuid                     not null default gen_random_uuid(),
  "name"                   text                     not null,
  "slug"                   text                     not null,
  "currency"               text                     not null default 'USD'::text,
  "locale"                 text                     not null default 'en-US'::text,
  "time_zone"              text                     not null default 'UTC'::text,
  "stripe_customer_id"     text,
  "data_version"           bigint                   not null default 0,
  "created_at"             timestamp with time zone not null default now(),
  "updated_at"             timestamp with time zone not null default now(),
  "requires_second_factor" boolean                  not null default false,
  constraint "organizations_currency_check" check ((currency ~ '^[A-Z]{3}$'::text)),
  constraint "organizations_locale_check" check (((length(locale) >= 2) AND (length(locale) <= 35))),
  constraint "organizations_name_check" check (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120))),
  constraint "organizations_pkey" primary key (id),
  constraint "organizations_slug_check" check ((slug ~ '^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$'::text)),
  constraint "organizations_slug_key" unique (slug),
  constraint "organizations_stripe_customer_id_key" unique (stripe_customer_id),
  constraint "organizations_time_zone_check" check (((length(time_zone) >= 1) AND (length(time_zone) <= 64)))
);

alter table "public"."organizations"
  enable row level security;

create trigger organizations_ask_second_factor
  after update of requires_second_factor on public.organizations
  for each row
  when ((new.requires_second_factor AND (NOT old.requires_second_factor)))
  execute function private.ask_members_for_second_factor('id');

create trigger organizations_plain_name
  before insert or update of name on public.organizations
  for each row
  execute function private.require_plain_name('name');

create trigger organizations_touch
  before update on public.organizations
  for each row
  execute function private.touch_updated_at();

create policy "organizations_select" on "public"."organizations"
  for select
  to "authenticated"
  using ((id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."organizations" to "authenticated";

grant references on table "public"."organizations" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."organizations" to "postgres", "service_role";

comment on column "public"."organizations"."currency" is 'ISO 4217 code of all money of this organization; the exports carry one currency.';

comment on column "public"."organizations"."data_version" is 'Raised in the same transaction by all that changes purchase orders, quantity surveys or levels: imports that are applied or undone, and new thresholds. Previews that were computed on an earlier one are computed again, and kept figures of an earlier one are not used.';

comment on column "public"."organizations"."locale" is 'BCP 47 tag by which numbers and dates are shown and mailed.';

comment on column "public"."organizations"."requires_second_factor" is 'Whether its admins want a second factor of everybody in it. Counts while its plan includes that: private.enforces_second_factor.';

comment on column "public"."organizations"."slug" is 'Short name for addresses and the command line.';

comment on column "public"."organizations"."time_zone" is 'IANA name; decides which day it is for ages and digests.';

comment on table "public"."organizations" is 'A contractor: the tenant that every other row belongs to.';

-- schemas/public/tables/purchase_orders.sql
create table "public"."purchase_orders" (
  "id"                      bigint                   generated always as identity not null,
  "organization_id"         uuid                     not null,
  "purchase_order_no"       text                     collate pg_catalog."C" not null,
  "status"                  text,
  "only_urc"                text,
  "control_key"             text,
  "company"                 text,
  "order_short_text"        text,
  "contract_no"             text,
  "brief_text"              text,
  "vendor_id"               text,
  "vendor_short_term"       text,
  "pmo"                     text,
  "rfq_no"                  text,
  "offer_number"            text,
  "cost_center"             text,
  "functional_location"     text,
  "location_plant"          text,
  "mgmt_group_id"           text,
  "work_coordinator_id"     text,
  "work_coordinator_name"   text,
  "order_value"             numeric(18,2)            not null,
  "start_date"              date,
  "completion_date"         date,
  "completion_message_date" date,
  "commission"              text,
  "transaction_number"      text,
  "contractor_contact"      text,
  "order_type"              text,
  "attributes"              jsonb,
  "total_spent"             numeric(18,2)            not null default 0,
  "quantity_survey_count"   integer                  not null default 0,
  "last_billed_date"        date,
  "content_hash"            uuid                     not null,
  "first_import_job_id"     uuid                     not null,
  "import_job_id"           uuid                     not null,
  "source_row"              integer                  not null,
  "created_at"              timestamp with time zone not null default now(),
  "updated_at"              timestamp with time zone not null default now(),
  constraint "purchase_orders_organization_id_first_import_job_id_fkey" foreign key (organization_id, first_import_job_id) references public.import_jobs(organization_id, id),
  constraint "purchase_orders_organization_id_fkey" foreign key (organization_id) references public.organizations(id) on delete cascade,
  constraint "purchase_orders_organization_id_id_key" unique (organization_id, id),
  constraint "purchase_orders_organization_id_import_job_id_fkey" foreign key (organization_id, import_job_id) references public.import_jobs(organization_id, id),
  constraint "purchase_orders_organization_id_purchase_order_no_key" unique (organization_id, purchase_order_no),
  constraint "purchase_orders_pkey" primary key (id),
  constraint "purchase_orders_purchase_order_no_check" check (((length(purchase_order_no) >= 1) AND (length(purchase_order_no) <= 64)))
);

alter table "public"."purchase_orders"
  enable row level security;

alter table "public"."purchase_orders"
  add column "header_no" text collate pg_catalog."C" generated always as (split_part(purchase_order_no, '.'::text, 1)) stored;

alter table "public"."purchase_orders"
  add column "line_no" text collate pg_catalog."C" generated always as (NULLIF(split_part(purchase_order_no, '.'::text, 2), ''::text)) stored;

alter table "public"."purchase_orders"
  add column "remaining_budget" numeric(19,2) generated always as ((order_value - total_spent)) stored;

alter table "public"."purchase_orders"
  add column "utilization_percent" numeric(24,2) generated always as (
CASE
    when (order_value > (0)::numeric) THEN round(((total_spent * (100)::numeric) / order_value), 2)
    ELSE null::numeric
end) stored;

alter table "public"."purchase_orders"
  add column "search_text" text generated always as
    (lower(((((((((((((((((((((purchase_order_no || ' '::text) || COALESCE(order_short_text, ''::text)) || ' '::text) || COALESCE(brief_text, ''::text)) || ' '::text) ||
    COALESCE(vendor_short_term, ''::text)) || ' '::text) || COALESCE(vendor_id, ''::text)) || ' '::text) || COALESCE(contract_no, ''::text)) || ' '::text) ||
    COALESCE(work_coordinator_name, ''::text)) || ' '::text) || COALESCE(work_coordinator_id, ''::text)) || ' '::text) || COALESCE(location_plant, ''::text)) || ' '::text) ||
    COALESCE(functional_location, ''::text)) || ' '::text) || COALESCE(contractor_contact, ''::text)))) stored;

alter table "public"."purchase_orders"
  add column "level" public.utilization_level not null default 'on_track'::public.utilization_level;

create index purchase_orders_first_import_idx on public.purchase_orders using btree (organization_id, first_import_job_id);

create index purchase_orders_header_idx on public.purchase_orders using btree (organization_id, header_no, line_no);

create index purchase_orders_import_idx on public.purchase_orders using btree (organization_id, import_job_id);

create index purchase_orders_level_idx on public.purchase_orders using btree (organization_id, level, utilization_percent desc nulls last, id);

create index purchase_orders_rank_idx on public.purchase_orders using btree (organization_id, (
CASE
    when (order_value > (0)::numeric) THEN utilization_percent
    when (total_spent > (0)::numeric) THEN 'Infinity'::numeric
    ELSE null::numeric
end) desc nulls last, id);

create index purchase_orders_search_idx on public.purchase_orders using gin (organization_id, search_text extensions.gin_trgm_ops);

create index purchase_orders_utilization_idx on public.purchase_orders using btree (organization_id, utilization_percent desc nulls last, id);

create trigger purchase_orders_key_stays
  after update of id, organization_id on public.purchase_orders
  for each row
  when (((old.id <> new.id) OR (old.organization_id <> new.organization_id)))
  execute function private.refuse_new_key();

create trigger purchase_orders_not_in_use
  after delete on public.purchase_orders referencing OLD table as removed
  for each STATEMENT
  execute function private.refuse_order_in_use();

create policy "purchase_orders_select" on "public"."purchase_orders"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."purchase_orders" to "authenticated";

grant references on table "public"."purchase_orders" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."purchase_orders" to "postgres", "service_role";

alter table "public"."purchase_orders"
  add column "lifecycle" public.purchase_order_lifecycle generated always as (private.lifecycle_of(status)) stored;

comment on column "public"."purchase_orders"."attributes" is 'Columns of the export that have no field here, by header.';

comment on column "public"."purchase_orders"."completion_message_date" is 'When completion was reported; the portal calls the column "Completion message".';

comment on column "public"."purchase_orders"."content_hash" is 'MD5 of the row''s values as imported; tells changed from unchanged.';

comment on column "public"."purchase_orders"."header_no" is 'The part before the dot; lines of one header belong together.';

comment on column "public"."purchase_orders"."import_job_id" is 'The import that last wrote this row, and source_row where it stood in that file.';

comment on column "public"."purchase_orders"."level" is 'By the organization''s thresholds on the exact ratio; maintained by imports and by a change of thresholds.';

comment on column "public"."purchase_orders"."purchase_order_no" is 'Header number, dot, line number, as text: 6500008279.00001.';

comment on column "public"."purchase_orders"."status" is 'As the portal writes it.';

comment on column "public"."purchase_orders"."total_spent" is 'Sum of the totals of its quantity surveys that count. Maintained by imports in their transaction.';

comment on column "public"."purchase_orders"."utilization_percent" is 'total_spent / order_value * 100, two decimals, for display; null when nothing is authorised.';

comment on column "public"."purchase_orders"."vendor_short_term" is 'The vendor''s name; the portal calls the column "Short term".';

comment on column "public"."purchase_orders"."work_coordinator_id" is 'A user id of the client, or "?".';

comment on table "public"."purchase_orders" is 'One line of a purchase order: what the client authorised, and what has been spent of it. Written only by imports.';

-- schemas/public/tables/quantity_surveys.sql
create table "public"."quantity_surveys" (
  "id"                  bigint                   generated always as identity not null,
  "organization_id"     uuid                     not null,
  "purchase_order_no"   text                     collate pg_catalog."C" not null,
  "qs_number"           text                     collate pg_catalog."C" not null,
  "part_no"             integer                  not null default 1,
  "purchase_order_id"   bigint,
  "short_text"          text,
  "contractor_contact"  text,
  "vendor_id"           text,
  "total"               numeric(18,2)            not null,
  "created_date"        date,
  "transferred_date"    date,
  "accepted_date"       date,
  "invoice_number"      text,
  "invoice_date"        date,
  "accounting_document" text,
  "attributes"          jsonb,
  "withdrawn_at"        timestamp with time zone,
  "content_hash"        uuid                     not null,
  "first_import_job_id" uuid                     not null,
  "import_job_id"       uuid                     not null,
  "source_row"          integer                  not null,
  "created_at"          timestamp with time zone not null default now(),
  "updated_at"          timestamp with time zone not null default now(),
  constraint "quantity_surveys_organization_id_purchase_order_no_qs_numbe_key" unique (organization_id, purchase_order_no, qs_number, part_no),
  constraint "quantity_surveys_part_no_check" check ((part_no >= 1)),
  constraint "quantity_surveys_pkey" primary key (id),
  constraint "quantity_surveys_purchase_order_no_check" check (((length(purchase_order_no) >= 1) AND (length(purchase_order_no) <= 64))),
  constraint "quantity_surveys_qs_number_check" check (((length(qs_number) >= 1) AND (length(qs_number) <= 64)))
);

alter table "public"."quantity_surveys"
  enable row level security;

create index quantity_surveys_import_idx on public.quantity_surveys using brin (import_job_id uuid_bloom_ops)
  with (pages_per_range='16', autosummarize='on');

create index quantity_surveys_number_idx on public.quantity_surveys using btree (organization_id, qs_number);

create index quantity_surveys_order_idx on public.quantity_surveys using btree (organization_id, purchase_order_id);

create index quantity_surveys_orphans_idx on public.quantity_surveys using btree (organization_id, id)
  where (purchase_order_id is null);

create index quantity_surveys_recent_idx on public.quantity_surveys using btree (organization_id, created_date desc nulls last, id desc);

create index quantity_surveys_withdrawn_idx on public.quantity_surveys using btree (organization_id, id)
  where (withdrawn_at is not null);

create trigger quantity_surveys_import_exists
  after insert on public.quantity_surveys referencing NEW table as written
  for each STATEMENT
  execute function private.refuse_foreign_import();

create trigger quantity_surveys_import_still_exists
  after update on public.quantity_surveys referencing NEW table as written
  for each STATEMENT
  execute function private.refuse_foreign_import();

create trigger quantity_surveys_order_exists
  after insert on public.quantity_surveys referencing NEW table as written
  for each STATEMENT
  execute function private.refuse_foreign_order();

create trigger quantity_surveys_order_still_exists
  after update on public.quantity_surveys referencing NEW table as written
  for each STATEMENT
  execute function private.refuse_foreign_order();

create policy "quantity_surveys_select" on "public"."quantity_surveys"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."quantity_surveys" to "authenticated";

grant references on table "public"."quantity_surveys" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."quantity_surveys" to "postgres", "service_role";

alter table "public"."quantity_surveys"
  add column "stage" public.quantity_survey_stage generated always as (private.stage_of(transferred_date, accepted_date, invoice_number, invoice_date, accounting_document)) stored;

create index quantity_surveys_pipeline_idx on public.quantity_surveys using btree (organization_id, created_date desc nulls last, id desc)
  where (stage <> 'posted'::public.quantity_survey_stage);

create index quantity_surveys_unposted_idx on public.quantity_surveys using btree (organization_id, stage)
  include (created_date, transferred_date, accepted_date, invoice_date, total)
  where ((stage <> 'posted'::public.quantity_survey_stage) AND (withdrawn_at is null) AND (purchase_order_id is not null));

comment on column "public"."quantity_surveys"."first_import_job_id" is 'The import that brought the row: equal to import_job_id then, and never changed.';

comment on column "public"."quantity_surveys"."import_job_id" is 'The import that last wrote the row, of the same organization: checked once per statement by quantity_surveys_import_exists.';

comment on column "public"."quantity_surveys"."organization_id" is 'Its existence follows from import_job_id.';

comment on column "public"."quantity_surveys"."part_no" is '1, unless the file holds one survey in parts, numbered in file order.';

comment on column "public"."quantity_surveys"."purchase_order_id" is 'Null for an orphan: its purchase order is unknown, so it counts in no total until that order arrives. Otherwise one of the same organization: checked once per statement by quantity_surveys_order_exists.';

comment on column "public"."quantity_surveys"."qs_number" is 'Unique only within a purchase order line.';

comment on column "public"."quantity_surveys"."total" is 'What was billed; negative for a credit.';

comment on column "public"."quantity_surveys"."withdrawn_at" is 'Set when a full export no longer held the row: kept, but not counted.';

comment on table "public"."quantity_surveys" is 'A billing claim of the contractor against one purchase order line. Written only by imports.';

comment on column "public"."quantity_surveys"."stage" is 'How far it came: created, transferred, accepted, invoiced, posted.';

-- schemas/public/tables/second_factors.sql
create table "public"."second_factors" (
  "id"           uuid                     not null default gen_random_uuid(),
  "user_id"      uuid                     not null,
  "kind"         text                     not null,
  "name"         text                     not null,
  "created_at"   timestamp with time zone not null default now(),
  "last_used_at" timestamp with time zone,
  constraint "second_factors_kind_check" check ((kind = ANY (ARRAY['app'::text, 'passkey'::text]))),
  constraint "second_factors_name_check" check (((name ~ '\S'::text) AND (length(name) <= 60))),
  constraint "second_factors_pkey" primary key (id),
  constraint "second_factors_user_id_fkey" foreign key (user_id) references auth.users(id) on delete cascade
);

alter table "public"."second_factors"
  enable row level security;

create index second_factors_user_id_idx on public.second_factors using btree (user_id);

create policy "second_factors_select" on "public"."second_factors"
  for select
  to "authenticated"
  using ((user_id = ( select private.my_user_id() as my_user_id)));

grant select on table "public"."second_factors" to "authenticated";

grant references on table "public"."second_factors" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."second_factors" to "postgres", "service_role";

comment on column "public"."second_factors"."last_used_at" is 'When it was last shown; null when never since it was set up.';

comment on column "public"."second_factors"."name" is 'By which its owner tells it from their others.';

comment on table "public"."second_factors" is 'What people show after their password: authenticator apps and passkeys. What a code or a signature is checked with lies apart, where nobody of the API reads.';

-- schemas/public/tables/subscriptions.sql
create table "public"."subscriptions" (
  "organization_id"        uuid                     not null,
  "stripe_subscription_id" text,
  "current_period_end"     timestamp with time zone,
  "created_at"             timestamp with time zone not null default now(),
  "updated_at"             timestamp with time zone not null default now(),
  constraint "subscriptions_organization_id_fkey" foreign key (organization_id) references public.organizations(id) on delete cascade,
  constraint "subscriptions_pkey" primary key (organization_id),
  constraint "subscriptions_stripe_subscription_id_key" unique (stripe_subscription_id)
);

alter table "public"."subscriptions"
  enable row level security;

alter table "public"."subscriptions"
  add column "plan" public.subscription_plan not null default 'essential'::public.subscription_plan;

alter table "public"."subscriptions"
  add column "status" public.subscription_status not null default 'manual'::public.subscription_status;

create trigger subscriptions_ask_second_factor
  after insert or update of plan on public.subscriptions
  for each row
  execute function private.ask_members_for_second_factor('organization_id');

create trigger subscriptions_touch
  before update on public.subscriptions
  for each row
  execute function private.touch_updated_at();

create policy "subscriptions_select" on "public"."subscriptions"
  for select
  to "authenticated"
  using ((organization_id in ( select private.my_organization_ids() as my_organization_ids)));

grant select on table "public"."subscriptions" to "authenticated";

grant references on table "public"."subscriptions" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."subscriptions" to "postgres", "service_role";

comment on table "public"."subscriptions" is 'The plan of an organization. Status manual: agreed outside Stripe.';

-- schemas/public/tables/user_profiles.sql
create table "public"."user_profiles" (
  "user_id"    uuid                     not null,
  "email"      text                     not null,
  "full_name"  text                     not null default ''::text,
  "phone"      text                     not null default ''::text,
  "created_at" timestamp with time zone not null default now(),
  "updated_at" timestamp with time zone not null default now(),
  "time_zone"  text,
  "locale"     text,
  "deleted_at" timestamp with time zone,
  constraint "user_profiles_email_check" check ((email = lower(email))),
  constraint "user_profiles_full_name_check" check ((length(full_name) <= 120)),
  constraint "user_profiles_locale_check" check (((length(locale) >= 2) AND (length(locale) <= 35))),
  constraint "user_profiles_phone_check" check ((length(phone) <= 40)),
  constraint "user_profiles_pkey" primary key (user_id),
  constraint "user_profiles_time_zone_check" check (((length(time_zone) >= 1) AND (length(time_zone) <= 64)))
);

alter table "public"."user_profiles"
  enable row level security;

create trigger user_profiles_plain_name
  before insert or update of full_name on public.user_profiles
  for each row
  execute function private.require_plain_name('full_name');

create trigger user_profiles_touch
  before update on public.user_profiles
  for each row
  execute function private.touch_updated_at();

create policy "user_profiles_select" on "public"."user_profiles"
  for select
  to "authenticated"
  using (((user_id = ( select private.my_user_id() as my_user_id)) or (user_id in ( select private.my_colleague_ids() as my_colleague_ids))));

grant select on table "public"."user_profiles" to "authenticated";

grant references on table "public"."user_profiles" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."user_profiles" to "postgres", "service_role";

comment on column "public"."user_profiles"."deleted_at" is 'When the account was deleted. From then on the profile names nobody.';

comment on column "public"."user_profiles"."locale" is 'BCP 47 tag by which this person sees numbers and dates; null: the organization''s.';

comment on column "public"."user_profiles"."time_zone" is 'IANA name by which this person sees times; null: the organization''s. Which day it is, the organization''s decides for everybody.';

comment on column "public"."user_profiles"."user_id" is 'The id of the account at the Auth server. Not a foreign key: the profile outlives the account.';

comment on table "public"."user_profiles" is 'What AESTrak keeps about a person beyond the Auth server''s own record.';

-- schemas/public/tables/user_sessions.sql
create table "public"."user_sessions" (
  "id"                  uuid                     not null,
  "user_id"             uuid                     not null,
  "ip_address"          inet,
  "user_agent"          text,
  "created_at"          timestamp with time zone not null default now(),
  "last_seen_at"        timestamp with time zone not null default now(),
  "expires_at"          timestamp with time zone not null,
  "needs_second_factor" boolean                  not null default false,
  "ended_at"            timestamp with time zone,
  "end_reason"          text,
  "second_factor_at"    timestamp with time zone,
  constraint "user_sessions_check" check (((ended_at IS NULL) = (end_reason IS NULL))),
  constraint "user_sessions_end_reason_check"
    check
    ((end_reason = ANY (ARRAY['signed_out'::text, 'ended_by_user'::text, 'password_changed'::text, 'email_changed'::text, 'second_factor_reset'::text, 'unused'::text,
    'too_old'::text]))),
  constraint "user_sessions_pkey" primary key (id),
  constraint "user_sessions_user_agent_check" check ((length(user_agent) <= 400)),
  constraint "user_sessions_user_id_fkey" foreign key (user_id) references auth.users(id) on delete cascade
);

alter table "public"."user_sessions"
  enable row level security;

create index user_sessions_over_idx on public.user_sessions using btree (COALESCE(ended_at, expires_at));

create index user_sessions_user_id_idx on public.user_sessions using btree (user_id);

create trigger user_sessions_chosen_password
  before insert on public.user_sessions
  for each row
  execute function private.refuse_unchosen_password();

create policy "user_sessions_select" on "public"."user_sessions"
  for select
  to "authenticated"
  using ((user_id = ( select private.my_user_id() as my_user_id)));

grant select on table "public"."user_sessions" to "authenticated";

grant references on table "public"."user_sessions" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."user_sessions" to "postgres", "service_role";

comment on column "public"."user_sessions"."created_at" is 'When its owner logged in, as the Auth server says.';

comment on column "public"."user_sessions"."ended_at" is 'Null while it lasts. An ended one is kept for 30 days, longer than any of its tokens.';

comment on column "public"."user_sessions"."expires_at" is 'When it ends by itself: moved on by each noted request, never past the longest time that a session lasts.';

comment on column "public"."user_sessions"."id" is 'session_id in the access token, and the id in auth.sessions. Not a foreign key: the Auth server deletes its own.';

comment on column "public"."user_sessions"."ip_address" is 'Where the last request came from that was noted.';

comment on column "public"."user_sessions"."last_seen_at" is 'The last request, to the minute.';

comment on column "public"."user_sessions"."needs_second_factor" is 'It opens nothing while second_factor_at is null.';

comment on column "public"."user_sessions"."second_factor_at" is 'When this session last showed a second factor; null when it has not.';

comment on column "public"."user_sessions"."user_agent" is 'The browser of the last request that was noted, as it names itself.';

comment on table "public"."user_sessions" is 'The sessions of every person, by the session_id of their access tokens. A session that is not here, or is over, opens nothing.';

-- schemas/public/types/alert_cause.sql
create type "public"."alert_cause" as enum (
  'order_imported',
  'value_raised',
  'value_lowered',
  'spend_rose',
  'spend_fell',
  'surveys_withdrawn',
  'order_closed',
  'order_reopened',
  'thresholds_moved',
  'import_undone',
  'promise_passed',
  'snooze_ended',
  'person',
  'import'
);

grant usage on type "public"."alert_cause" to "postgres";

comment on type "public"."alert_cause" is 'Why an alert took a step; the facts beside it hold the figures. "import": through an import whose effect on the order is not known.';

-- schemas/public/types/alert_event_type.sql
create type "public"."alert_event_type" as enum (
  'opened',
  'escalated',
  'deescalated',
  'acknowledged',
  'returned',
  'snoozed',
  'resolved',
  'reopened',
  'undone',
  'commented'
);

grant usage on type "public"."alert_event_type" to "postgres";

-- schemas/public/types/alert_status.sql
create type "public"."alert_status" as enum (
  'open',
  'acknowledged',
  'snoozed',
  'resolved'
);

grant usage on type "public"."alert_status" to "postgres";

-- schemas/public/types/email_status.sql
create type "public"."email_status" as enum (
  'pending',
  'sending',
  'sent',
  'failed',
  'uncertain'
);

grant usage on type "public"."email_status" to "postgres";

-- schemas/public/types/import_mode.sql
create type "public"."import_mode" as enum (
  'incremental',
  'snapshot'
);

grant usage on type "public"."import_mode" to "postgres";

-- schemas/public/types/import_phase.sql
create type "public"."import_phase" as enum (
  'queued',
  'inspecting',
  'staging',
  'comparing',
  'ready',
  'applying',
  'undoing',
  'done'
);

grant usage on type "public"."import_phase" to "postgres";

-- schemas/public/types/import_source.sql
create type "public"."import_source" as enum (
  'browser',
  'command_line',
  'api'
);

grant usage on type "public"."import_source" to "postgres";

-- schemas/public/types/import_status.sql
create type "public"."import_status" as enum (
  'pending',
  'processing',
  'awaiting_mapping',
  'awaiting_confirmation',
  'succeeded',
  'failed',
  'canceled',
  'undone'
);

grant usage on type "public"."import_status" to "postgres";

-- schemas/public/types/import_type.sql
create type "public"."import_type" as enum (
  'purchase_orders',
  'quantity_surveys'
);

grant usage on type "public"."import_type" to "postgres";

-- schemas/public/types/member_role.sql
create type "public"."member_role" as enum (
  'admin',
  'member'
);

grant usage on type "public"."member_role" to "postgres";

-- schemas/public/types/member_status.sql
create type "public"."member_status" as enum (
  'active',
  'deactivated'
);

grant usage on type "public"."member_status" to "postgres";

-- schemas/public/types/purchase_order_lifecycle.sql
create type "public"."purchase_order_lifecycle" as enum (
  'open',
  'completed',
  'canceled'
);

grant usage on type "public"."purchase_order_lifecycle" to "postgres";

-- schemas/public/types/quantity_survey_stage.sql
create type "public"."quantity_survey_stage" as enum (
  'created',
  'transferred',
  'accepted',
  'invoiced',
  'posted'
);

grant usage on type "public"."quantity_survey_stage" to "postgres";

-- schemas/public/types/repeat_policy.sql
create type "public"."repeat_policy" as enum (
  'fault',
  'parts',
  'corrections'
);

grant usage on type "public"."repeat_policy" to "postgres";

comment on type "public"."repeat_policy" is 'What the same key with other values in one file means: parts (all count), corrections (the last counts), or a fault.';

-- schemas/public/types/subscription_plan.sql
create type "public"."subscription_plan" as enum (
  'essential',
  'growth',
  'enterprise'
);

grant usage on type "public"."subscription_plan" to "postgres";

-- schemas/public/types/subscription_status.sql
create type "public"."subscription_status" as enum (
  'manual',
  'trialing',
  'active',
  'past_due',
  'canceled'
);

grant usage on type "public"."subscription_status" to "postgres";

-- schemas/public/types/utilization_level.sql
create type "public"."utilization_level" as enum (
  'on_track',
  'warning',
  'critical',
  'over_budget'
);

grant usage on type "public"."utilization_level" to "postgres";

comment on type "public"."utilization_level" is 'How much of the authorised value is spent, in rising order. Decided on the exact ratio by private.level_of.';

-- schemas/public/views/alert_rows.sql
create view "public"."alert_rows" with (security_invoker=true) AS  SELECT a.id,
    a.organization_id,
    a.purchase_order_id,
    a.purchase_order_no,
    a.level,
    a.status,
    a.opened_at,
    a.opened_by_import,
    a.opened_cause,
    f.file_name AS opened_by_file,
    a.acknowledged_at,
    a.acknowledgement_note,
    a.raise_expected_by,
    a.snoozed_until,
    a.resolved_at,
    a.resolved_reason,
    a.resolved_cause,
    a.resolved_facts,
    (a.suppressed_level IS NOT NULL) AS suppresses,
    COALESCE(NULLIF(acknowledger.full_name, ''::text), acknowledger.email) AS acknowledged_by_name,
    COALESCE(NULLIF(resolver.full_name, ''::text), resolver.email) AS resolved_by_name,
    p.order_short_text,
    p.vendor_short_term,
    p.status AS order_status,
    p.lifecycle,
    p.completion_date,
    p.level AS order_level,
    (p.order_value)::text AS order_value,
    (p.total_spent)::text AS total_spent,
    (p.remaining_budget)::text AS remaining_budget,
    (p.utilization_percent)::text AS utilization_percent,
    p.quantity_survey_count,
    p.last_billed_date
   FROM (((((public.alerts a
     JOIN public.purchase_orders p ON (((p.organization_id = a.organization_id) AND (p.id = a.purchase_order_id))))
     LEFT JOIN public.import_jobs j ON (((j.organization_id = a.organization_id) AND (j.id = a.opened_by_import))))
     LEFT JOIN public.import_files f ON (((f.organization_id = j.organization_id) AND (f.id = j.file_id))))
     LEFT JOIN public.user_profiles acknowledger ON ((acknowledger.user_id = a.acknowledged_by)))
     LEFT JOIN public.user_profiles resolver ON ((resolver.user_id = a.resolved_by)));

grant select on table "public"."alert_rows" to "authenticated";

grant references on table "public"."alert_rows" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "public"."alert_rows" to "postgres", "service_role";

comment on view "public"."alert_rows" is 'Alerts with their purchase order as it stands now, the file that opened them, and names. Money as text. Obeys the reader''s row level security.';

-- schemas/staging/schema.sql
create schema "staging";

grant usage on schema "staging" to "authenticator";

grant create, usage on schema "staging" to "postgres";

comment on schema "staging" is 'Rows of an uploaded file before they are confirmed, one table per import job. Not exposed through the API.';

-- schemas/staging/tables/differences.sql
create table "staging"."differences" (
  "row_number"        integer,
  "part_no"           integer       not null default 1,
  "purchase_order_no" text          collate pg_catalog."C" not null,
  "qs_number"         text          collate pg_catalog."C",
  "entity_id"         bigint,
  "purchase_order_id" bigint,
  "action"            text          not null,
  "value_before"      numeric(18,2),
  "value_after"       numeric(18,2),
  "day_before"        date,
  "day_after"         date,
  constraint "differences_action_check" check ((action = ANY (ARRAY['new'::text, 'changed'::text, 'restored'::text, 'withdrawn'::text])))
);

alter table "staging"."differences"
  enable row level security;

grant references on table "staging"."differences" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "staging"."differences" to "postgres";

comment on column "staging"."differences"."day_after" is 'Of a quantity survey: the day on which the file counts it, null when on none.';

comment on column "staging"."differences"."day_before" is 'Of a quantity survey: the day on which it counts now, null when on none.';

comment on column "staging"."differences"."row_number" is 'The row in the file; null for a withdrawn one, which the file no longer holds.';

comment on column "staging"."differences"."value_before" is 'Order value or total as it counts now, null when it does not.';

comment on table "staging"."differences" is 'Template of what a staged file would change: one row per new, changed, restored or withdrawn row; itself always empty.';

-- schemas/staging/tables/purchase_orders.sql
create table "staging"."purchase_orders" (
  "row_number"              integer       not null,
  "status"                  text,
  "only_urc"                text,
  "control_key"             text,
  "company"                 text,
  "purchase_order_no"       text          collate pg_catalog."C" not null,
  "order_short_text"        text,
  "contract_no"             text,
  "brief_text"              text,
  "vendor_id"               text,
  "vendor_short_term"       text,
  "pmo"                     text,
  "rfq_no"                  text,
  "offer_number"            text,
  "cost_center"             text,
  "functional_location"     text,
  "location_plant"          text,
  "mgmt_group_id"           text,
  "work_coordinator_id"     text,
  "work_coordinator_name"   text,
  "order_value"             numeric(18,2) not null,
  "start_date"              date,
  "completion_date"         date,
  "completion_message_date" date,
  "commission"              text,
  "transaction_number"      text,
  "contractor_contact"      text,
  "order_type"              text,
  "attributes"              jsonb,
  "content_hash"            uuid          not null,
  "may_repeat"              boolean       not null
);

alter table "staging"."purchase_orders"
  enable row level security;

grant references on table "staging"."purchase_orders" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "staging"."purchase_orders" to "postgres";

comment on column "staging"."purchase_orders"."may_repeat" is 'False when no row above has the same key; true when one has, and now and then when none has.';

comment on table "staging"."purchase_orders" is 'Template of the staging tables for purchase order exports; itself always empty.';

-- schemas/staging/tables/quantity_surveys.sql
create table "staging"."quantity_surveys" (
  "row_number"          integer       not null,
  "purchase_order_no"   text          collate pg_catalog."C" not null,
  "qs_number"           text          collate pg_catalog."C" not null,
  "short_text"          text,
  "contractor_contact"  text,
  "vendor_id"           text,
  "total"               numeric(18,2) not null,
  "created_date"        date,
  "transferred_date"    date,
  "accepted_date"       date,
  "invoice_number"      text,
  "invoice_date"        date,
  "accounting_document" text,
  "attributes"          jsonb,
  "content_hash"        uuid          not null,
  "may_repeat"          boolean       not null
);

alter table "staging"."quantity_surveys"
  enable row level security;

grant references on table "staging"."quantity_surveys" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "staging"."quantity_surveys" to "postgres";

comment on column "staging"."quantity_surveys"."may_repeat" is 'False when no row above has the same key; true when one has, and now and then when none has.';

comment on table "staging"."quantity_surveys" is 'Template of the staging tables for quantity survey exports; itself always empty.';

-- schemas/staging/tables/refused.sql
create table "staging"."refused" (
  "row_number"        integer not null,
  "purchase_order_no" text    collate pg_catalog."C" not null,
  "qs_number"         text    collate pg_catalog."C"
);

alter table "staging"."refused"
  enable row level security;

grant references on table "staging"."refused" to "authenticator";

grant delete, insert, maintain, references, select, trigger, truncate, update on table "staging"."refused" to "postgres";

comment on column "staging"."refused"."qs_number" is 'Null in an export of purchase orders.';

comment on column "staging"."refused"."row_number" is 'The row in the file.';

comment on table "staging"."refused" is 'Template of the keys whose rows could not be read in one reading of a file; itself always empty.';
