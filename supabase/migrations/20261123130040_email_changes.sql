-- Another e-mail address for an account: it counts once its mailbox has shown the token that was mailed there.

create table private.email_changes (
  user_id uuid primary key references auth.users (id) on delete cascade,
  new_email text not null check (new_email = lower(new_email)),
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '1 hour'
);
comment on table private.email_changes is
  'The address that a person wishes to have, until they confirm it, withdraw it or wish for another. Also kept for an address that belongs to somebody else, whose token nobody is sent.';
comment on column private.email_changes.token_hash is 'SHA-256 of the single-use token.';
alter table private.email_changes enable row level security;

create function private.account_with_email(address text) returns uuid
language sql stable set search_path = '' as $$
  select u.id from auth.users u where lower(u.email) = $1 and u.email_confirmed_at is not null limit 1
$$;
comment on function private.account_with_email(text) is 'Whose confirmed address this is; null when it is nobody''s.';

create function public.request_email_change(new_email text, proof uuid) returns void
language plpgsql security definer set search_path = '' as $$
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
$$;
comment on function public.request_email_change(text, uuid) is
  'The signed-in user, who has just proved their password, wishes for another address. Does the same, to their eyes, for one that is somebody else''s.';

create function public.own_email_change() returns table (new_email text, expires_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select c.new_email, c.expires_at from private.email_changes c where c.user_id = (select private.my_user_id()) and c.expires_at > now()
$$;
comment on function public.own_email_change() is 'The address that the signed-in user has still to confirm, or no row.';

create function public.cancel_email_change() returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.email_changes c where c.user_id = (select private.my_user_id());
  if found then
    perform private.audit_own_account('user.email_change_canceled');
  end if;
end;
$$;
comment on function public.cancel_email_change() is 'The signed-in user keeps their address; the mailed link is void.';

create function private.with_email(data jsonb, email text) returns jsonb
language sql immutable set search_path = '' as $$
  -- The embedded Auth server keeps some objects as a JSON string that holds the object's text.
  select case jsonb_typeof($1)
    when 'string' then to_jsonb(((($1 #>> '{}')::jsonb) || jsonb_build_object('email', $2, 'email_verified', true))::text)
    else $1 || jsonb_build_object('email', $2, 'email_verified', true) end
$$;

create function private.move_auth_account(user_id uuid, email text) returns void
language plpgsql set search_path = '' as $$
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
$$;
comment on function private.move_auth_account(uuid, text) is
  'Gives an account of the Auth server another confirmed address, and voids every link that was mailed before.';

alter table public.user_sessions
  drop constraint user_sessions_end_reason_check,
  add constraint user_sessions_end_reason_check check (end_reason in
    ('signed_out', 'ended_by_user', 'password_changed', 'email_changed', 'second_factor_reset', 'unused', 'too_old'));

create function public.confirm_email_change(token_hash bytea) returns text
language plpgsql security definer set search_path = '' as $$
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
  -- Whoever signed up with this address and never confirmed it has shown less than the person at hand.
  delete from auth.users u where lower(u.email) = wish.new_email and u.id <> me and u.email_confirmed_at is null
    and not exists (select from public.user_profiles p where p.user_id = u.id);
  if exists (select from auth.users u where lower(u.email) = wish.new_email and u.id <> me) then
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
comment on function public.confirm_email_change(bytea) is
  'The signed-in user shows the token that was mailed to the address they wished for, which is theirs from then on. Works once; ends their other sessions. Returns the address.';

grant execute on function public.request_email_change(text, uuid), public.own_email_change(), public.cancel_email_change(),
  public.confirm_email_change(bytea) to authenticated;
