-- An import: one uploaded file on its way through inspect, stage, compare, confirmation and apply.

create type public.import_type as enum ('purchase_orders', 'quantity_surveys');
create type public.import_status as enum
  ('pending', 'processing', 'awaiting_confirmation', 'succeeded', 'failed', 'canceled', 'undone');
create type public.import_phase as enum
  ('queued', 'inspecting', 'staging', 'comparing', 'ready', 'applying', 'done');
create type public.import_mode as enum ('incremental', 'snapshot');
create type public.import_source as enum ('browser', 'command_line', 'api');
create type public.repeat_policy as enum ('fault', 'parts', 'corrections');
comment on type public.repeat_policy is
  'What the same key with other values in one file means: parts (all count), corrections (the last counts), or a fault.';

create table public.import_files (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  file_name text not null check (length(file_name) between 1 and 255),
  byte_size bigint not null check (byte_size >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  storage_key text not null unique,
  uploaded_by uuid references public.user_profiles (user_id) on delete set null,
  created_at timestamptz not null default now(),
  unique (organization_id, id)
);
comment on table public.import_files is 'An uploaded export as it arrived, kept so that every row can be followed back to it.';
create index import_files_organization_idx on public.import_files (organization_id, created_at desc);
create index import_files_uploaded_by_idx on public.import_files (uploaded_by);

create table public.import_mappings (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  type public.import_type not null,
  columns jsonb not null default '{}'::jsonb check (jsonb_typeof(columns) = 'object'),
  repeat_policy public.repeat_policy not null default 'fault',
  updated_at timestamptz not null default now(),
  updated_by uuid references public.user_profiles (user_id) on delete set null,
  primary key (organization_id, type)
);
comment on table public.import_mappings is 'What an organization has confirmed about its client''s exports, applied to the next one.';
comment on column public.import_mappings.columns is 'Normalized header to field name, or null for a header that is kept as an attribute.';
create index import_mappings_updated_by_idx on public.import_mappings (updated_by);

create table public.import_jobs (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  file_id uuid not null,
  type public.import_type,
  source public.import_source not null default 'browser',
  mode public.import_mode not null default 'incremental',
  repeat_policy public.repeat_policy not null default 'fault',
  status public.import_status not null default 'pending',
  phase public.import_phase not null default 'queued',
  progress numeric(5,4) not null default 0 check (progress between 0 and 1),
  created_by uuid references public.user_profiles (user_id) on delete set null,
  confirmed_by uuid references public.user_profiles (user_id) on delete set null,
  created_at timestamptz not null default now(),
  staged_at timestamptz,
  confirmed_at timestamptz,
  finished_at timestamptz,
  row_count integer,
  new_count integer,
  changed_count integer,
  unchanged_count integer,
  duplicate_count integer,
  conflict_count integer,
  orphan_count integer,
  withdrawn_count integer,
  error_count integer not null default 0,
  changed_order_values integer,
  alerts_opened integer,
  money_before numeric(18,2),
  money_after numeric(18,2),
  stage_ms integer,
  apply_ms integer,
  failure_code text,
  failure_reason text,
  base_version bigint,
  attempt integer not null default 0,
  lease_token uuid,
  heartbeat_at timestamptz,
  metadata jsonb not null default '{}'::jsonb,
  unique (organization_id, id),
  foreign key (organization_id, file_id) references public.import_files (organization_id, id) on delete cascade
);
comment on table public.import_jobs is 'The state of each import. Status is what happened, phase what the worker is doing.';
comment on column public.import_jobs.type is 'Null until the headers told which export it is.';
comment on column public.import_jobs.progress is 'Share of the present phase, 0 to 1.';
comment on column public.import_jobs.money_before is 'Sum over the counted rows of this type before the import: order values, or quantity surveys with a purchase order.';
comment on column public.import_jobs.lease_token is 'The worker run that owns the job now. A run whose token is gone may write nothing more.';
comment on column public.import_jobs.heartbeat_at is 'Last sign of life of that run; an old one makes the job free to be taken again.';
comment on column public.import_jobs.base_version is 'The organization''s data_version that the preview was computed on; applying another one computes it again.';
comment on column public.import_jobs.metadata is 'What inspection found: sheet, header row, mapping, remarks for the preview.';
create index import_jobs_organization_idx on public.import_jobs (organization_id, created_at desc, id);
create index import_jobs_file_idx on public.import_jobs (organization_id, file_id);
create index import_jobs_unfinished_idx on public.import_jobs (status, heartbeat_at) where status in ('pending', 'processing');
create index import_jobs_created_by_idx on public.import_jobs (created_by);
create index import_jobs_confirmed_by_idx on public.import_jobs (confirmed_by);

create table public.import_row_errors (
  id bigint generated always as identity primary key,
  organization_id uuid not null,
  import_job_id uuid not null,
  row_number integer not null,
  column_letter text,
  header text,
  value text,
  code text not null,
  reason text not null,
  foreign key (organization_id, import_job_id) references public.import_jobs (organization_id, id) on delete cascade
);
comment on table public.import_row_errors is 'Why a row of a file was not staged: where it stands, what it holds, what to do.';
create index import_row_errors_job_idx on public.import_row_errors (organization_id, import_job_id, row_number, id);

create table public.import_effects (
  id bigint generated always as identity primary key,
  organization_id uuid not null,
  import_job_id uuid not null,
  purchase_order_no text collate "C" not null,
  is_new_order boolean not null default false,
  order_value_before numeric(18,2),
  order_value_after numeric(18,2),
  spent_before numeric(18,2) not null default 0,
  spent_after numeric(18,2) not null default 0,
  level_before public.utilization_level,
  level_after public.utilization_level,
  new_count integer not null default 0,
  changed_count integer not null default 0,
  withdrawn_count integer not null default 0,
  alert_step text check (alert_step in ('open', 'escalate', 'deescalate', 'resolve')),
  money_effect numeric(18,2) generated always as
    (abs(spent_after - spent_before) + abs(coalesce(order_value_after, 0) - coalesce(order_value_before, 0))) stored,
  foreign key (organization_id, import_job_id) references public.import_jobs (organization_id, id) on delete cascade
);
comment on table public.import_effects is
  'What an import does to each purchase order it touches: computed for the preview, kept as the record of the result.';
comment on column public.import_effects.money_effect is 'How much money moves, whichever way; the order of the preview.';
create unique index import_effects_key on public.import_effects (organization_id, import_job_id, purchase_order_no);
create index import_effects_money_idx on public.import_effects (organization_id, import_job_id, money_effect desc, id);

create table public.import_changes (
  id bigint generated always as identity primary key,
  organization_id uuid not null,
  import_job_id uuid not null,
  type public.import_type not null,
  entity_id bigint not null,
  entity_key text not null,
  purchase_order_no text collate "C" not null,
  action text not null check (action in ('changed', 'withdrawn', 'restored', 'linked')),
  before jsonb not null,
  after jsonb not null,
  foreign key (organization_id, import_job_id) references public.import_jobs (organization_id, id) on delete cascade
);
comment on table public.import_changes is
  'Before-images: what each row held before an import changed it. New rows need none; they carry the import that brought them.';
comment on column public.import_changes.before is 'The fields that changed, with their former values.';
create index import_changes_job_idx on public.import_changes (organization_id, import_job_id, id);
create index import_changes_entity_idx on public.import_changes (organization_id, type, entity_id, id);
create index import_changes_order_idx on public.import_changes (organization_id, purchase_order_no, id);

alter table public.import_files enable row level security;
alter table public.import_mappings enable row level security;
alter table public.import_jobs enable row level security;
alter table public.import_row_errors enable row level security;
alter table public.import_effects enable row level security;
alter table public.import_changes enable row level security;
grant select on public.import_files, public.import_mappings, public.import_jobs, public.import_row_errors,
  public.import_effects, public.import_changes to authenticated;

create policy import_files_select on public.import_files for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
create policy import_mappings_select on public.import_mappings for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
create policy import_jobs_select on public.import_jobs for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
create policy import_row_errors_select on public.import_row_errors for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
create policy import_effects_select on public.import_effects for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
create policy import_changes_select on public.import_changes for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
