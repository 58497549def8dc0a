-- The operator's way to help somebody who has lost their second factors and their recovery codes. No admin of an
-- organization can do it, and nobody of the API.

create function private.reset_second_factors(user_id uuid) returns integer
language plpgsql set search_path = '' as $$
declare
  removed integer;
begin
  delete from public.second_factors f where f.user_id = $1;
  get diagnostics removed = row_count;
  delete from private.recovery_codes c where c.user_id = $1;
  perform private.end_sessions_but($1, null, 'second_factor_reset');
  perform private.audit_account($1, 'user.second_factors_reset', null, jsonb_build_object('removed', removed), null);
  perform private.queue_account_mail('account_notice', u.email, '{"notice": "second_factors_reset"}')
  from auth.users u where u.id = $1;
  return removed;
end;
$$;
comment on function private.reset_second_factors(uuid) is
  'Removes all second factors and recovery codes of a person, ends all their sessions and tells them. Returns how many factors there were. Their password alone logs in, where nobody requires more.';
