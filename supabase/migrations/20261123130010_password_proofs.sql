-- Some deeds ask for the password once more. The Auth server judges it and the web server notes the outcome, so that
-- whoever holds no more than a session (or its token, past our server) can't do them.

create table private.password_proofs (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  proved_at timestamptz not null default now()
);
comment on table private.password_proofs is
  'Who has just entered their present password. Each is good for one deed within two minutes.';
alter table private.password_proofs enable row level security;
create index password_proofs_user_id_idx on private.password_proofs (user_id);

create function private.note_password_proof(user_id uuid) returns uuid
language sql set search_path = '' as $$
  delete from private.password_proofs p where p.proved_at < now() - interval '2 minutes';
  insert into private.password_proofs (user_id) values ($1) returning id
$$;
comment on function private.note_password_proof(uuid) is
  'Called by the web server over its own connection, right after the Auth server took this person''s password.';

create function private.spend_password_proof(proof uuid) returns void
language plpgsql set search_path = '' as $$
begin
  delete from private.password_proofs p
  where p.id = $1 and p.user_id = (select private.my_user_id()) and p.proved_at > now() - interval '2 minutes';
  if not found then
    raise exception 'Enter your present password.' using errcode = 'AE403';
  end if;
end;
$$;
comment on function private.spend_password_proof(uuid) is
  'Refuses unless the signed-in user has just proved their password for this one deed.';
