-- Indexes that every imported row pays for, made no larger than what is asked of them.

-- Rows of one import lie together, so a filter per range of blocks finds them: ids are random, so that a range of values
-- would soon span all of them.
drop index public.quantity_surveys_import_idx;
create index quantity_surveys_import_idx on public.quantity_surveys using brin (import_job_id uuid_bloom_ops)
  with (pages_per_range = 16, autosummarize = on);

-- A purchase order has few surveys, which are sorted when they are read; equal keys are stored once.
drop index public.quantity_surveys_order_idx;
create index quantity_surveys_order_idx on public.quantity_surveys (organization_id, purchase_order_id);
