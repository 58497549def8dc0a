-- Rights to import, asked again once a file has arrived, and again before it is applied without a person: while a body
-- arrives, its sender may have lost them.

alter table public.api_tokens add unique (organization_id, id);
alter table public.import_jobs add column api_token_id uuid,
  add foreign key (organization_id, api_token_id) references public.api_tokens (organization_id, id)
    on delete set null (api_token_id);
comment on column public.import_jobs.api_token_id is 'The API token that sent the file. Null for one that a person or an operator sent, and once the token is gone.';
create index import_jobs_api_token_idx on public.import_jobs (organization_id, api_token_id);

create function private.may_token_import(organization_id uuid, token_id uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  -- Locked until the transaction's end: who revokes the token or deactivates its maker comes before or after it.
  perform 1 from public.api_tokens t
  join public.organization_members m on m.organization_id = t.organization_id and m.user_id = t.created_by
  where t.organization_id = $1 and t.id = $2 and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
    and t.scopes @> array['imports:write'] and m.status = 'active' and m.role = 'admin'
  for share of t, m;
  return found;
end;
$$;
comment on function private.may_token_import(uuid, uuid) is
  'Whether a token may still send imports: made for it, neither revoked nor expired, and its maker an active admin. Holds until the transaction ends.';

create function private.require_import_right(organization_id uuid, token_id uuid default null) returns void
language plpgsql security definer set search_path = '' as $$
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
$$;
comment on function private.require_import_right(uuid, uuid) is
  'Refuses to record a file whose sender, the person of the claims or a token, may no longer import. Holds until the transaction ends.';
