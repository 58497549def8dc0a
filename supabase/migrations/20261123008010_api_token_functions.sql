-- Making, revoking and recognising the keys of scripts.

create function public.create_api_token(
  organization_id uuid, name text, token_hash bytea, prefix text, scopes text[], expires_at timestamptz default null
) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  new_id uuid;
begin
  if $1 not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  if $6 <= now() then
    raise exception 'A token must expire in the future.' using errcode = 'AE422';
  end if;
  -- Counted under a lock, so that many at once can't slip through.
  perform 1 from public.organizations o where o.id = $1 for no key update;
  if (select count(*) from public.api_tokens t where t.organization_id = $1 and t.revoked_at is null) >= 20 then
    raise exception 'An organization has at most 20 API tokens. Revoke one first.' using errcode = 'AE429';
  end if;
  insert into public.api_tokens (organization_id, name, token_hash, prefix, scopes, created_by, expires_at)
  values ($1, btrim($2), $3, $4, $5, (select auth.uid()), $6)
  returning id into new_id;
  perform private.audit($1, 'api_token.created', 'api_token', new_id::text, null,
    jsonb_build_object('name', btrim($2), 'prefix', $4, 'scopes', $5, 'expires_at', $6));
  return new_id;
end;
$$;
comment on function public.create_api_token(uuid, text, bytea, text, text[], timestamptz) is
  'An admin makes a key for scripts. Takes the SHA-256 of a token that the server made up; returns the id.';

create function public.revoke_api_token(token_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  token public.api_tokens;
begin
  select t.* into token from public.api_tokens t
  where t.id = $1 and t.organization_id in (select private.my_admin_organization_ids()) for update;
  if token.id is null then
    raise exception 'There is no such API token.' using errcode = 'AE404';
  end if;
  if token.revoked_at is not null then
    raise exception 'This API token is revoked already.' using errcode = 'AE409';
  end if;
  update public.api_tokens t set revoked_at = now() where t.id = token.id;
  perform private.audit(token.organization_id, 'api_token.revoked', 'api_token', token.id::text,
    jsonb_build_object('name', token.name, 'prefix', token.prefix, 'scopes', token.scopes));
end;
$$;
comment on function public.revoke_api_token(uuid) is 'An admin makes a key useless, at once and for good.';

grant execute on function public.create_api_token(uuid, text, bytea, text, text[], timestamptz), public.revoke_api_token(uuid)
  to authenticated;

create function private.use_api_token(token_hash bytea)
returns table (id uuid, name text, organization_id uuid, user_id uuid, scopes text[])
language sql security definer set search_path = '' as $$
  with found as (
    select t.id, t.name, t.organization_id, t.created_by, t.scopes, t.last_used_at
    from public.api_tokens t
    join public.organization_members m on m.organization_id = t.organization_id and m.user_id = t.created_by
    where t.token_hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
      and m.status = 'active' and m.role = 'admin'
  ), used as (
    -- Not with every request, which would make each of them wait for the one before.
    update public.api_tokens t set last_used_at = now() from found f
    where t.id = f.id and (f.last_used_at is null or f.last_used_at < now() - interval '1 minute')
  )
  select f.id, f.name, f.organization_id, f.created_by, f.scopes from found f
$$;
comment on function private.use_api_token(bytea) is
  'Whom a token acts for and what it may do; no row for one that is unknown, revoked, expired, or whose maker is no active admin any more. Called by the web server over its own connection only.';
