-- Passkeys (WebAuthn) as second factors.

create table private.passkeys (
  factor_id uuid primary key references public.second_factors (id) on delete cascade,
  credential_id bytea not null unique,
  public_key bytea not null,
  sign_count bigint not null check (sign_count >= 0),
  transports text[] not null
);
comment on table private.passkeys is 'What the signatures of passkeys are checked with.';
comment on column private.passkeys.credential_id is 'By which the authenticator knows the key.';
comment on column private.passkeys.public_key is 'In COSE, as the authenticator gave it.';
comment on column private.passkeys.sign_count is 'How often the authenticator said that it signed; 0 when it doesn''t count. One that doesn''t rise was copied.';
comment on column private.passkeys.transports is 'How the browser may reach the authenticator: usb, nfc, ble, internal, hybrid.';
alter table private.passkeys enable row level security;

create function private.add_passkey(
  user_id uuid, session uuid, name text, credential_id bytea, public_key bytea, sign_count bigint, transports text[], hashes bytea[]
) returns integer
language plpgsql set search_path = '' as $$
declare
  known public.user_sessions := private.lasting_session($1, $2);
begin
  insert into private.passkeys (factor_id, credential_id, public_key, sign_count, transports)
  values (private.add_second_factor(known, 'passkey', $3, $8), $4, $5, $6, $7);
  return (select count(*) from public.second_factors f where f.user_id = $1);
exception when unique_violation then
  raise exception 'This passkey is set up already.' using errcode = 'AE409';
end;
$$;
comment on function private.add_passkey(uuid, uuid, text, bytea, bytea, bigint, text[], bytea[]) is
  'Called by the web server when a new passkey signed what this session was to answer. Returns how many second factors there are now: with the first, the recovery codes were taken.';

create function private.show_passkey(user_id uuid, session uuid, credential_id bytea, sign_count bigint) returns boolean
language plpgsql set search_path = '' as $$
declare
  shown uuid;
begin
  perform private.lasting_session($1, $2);
  -- Of two copies that sign at once, the second waits here and finds the number used. Authenticators that don't count say 0.
  update private.passkeys p set sign_count = $4
  from public.second_factors f
  where f.id = p.factor_id and f.user_id = $1 and p.credential_id = $3 and ($4 > p.sign_count or $4 = 0 and p.sign_count = 0)
  returning p.factor_id into shown;
  if shown is null then
    return false;
  end if;
  update public.second_factors f set last_used_at = now() where f.id = shown;
  perform private.note_second_factor($2);
  return true;
end;
$$;
comment on function private.show_passkey(uuid, uuid, bytea, bigint) is
  'Called by the web server when a passkey signed what this session was to answer. False when the passkey is not theirs, or its count did not rise: then nothing is shown.';
