-- Imports of scripts that are applied without a person looking at the preview.

alter table public.import_jobs add column auto_confirm boolean not null default false;
comment on column public.import_jobs.auto_confirm is
  'The sender asked to apply the file without a person. Holds for its first preview only, and only where nothing in it waits for a decision.';
