-- Indexes that every imported row pays for, made no larger than what is asked of them.

-- Rows of one import lie together, so a summary of block ranges finds them.
drop index public.quantity_surveys_import_idx;
create index quantity_surveys_import_idx on public.quantity_surveys using brin (import_job_id) with (pages_per_range = 16);

-- A purchase order has few surveys, which are sorted when they are read; equal keys are stored once.
drop index public.quantity_surveys_order_idx;
create index quantity_surveys_order_idx on public.quantity_surveys (organization_id, purchase_order_id);
