-- Names of people and organizations stand in mail to people who never heard of whoever chose them: they hold no address
-- and nothing that can't be seen, whoever writes them.

create function private.is_plain_name(name text) returns boolean
language sql immutable set search_path = '' as $$
  select $1 !~ ('[\u0001-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E'
      '\u2060-\u206F\u2800\u3164\uE000-\uF8FF\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A'
      '\U000E0000-\U000E0FFF\U000F0000-\U0010FFFF]')
    and normalize($1, nfkc) !~* '@|//|www\.'
    and normalize($1, nfkc) !~ '[^ .。][.。][^ .。,;:)0-9]{2}'
$$;
comment on function private.is_plain_name(text) is
  'Whether a text may be the name of a person or an organization. The application has the same rule: src/libs/plain-name.ts.';

create function private.require_plain_name() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not private.is_plain_name(to_jsonb(new) ->> tg_argv[0]) then
    raise exception 'A name holds no web or e-mail address and no characters that can''t be seen.' using errcode = 'AE422';
  end if;
  return new;
end;
$$;
comment on function private.require_plain_name() is 'Refuses, in words, a name that mail must not show.';
create trigger organizations_plain_name before insert or update of name on public.organizations
  for each row execute function private.require_plain_name('name');
create trigger user_profiles_plain_name before insert or update of full_name on public.user_profiles
  for each row execute function private.require_plain_name('full_name');

create or replace function private.mail_invitation(invitation public.invitations, token text) returns void
language plpgsql set search_path = '' as $$
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
$$;
comment on function private.mail_invitation(public.invitations, text) is
  'Queues the mail of an invitation: at most 5 a day to one address, and a number by the plan''s seats from one account and from one organization.';
