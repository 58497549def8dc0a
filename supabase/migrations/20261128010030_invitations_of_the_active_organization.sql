-- An invitation is resent and withdrawn within the organization that its admin has before them, like everything else that
-- an admin does there: not in another one where they happen to be an admin too.

drop function public.resend_invitation(uuid);
drop function public.revoke_invitation(uuid);
drop function private.pending_invitation(uuid);

create function private.pending_invitation(of_organization uuid, wanted uuid) returns public.invitations
language plpgsql set search_path = '' as $$
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
$$;
comment on function private.pending_invitation(uuid, uuid) is 'An invitation of an organization that its admin may resend or withdraw, locked, whether or not it has expired.';

create function public.resend_invitation(organization_id uuid, id uuid) returns void
language plpgsql security definer set search_path = '' as $$
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
$$;
comment on function public.resend_invitation(uuid, uuid) is 'An admin mails an invitation of their organization anew: with a new token and seven more days; the token of the earlier mail is void.';

create function public.revoke_invitation(organization_id uuid, id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.invitations := private.pending_invitation($1, $2);
begin
  update public.invitations i set revoked_at = now() where i.id = was.id;
  perform private.withdraw_invitation_mail(was);
  perform private.audit(was.organization_id, 'invitation.revoked', 'invitation', was.id::text,
    jsonb_build_object('email', was.email, 'role', was.role, 'expires_at', was.expires_at));
end;
$$;
comment on function public.revoke_invitation(uuid, uuid) is 'An admin withdraws an invitation of their organization; its token is void from then on.';

grant execute on function public.resend_invitation(uuid, uuid), public.revoke_invitation(uuid, uuid) to authenticated;
