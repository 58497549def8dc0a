-- What an import leaves behind so that it can be undone as a whole.

alter table public.import_jobs
  add column applied_version bigint,
  add column alert_images jsonb not null default '[]'::jsonb check (jsonb_typeof(alert_images) = 'array'),
  add column undo_requested_by uuid references public.user_profiles (user_id) on delete set null,
  add column undone_at timestamptz;
comment on column public.import_jobs.applied_version is
  'The organization''s data_version that applying this import made: tells which of two imports came later, whatever the clocks said.';
comment on column public.import_jobs.alert_images is
  'Resolved alerts whose suppressed_level this import moved, which no event tells: [{"before": the alert''s row, "suppressed_level": what it became}].';
comment on column public.import_jobs.undo_requested_by is 'Who asked for the undo; null for an operator at the command line.';
comment on column public.import_jobs.undone_at is 'When it was undone; finished_at stays the moment at which it was applied.';
create index import_jobs_undo_requested_by_idx on public.import_jobs (undo_requested_by);

-- Imports that were applied before: numbered in their order, which is below every version that is still to come.
update public.import_jobs j set applied_version = o.version
from (
  select id, row_number() over (partition by organization_id order by finished_at, id) as version
  from public.import_jobs where status = 'succeeded'
) o
where o.id = j.id;
