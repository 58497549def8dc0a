-- An account can go, and what was done with it stays: its profile keeps the id, to which imports, alerts and the audit
-- log point, and nothing that tells whose it was.

alter table public.user_profiles
  drop constraint user_profiles_user_id_fkey,
  add column deleted_at timestamptz;
comment on column public.user_profiles.user_id is 'The id of the account at the Auth server. Not a foreign key: the profile outlives the account.';
comment on column public.user_profiles.deleted_at is 'When the account was deleted. From then on the profile names nobody.';

create function private.last_admin_in(user_id uuid) returns setof uuid
language sql stable set search_path = '' as $$
  select m.organization_id from public.organization_members m
  where m.user_id = $1 and m.status = 'active' and m.role = 'admin' and not exists (
    select from public.organization_members other
    where other.organization_id = m.organization_id and other.user_id <> $1 and other.status = 'active' and other.role = 'admin')
$$;
comment on function private.last_admin_in(uuid) is 'The organizations that would be left without an active admin if this person went.';

create function public.organizations_in_need_of_me() returns table (id uuid, name text, other_people integer)
language sql stable security definer set search_path = '' as $$
  select o.id, o.name, (select count(*)::integer from public.organization_members m
    where m.organization_id = o.id and m.status = 'active' and m.user_id <> (select private.my_user_id()))
  from public.organizations o where o.id in (select private.last_admin_in((select private.my_user_id()))) order by o.name
$$;
comment on function public.organizations_in_need_of_me() is
  'The organizations whose only active admin the signed-in user is, with how many other active people each has.';

create function private.refuse_former_user() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- The lock makes whoever joins and whoever deletes the account wait for each other.
  perform from public.user_profiles p where p.user_id = new.user_id and p.deleted_at is null for key share;
  if not found then
    raise exception 'This account was deleted.' using errcode = 'AE403';
  end if;
  return new;
end;
$$;
comment on function private.refuse_former_user() is 'Nobody becomes a member by an account that is gone.';
create trigger organization_members_of_accounts before insert on public.organization_members
  for each row execute function private.refuse_former_user();

create function private.forget_mail_of(me uuid, address text, nobody text) returns void
language plpgsql set search_path = '' as $$
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
$$;
comment on function private.forget_mail_of(uuid, text, text) is
  'Takes a person out of invitations and mail: $3 stands for them from then on. Mail that waits for them is not sent.';

create function private.forget_person(me uuid, address text) returns void
language plpgsql set search_path = '' as $$
declare
  link record;
begin
  update public.user_profiles p
  set email = '', full_name = 'Former user', phone = '', time_zone = null, locale = null, must_change_password = false, deleted_at = now()
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
comment on function private.forget_person(uuid, text) is
  'Removes an account and everything that names its owner, but for the audit log, which nothing can change.';

create function public.delete_account(proof uuid) returns void
language plpgsql security definer set search_path = '' as $$
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
$$;
comment on function public.delete_account(uuid) is
  'The signed-in user, who has just proved their password, ends their account, unless an organization would be left without an active admin.';

grant execute on function public.organizations_in_need_of_me(), public.delete_account(uuid) to authenticated;
