-- Signing up and resetting a password go by links of our own: 244 random bits, of which only the hash is kept, mailed
-- through the outbox. The Auth server's own codes have eight to ten digits, and its mail has to be waited for.

create table private.mailed_links (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('sign_up', 'password_reset')),
  email text not null check (email = lower(email)),
  user_id uuid references auth.users (id) on delete cascade,
  wishes jsonb not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '1 hour',
  check ((purpose = 'password_reset') = (user_id is not null))
);
comment on table private.mailed_links is
  'Links that prove a mailbox, for one choice of a password within the hour. Several may be under way: a stranger who asks for one must not void another.';
comment on column private.mailed_links.token_hash is 'SHA-256 of the token, which is in the mail alone.';
comment on column private.mailed_links.user_id is 'Whose password is reset; null for somebody who signs up, of whom the Auth server knows nothing yet.';
comment on column private.mailed_links.wishes is 'What somebody who signs up said of themselves and of their organization.';
create index mailed_links_email_idx on private.mailed_links (email);
create index mailed_links_user_id_idx on private.mailed_links (user_id);
create index mailed_links_expires_at_idx on private.mailed_links (expires_at);
alter table private.mailed_links enable row level security;

alter table public.email_outbox
  drop constraint email_outbox_kind_check,
  add constraint email_outbox_kind_check check (kind in ('import_alerts', 'import_failed', 'mail_failed', 'invitation', 'email_change',
    'account_notice', 'sign_up', 'password_reset'));

create function private.mail_link(purpose text, address text, user_id uuid, wishes jsonb) returns text
language plpgsql set search_path = '' as $$
declare
  token text := private.new_invitation_token();
begin
  delete from private.mailed_links l where l.expires_at < now();
  insert into private.mailed_links (token_hash, purpose, email, user_id, wishes)
  values (sha256(convert_to(token, 'UTF8')), $1, $2, $3, $4);
  return token;
end;
$$;
comment on function private.mail_link(text, text, uuid, jsonb) is 'Makes a link that proves a mailbox. Returns its token, which is kept nowhere.';

create function private.may_be_mailed(address text) returns boolean
language sql stable set search_path = '' as $$
  -- Whoever knows an address can have mail sent there; ten a day are enough for anybody who means it.
  select count(*) < 10 from public.email_outbox e
  where e.organization_id is null and e.recipient = $1 and e.created_at > now() - interval '1 day'
    and (e.kind in ('sign_up', 'password_reset', 'email_change') or e.payload ->> 'notice' in ('sign_up_again', 'email_taken'))
$$;
comment on function private.may_be_mailed(text) is 'Whether another mail that strangers can ask for may go to an address today.';

create function private.begin_sign_up(email text, wishes jsonb) returns void
language plpgsql set search_path = '' as $$
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
$$;
comment on function private.begin_sign_up(text, jsonb) is
  'Mails a link to set an account up, or tells the owner of an existing one. Makes no account: whoever signs up has shown nothing yet.';

create function private.begin_password_reset(email text) returns void
language plpgsql set search_path = '' as $$
declare
  address text := lower(btrim($1));
  account uuid := private.account_with_email(address);
begin
  if account is not null and private.may_be_mailed(address) then
    perform private.queue_account_mail('password_reset', address, '{}', private.mail_link('password_reset', address, account, '{}'));
  end if;
end;
$$;
comment on function private.begin_password_reset(text) is 'Mails a link to choose a new password, if somebody has proved this address.';

create function private.mailed_link(token_hash bytea) returns table (purpose text, email text, wishes jsonb)
language sql stable set search_path = '' as $$
  select l.purpose, l.email, l.wishes from private.mailed_links l where l.token_hash = $1 and l.expires_at > now()
$$;
comment on function private.mailed_link(bytea) is 'What the holder of a mailed link may know of it; no row once it was used or is over.';

create function private.keep_profile(user_id uuid, email text, full_name text) returns void
language sql set search_path = '' as $$
  insert into public.user_profiles (user_id, email, full_name) values ($1, $2, left(btrim(coalesce($3, '')), 120))
  on conflict on constraint user_profiles_pkey do nothing
$$;
comment on function private.keep_profile(uuid, text, text) is 'Begins the profile of a person, unless there is one.';

create function private.use_mailed_link(token_hash bytea, user_id uuid) returns void
language plpgsql set search_path = '' as $$
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
$$;
comment on function private.use_mailed_link(bytea, uuid) is
  'Makes the password count that the Auth server was just given for the owner of a mailed link. Works once, and voids the other links to this mailbox.';

create function private.use_invitation_link(token_hash bytea, user_id uuid, full_name text) returns void
language plpgsql set search_path = '' as $$
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
$$;
comment on function private.use_invitation_link(bytea, uuid, text) is
  'The same for somebody who was invited and has no account yet: the token was mailed to them, so it proves their mailbox.';

-- What a person says of themselves comes with the link; what strangers told the Auth server about an account is read nowhere.
create or replace function public.create_organization(name text) returns uuid
language plpgsql security definer set search_path = '' as $$
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
$$;

create or replace function public.accept_invitation(token_hash bytea) returns uuid
language plpgsql security definer set search_path = '' as $$
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
$$;
drop function private.own_sign_up_name();

create or replace function private.create_organization_for(user_id uuid, email text, full_name text, name text, slug text default null)
returns uuid
language plpgsql security definer set search_path = '' as $$
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
$$;
comment on function private.create_organization_for(uuid, text, text, text, text) is
  'Makes an organization with its first admin, plan and thresholds; without an admin where the operator invites the first one.';

create function private.invite_admin(organization_id uuid, email text) returns text
language plpgsql set search_path = '' as $$
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
$$;
comment on function private.invite_admin(uuid, text) is
  'The operator invites an admin, as often as needed: the link before is void. Returns the token, which goes out by mail as well.';
