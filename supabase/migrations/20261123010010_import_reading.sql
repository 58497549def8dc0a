-- What people decide about how a file is read: for this file alone, and for the next ones of its kind.

alter table public.import_jobs
  add column reading jsonb not null default '{}'::jsonb check (jsonb_typeof(reading) = 'object');
comment on column public.import_jobs.reading is
  'What a person decided for this file: {type, sheet, delimiter, encoding, columns, date_order, decimal_convention}, each only when decided. Goes before what is remembered and what the file says.';

alter table public.import_mappings
  add column date_order text not null default 'auto' check (date_order in ('auto', 'dmy', 'mdy')),
  add column decimal_convention text not null default 'auto' check (decimal_convention in ('auto', 'point', 'comma'));
comment on column public.import_mappings.date_order is
  'How dates in text cells are read when a file does not show it: day first, month first, or auto to ask.';
comment on column public.import_mappings.decimal_convention is
  'Which sign separates the cents in text cells when a file does not show it: point, comma, or auto to ask.';
comment on column public.import_mappings.columns is
  'Normalised header to field name, or null for a header that is kept as an attribute. The second of equal headers ends in #2; a blank one is # and its number.';
