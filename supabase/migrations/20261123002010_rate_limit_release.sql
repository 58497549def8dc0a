-- Attempts are counted before they are tried, so that many at once can't slip through; one that succeeded is given back.

create function private.release_rate_limit(key text) returns void
language sql security definer set search_path = '' as $$
  update private.rate_limits r set hits = greatest(r.hits - 1, 0) where r.key = $1
$$;
comment on function private.release_rate_limit(text) is
  'Gives one counted attempt back. Called by the web server over its own connection only.';
