-- Accepting an invitation: the token and the confirmed address that it was sent to, together, once.

create function private.own_confirmed_email() returns text
language sql stable security definer set search_path = '' as $$
  select lower(u.email) from auth.users u where u.id = (select auth.uid()) and u.email_confirmed_at is not null
$$;
comment on function private.own_confirmed_email() is 'The signed-in user''s address, in lower case; null while it is not confirmed.';

create function public.accept_invitation(token_hash bytea) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
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
  insert into public.user_profiles (user_id, email, full_name) values (me, address, private.own_sign_up_name())
  on conflict on constraint user_profiles_pkey do nothing;
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
comment on function public.accept_invitation(bytea) is
  'The signed-in user joins the organization that invited their confirmed address, in the role that it offered. Works once. Returns the organization''s id.';

create function private.invitation_by_token(token_hash bytea)
returns table (organization_name text, email text, role public.member_role, inviter text, standing text, has_account boolean)
language sql stable security definer set search_path = '' as $$
  select o.name, i.email, i.role,
    (select coalesce(nullif(p.full_name, ''), p.email) from public.user_profiles p where p.user_id = i.invited_by),
    case when i.accepted_at is not null then 'used' when i.revoked_at is not null then 'withdrawn'
      when i.expires_at <= now() then 'expired' else 'open' end,
    exists (select from auth.users u where lower(u.email) = i.email and u.email_confirmed_at is not null)
  from public.invitations i join public.organizations o on o.id = i.organization_id
  where i.token_hash = $1
$$;
comment on function private.invitation_by_token(bytea) is
  'What the holder of a token may know of its invitation. Called by the web server over its own connection, for people without a session.';

create function public.my_invitations() returns table (organization_name text, expires_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select o.name, i.expires_at from public.invitations i join public.organizations o on o.id = i.organization_id
  where i.email = private.own_confirmed_email() and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
  order by i.created_at desc
$$;
comment on function public.my_invitations() is
  'Who has invited the signed-in user''s confirmed address. Tells them to look for the mail; its token alone lets them in.';
create index invitations_email_idx on public.invitations (email) where accepted_at is null and revoked_at is null;

grant execute on function public.accept_invitation(bytea), public.my_invitations() to authenticated;
