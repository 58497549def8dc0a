-- Inviting people: a single-use token, of which only the hash is kept, goes to one address by mail.

create function private.new_invitation_token() returns text
language sql volatile set search_path = '' as $$
  -- Two random UUIDs: 244 bits from the server's cryptographic source.
  select replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
$$;

create function private.mail_invitation(invitation public.invitations, token text) returns void
language plpgsql set search_path = '' as $$
declare
  mail_id uuid;
begin
  if (select count(*) from public.email_outbox e where e.organization_id = $1.organization_id and e.kind = 'invitation'
      and e.created_at > now() - interval '1 day') >= 200
    or (select count(*) from public.email_outbox e where e.organization_id = $1.organization_id and e.kind = 'invitation'
      and e.created_at > now() - interval '1 day' and e.recipient = $1.email) >= 5 then
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
$$;
comment on function private.mail_invitation(public.invitations, text) is
  'Queues the mail of an invitation: at most 5 a day to one address and 200 a day from one organization.';

create function private.withdraw_invitation_mail(invitation public.invitations) returns void
language sql set search_path = '' as $$
  with withdrawn as (
    update public.email_outbox e
    set status = case when e.provider is null then 'failed' else 'uncertain' end::public.email_status,
      last_error = 'Withdrawn: the invitation was withdrawn or renewed.'
    where e.organization_id = $1.organization_id and e.dedupe_key like 'invitation:' || $1.id || ':%' and e.status = 'pending'
    returning e.organization_id, e.id, e.status::text as status, e.last_error
  )
  insert into public.email_events (organization_id, email_id, event, detail)
  select organization_id, id, status, last_error from withdrawn
$$;

create function private.pending_invitation(wanted uuid) returns public.invitations
language plpgsql set search_path = '' as $$
declare
  invitation public.invitations;
begin
  select i.* into invitation from public.invitations i
  where i.id = wanted and i.organization_id in (select private.my_admin_organization_ids());
  if invitation.id is null then
    raise exception 'There is no such invitation.' using errcode = 'AE404';
  end if;
  perform private.require_people_admin(invitation.organization_id);
  select i.* into invitation from public.invitations i where i.id = wanted for update;
  if invitation.accepted_at is not null then
    raise exception 'This invitation was accepted already.' using errcode = 'AE409';
  elsif invitation.revoked_at is not null then
    raise exception 'This invitation was withdrawn already.' using errcode = 'AE409';
  end if;
  return invitation;
end;
$$;
comment on function private.pending_invitation(uuid) is 'An invitation that an admin may resend or withdraw, locked, whether or not it has expired.';

create function public.invite_member(organization_id uuid, email text, role public.member_role) returns uuid
language plpgsql security definer set search_path = '' as $$
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
$$;
comment on function public.invite_member(uuid, text, public.member_role) is
  'An admin invites an address; the token goes out by mail and is known to nobody else. Refused without a free seat. Returns the invitation''s id.';

create function public.resend_invitation(id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.invitations := private.pending_invitation($1);
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
$$;
comment on function public.resend_invitation(uuid) is 'An admin mails an invitation anew: with a new token and seven more days; the token of the earlier mail is void.';

create function public.revoke_invitation(id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.invitations := private.pending_invitation($1);
begin
  update public.invitations i set revoked_at = now() where i.id = was.id;
  perform private.withdraw_invitation_mail(was);
  perform private.audit(was.organization_id, 'invitation.revoked', 'invitation', was.id::text,
    jsonb_build_object('email', was.email, 'role', was.role, 'expires_at', was.expires_at));
end;
$$;
comment on function public.revoke_invitation(uuid) is 'An admin withdraws an invitation; its token is void from then on.';

grant execute on function public.invite_member(uuid, text, public.member_role), public.resend_invitation(uuid), public.revoke_invitation(uuid)
  to authenticated;
