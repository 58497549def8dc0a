-- Signs of life of the background workers, for the health check.

create table private.worker_heartbeats (
  worker_id uuid primary key,
  version text not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
comment on table private.worker_heartbeats is 'One row per running worker, renewed every few seconds; old ones are removed.';
alter table private.worker_heartbeats enable row level security;
