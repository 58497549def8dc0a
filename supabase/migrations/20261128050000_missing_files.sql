-- An uploaded file that the store no longer has is known as such, rather than found out by whoever asks for it.

alter table public.import_files add column missing_since timestamptz;
comment on column public.import_files.missing_since is
  'When a sweep of the worker did not find the file in the store; null while it is there.';
