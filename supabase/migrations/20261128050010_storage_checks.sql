-- The worker tries the file store, once a minute, so that the health check that anybody may ask writes nothing.

alter table private.worker_heartbeats
  add column storage_checked_at timestamptz,
  add column storage_fault text;
comment on column private.worker_heartbeats.storage_checked_at is 'When this worker last wrote to the file store and removed what it wrote, or failed to.';
comment on column private.worker_heartbeats.storage_fault is 'What was wrong with it then, in a few words; null when nothing was.';
