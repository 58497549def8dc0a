-- Attempts are counted in the database, so that the limit holds over several web servers.

create table private.rate_limits (
  key text primary key,
  window_start timestamptz not null,
  hits integer not null
);
comment on table private.rate_limits is 'How often something was tried in the present window, by hashed key.';
alter table private.rate_limits enable row level security;

create function private.hit_rate_limit(key text, max_hits integer, window_length interval) returns integer
language sql security definer set search_path = '' as $$
  insert into private.rate_limits as r (key, window_start, hits)
  values ($1, now(), 1)
  on conflict (key) do update set
    hits = case when r.window_start <= now() - $3 then 1 else least(r.hits + 1, $2 + 1) end,
    window_start = case when r.window_start <= now() - $3 then now() else r.window_start end
  returning case when hits > $2 then ceil(extract(epoch from window_start + $3 - now()))::integer else 0 end
$$;
comment on function private.hit_rate_limit(text, integer, interval) is
  'Counts one attempt. Returns 0 when it is allowed, else the seconds to wait. Called by the web server over its own connection only.';
