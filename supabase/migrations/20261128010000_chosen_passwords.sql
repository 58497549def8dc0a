-- A password counts only when somebody chose it who had proved the mailbox of its account. Anybody can tell the Auth
-- server a password for somebody else's address, so what it takes for right opens nothing by itself.

create table private.chosen_passwords (
  user_id uuid primary key references auth.users (id) on delete cascade,
  fingerprint bytea not null,
  chosen_at timestamptz not null default now()
);
comment on table private.chosen_passwords is
  'Accounts whose password was chosen through our own pages: by a mailed link, an invitation, or the password before it. All others count as none.';
comment on column private.chosen_passwords.fingerprint is
  'SHA-256 of the salted hash that the Auth server kept then: a password that was set past our pages has another, and opens nothing.';
alter table private.chosen_passwords enable row level security;

create function private.password_fingerprint(user_id uuid) returns bytea
language sql stable set search_path = '' as $$
  select sha256(convert_to(coalesce(u.encrypted_password, ''), 'UTF8')) from auth.users u where u.id = $1
$$;
comment on function private.password_fingerprint(uuid) is 'Tells whether the Auth server''s password of a person is still the one that they chose.';

create function private.choose_password(user_id uuid, kept uuid) returns void
language plpgsql set search_path = '' as $$
begin
  insert into private.chosen_passwords as c (user_id, fingerprint) values ($1, private.password_fingerprint($1))
  on conflict on constraint chosen_passwords_pkey do update set fingerprint = excluded.fingerprint, chosen_at = now();
  perform private.end_sessions_but($1, $2, 'password_changed');
end;
$$;
comment on function private.choose_password(uuid, uuid) is
  'Makes the password count that the Auth server has now, and ends every session but one. Called only for whoever proved the mailbox or the password before.';

create function private.refuse_unchosen_password() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from private.chosen_passwords c
    where c.user_id = new.user_id and c.fingerprint = private.password_fingerprint(new.user_id)) then
    return new;
  end if;
  return null;
end;
$$;
comment on function private.refuse_unchosen_password() is
  'Keeps sessions out that were opened by a password which nobody of the mailbox chose. What is not in user_sessions opens nothing, also past our pages.';
create trigger user_sessions_chosen_password before insert on public.user_sessions
  for each row execute function private.refuse_unchosen_password();

create or replace function private.account_with_email(address text) returns uuid
language sql stable set search_path = '' as $$
  select u.id from auth.users u join private.chosen_passwords c on c.user_id = u.id
  where lower(u.email) = $1 and u.email_confirmed_at is not null limit 1
$$;
comment on function private.account_with_email(text) is
  'Whose proven address this is; null when it is nobody''s: an account without a chosen password counts as none.';

create function private.auth_account(address text) returns uuid
language plpgsql set search_path = '' as $$
begin
  -- Whoever signed up past our pages has shown nothing. What else they left there (a name, a second factor, another
  -- way to log in) goes along.
  delete from auth.users u where lower(u.email) = $1
    and not exists (select from private.chosen_passwords c where c.user_id = u.id)
    and not exists (select from public.user_profiles p where p.user_id = u.id);
  return (select u.id from auth.users u where lower(u.email) = $1 limit 1);
end;
$$;
comment on function private.auth_account(text) is
  'The account that is to get a password now that somebody has proved its mailbox; null when one must be made. Removes what a stranger began with the address.';

create or replace function private.record_failed_sign_in(email text, reason text) returns void
language plpgsql set search_path = '' as $$
declare
  account uuid := private.account_with_email(lower(btrim($1)));
begin
  -- An address without an account has no log that somebody could be told by, and must not fill any.
  if account is not null then
    perform private.audit_account(account, 'user.sign_in_failed', null, jsonb_build_object('reason', left($2, 80)), null);
  end if;
end;
$$;

create or replace function private.invitation_by_token(token_hash bytea)
returns table (organization_name text, email text, role public.member_role, inviter text, standing text, has_account boolean)
language sql stable security definer set search_path = '' as $$
  select o.name, i.email, i.role,
    (select coalesce(nullif(p.full_name, ''), p.email) from public.user_profiles p where p.user_id = i.invited_by),
    case when i.accepted_at is not null then 'used' when i.revoked_at is not null then 'withdrawn'
      when i.expires_at <= now() then 'expired' else 'open' end,
    private.account_with_email(i.email) is not null
  from public.invitations i join public.organizations o on o.id = i.organization_id
  where i.token_hash = $1
$$;

-- Nobody owes a new password any more: a session begins once the password is chosen.
drop function public.require_password_change();
drop function public.record_password_change();

create function public.record_password_change(proof uuid) returns void
language plpgsql security definer set search_path = '' as $$
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
$$;
comment on function public.record_password_change(uuid) is
  'Called right after the Auth server took the new password of the signed-in user, who proved the one before. Tells them by mail and ends their other sessions.';
grant execute on function public.record_password_change(uuid) to authenticated;

alter table public.user_profiles drop column must_change_password;

create or replace function private.forget_person(me uuid, address text)
  returns void
  language plpgsql
  set search_path to ''
  as $$
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
$$;

create or replace function private.standing_of(user_id uuid)
  returns jsonb
  language sql
  stable
  set search_path to ''
  as $$
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
$$;

create or replace function public.confirm_email_change(token_hash bytea)
  returns text
  language plpgsql
  security definer
  set search_path to ''
  as $$
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
$$;
