-- How much memory an import took, for the command line and for whoever sizes a machine.

alter table public.import_jobs add column peak_rss_mb integer;
comment on column public.import_jobs.peak_rss_mb is
  'The most memory (resident, MiB) that the worker''s process held while it worked on this import, other imports of that time included.';
