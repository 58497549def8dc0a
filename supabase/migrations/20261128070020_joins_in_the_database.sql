-- What was put together in JavaScript from the last 500 rows, and so was silently incomplete behind them.

create function public.former_member_names(for_organization uuid) returns table (user_id text, name text)
language sql stable set search_path = '' as $$
  select distinct on (l.entity_id) l.entity_id, coalesce(nullif(l.before ->> 'full_name', ''), l.before ->> 'email')
  from public.audit_logs l
  where l.organization_id = $1 and l.action in ('member.removed', 'member.left')
    and coalesce(nullif(l.before ->> 'full_name', ''), l.before ->> 'email') is not null
  order by l.entity_id, l.entry_number desc
$$;
comment on function public.former_member_names(uuid) is
  'Everybody who has left an organization or was removed, with their last name there; for who may read its audit log.';

create function public.open_invitations(for_organization uuid)
returns table (id uuid, email text, role public.member_role, expires_at timestamptz, mail public.email_status)
language sql stable set search_path = '' as $$
  select i.id, i.email, i.role, i.expires_at, m.status
  from public.invitations i
  left join lateral (
    select o.status from public.email_outbox o
    where o.organization_id = i.organization_id and o.kind = 'invitation' and o.payload ->> 'invitationId' = i.id::text
    order by o.created_at desc, o.id limit 1
  ) m on true
  where i.organization_id = $1 and i.accepted_at is null and i.revoked_at is null
  order by i.created_at desc, i.id
$$;
comment on function public.open_invitations(uuid) is
  'Invitations that were neither accepted nor withdrawn, newest first, with what became of the newest mail of each; for admins.';

grant execute on function public.former_member_names(uuid), public.open_invitations(uuid) to authenticated;
