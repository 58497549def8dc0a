-- What the client authorised (purchase order lines) and what was billed against it (quantity surveys).
-- The rules below are functions with a parsed body: names are bound when they are created, so they need no search_path
-- of their own, without which PostgreSQL can inline them; and each branch is of its type, because a cast of the whole
-- would happen at run time and be merely stable. 200,000 rows pass through them in an import.

create function private.lifecycle_of(status text) returns public.purchase_order_lifecycle
language sql immutable parallel safe
  return case lower(btrim(regexp_replace(coalesce(status, ''), '[ \t\n\v\f\r\u00a0]+', ' ', 'g')))
    when 'completed' then 'completed'::public.purchase_order_lifecycle
    when 'sap canceled' then 'canceled'::public.purchase_order_lifecycle
    when 'contractor canceled' then 'canceled'::public.purchase_order_lifecycle
    when 'rejected' then 'canceled'::public.purchase_order_lifecycle
    else 'open'::public.purchase_order_lifecycle
  end;
comment on function private.lifecycle_of(text) is
  'Open, completed or canceled from the portal''s status; an unknown status is open. Twin of purchaseOrderLifecycle in src/libs/lifecycle.ts.';

create function private.level_of(
  order_value numeric, total_spent numeric, warning_percent numeric, critical_percent numeric, over_budget_percent numeric
) returns public.utilization_level
language sql immutable parallel safe
  return case
    when total_spent <= 0 then 'on_track'::public.utilization_level
    when order_value <= 0 then 'over_budget'::public.utilization_level
    when total_spent * 100 >= order_value * over_budget_percent then 'over_budget'::public.utilization_level
    when total_spent * 100 >= order_value * critical_percent then 'critical'::public.utilization_level
    when total_spent * 100 >= order_value * warning_percent then 'warning'::public.utilization_level
    else 'on_track'::public.utilization_level
  end;
comment on function private.level_of(numeric, numeric, numeric, numeric, numeric) is
  'The level on the exact ratio, by cross multiplication, never on a rounded percentage. Twin of levelOf in src/libs/utilization.ts.';

create function private.alertable_level(
  level public.utilization_level, lifecycle public.purchase_order_lifecycle, order_value numeric, total_spent numeric
) returns public.utilization_level
language sql immutable parallel safe
  return case
    when level = 'on_track' then null
    when lifecycle = 'open' then level
    when total_spent > order_value then 'over_budget'::public.utilization_level
  end;
comment on function private.alertable_level(public.utilization_level, public.purchase_order_lifecycle, numeric, numeric) is
  'The level an alert should stand at, or null for none. Work finishes at 100 %, so a closed order alerts only when more was spent than authorised. Twin of alertableLevel in src/libs/alert-rule.ts.';

create function private.stage_of(
  transferred_date date, accepted_date date, invoice_number text, invoice_date date, accounting_document text
) returns public.quantity_survey_stage
language sql immutable parallel safe
  return case
    when accounting_document is not null then 'posted'::public.quantity_survey_stage
    when invoice_date is not null or invoice_number is not null then 'invoiced'::public.quantity_survey_stage
    when accepted_date is not null then 'accepted'::public.quantity_survey_stage
    when transferred_date is not null then 'transferred'::public.quantity_survey_stage
    else 'created'::public.quantity_survey_stage
  end;
comment on function private.stage_of(date, date, text, date, text) is
  'How far a quantity survey has come, by the latest evidence. Twin of quantitySurveyStage in src/libs/lifecycle.ts.';

create table public.purchase_orders (
  id bigint generated always as identity primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  purchase_order_no text collate "C" not null check (length(purchase_order_no) between 1 and 64),
  header_no text collate "C" generated always as (split_part(purchase_order_no, '.', 1)) stored,
  line_no text collate "C" generated always as (nullif(split_part(purchase_order_no, '.', 2), '')) stored,
  status text,
  lifecycle public.purchase_order_lifecycle generated always as (private.lifecycle_of(status)) stored,
  only_urc text,
  control_key text,
  company text,
  order_short_text text,
  contract_no text,
  brief_text text,
  vendor_id text,
  vendor_short_term text,
  pmo text,
  rfq_no text,
  offer_number text,
  cost_center text,
  functional_location text,
  location_plant text,
  mgmt_group_id text,
  work_coordinator_id text,
  work_coordinator_name text,
  order_value numeric(18,2) not null,
  start_date date,
  completion_date date,
  completion_message_date date,
  commission text,
  transaction_number text,
  contractor_contact text,
  order_type text,
  attributes jsonb,
  total_spent numeric(18,2) not null default 0,
  quantity_survey_count integer not null default 0,
  last_billed_date date,
  remaining_budget numeric(19,2) generated always as (order_value - total_spent) stored,
  utilization_percent numeric(24,2) generated always as
    (case when order_value > 0 then round(total_spent * 100 / order_value, 2) end) stored,
  level public.utilization_level not null default 'on_track',
  content_hash uuid not null,
  first_import_job_id uuid not null,
  import_job_id uuid not null,
  source_row integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  search_text text generated always as (lower(
    purchase_order_no || ' ' || coalesce(order_short_text, '') || ' ' || coalesce(brief_text, '') || ' ' ||
    coalesce(vendor_short_term, '') || ' ' || coalesce(vendor_id, '') || ' ' || coalesce(contract_no, '') || ' ' ||
    coalesce(work_coordinator_name, '') || ' ' || coalesce(work_coordinator_id, '') || ' ' || coalesce(location_plant, '') || ' ' ||
    coalesce(functional_location, '') || ' ' || coalesce(contractor_contact, ''))) stored,
  unique (organization_id, purchase_order_no),
  unique (organization_id, id),
  foreign key (organization_id, first_import_job_id) references public.import_jobs (organization_id, id),
  foreign key (organization_id, import_job_id) references public.import_jobs (organization_id, id)
);
comment on table public.purchase_orders is
  'One line of a purchase order: what the client authorised, and what has been spent of it. Written only by imports.';
comment on column public.purchase_orders.purchase_order_no is 'Header number, dot, line number, as text: 6500008279.00001.';
comment on column public.purchase_orders.header_no is 'The part before the dot; lines of one header belong together.';
comment on column public.purchase_orders.status is 'As the portal writes it.';
comment on column public.purchase_orders.vendor_short_term is 'The vendor''s name; the portal calls the column "Short term".';
comment on column public.purchase_orders.work_coordinator_id is 'A user id of the client, or "?".';
comment on column public.purchase_orders.completion_message_date is 'When completion was reported; the portal calls the column "Completion message".';
comment on column public.purchase_orders.attributes is 'Columns of the export that have no field here, by header.';
comment on column public.purchase_orders.total_spent is 'Sum of the totals of its quantity surveys that count. Maintained by imports in their transaction.';
comment on column public.purchase_orders.utilization_percent is 'total_spent / order_value * 100, two decimals, for display; null when nothing is authorised.';
comment on column public.purchase_orders.level is 'By the organization''s thresholds on the exact ratio; maintained by imports and by a change of thresholds.';
comment on column public.purchase_orders.content_hash is 'MD5 of the row''s values as imported; tells changed from unchanged.';
comment on column public.purchase_orders.import_job_id is 'The import that last wrote this row, and source_row where it stood in that file.';
create index purchase_orders_header_idx on public.purchase_orders (organization_id, header_no, line_no);
create index purchase_orders_level_idx on public.purchase_orders (organization_id, level, utilization_percent desc nulls last, id);
create index purchase_orders_utilization_idx on public.purchase_orders (organization_id, utilization_percent desc nulls last, id);
create index purchase_orders_search_idx on public.purchase_orders using gin (organization_id, search_text extensions.gin_trgm_ops);
create index purchase_orders_first_import_idx on public.purchase_orders (organization_id, first_import_job_id);
create index purchase_orders_import_idx on public.purchase_orders (organization_id, import_job_id);

create table public.quantity_surveys (
  id bigint generated always as identity primary key,
  organization_id uuid not null,
  purchase_order_no text collate "C" not null check (length(purchase_order_no) between 1 and 64),
  qs_number text collate "C" not null check (length(qs_number) between 1 and 64),
  part_no integer not null default 1 check (part_no >= 1),
  purchase_order_id bigint,
  short_text text,
  contractor_contact text,
  vendor_id text,
  total numeric(18,2) not null,
  created_date date,
  transferred_date date,
  accepted_date date,
  invoice_number text,
  invoice_date date,
  accounting_document text,
  stage public.quantity_survey_stage generated always as
    (private.stage_of(transferred_date, accepted_date, invoice_number, invoice_date, accounting_document)) stored,
  attributes jsonb,
  withdrawn_at timestamptz,
  content_hash uuid not null,
  first_import_job_id uuid not null,
  import_job_id uuid not null,
  source_row integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organization_id, purchase_order_no, qs_number, part_no),
  foreign key (organization_id, purchase_order_id) references public.purchase_orders (organization_id, id)
);
comment on table public.quantity_surveys is
  'A billing claim of the contractor against one purchase order line. Written only by imports.';
comment on column public.quantity_surveys.organization_id is 'Its existence follows from import_job_id.';
comment on column public.quantity_surveys.import_job_id is 'The import that last wrote the row, of the same organization: checked once per statement by quantity_surveys_import_exists.';
comment on column public.quantity_surveys.first_import_job_id is 'The import that brought the row: equal to import_job_id then, and never changed.';
comment on column public.quantity_surveys.qs_number is 'Unique only within a purchase order line.';
comment on column public.quantity_surveys.part_no is '1, unless the file holds one survey in parts, numbered in file order.';
comment on column public.quantity_surveys.purchase_order_id is 'Null for an orphan: its purchase order is unknown, so it counts in no total until that order arrives.';
comment on column public.quantity_surveys.total is 'What was billed; negative for a credit.';
comment on column public.quantity_surveys.stage is 'How far it came: created, transferred, accepted, invoiced, posted.';
comment on column public.quantity_surveys.withdrawn_at is 'Set when a full export no longer held the row: kept, but not counted.';
create index quantity_surveys_order_idx on public.quantity_surveys (organization_id, purchase_order_id, created_date desc, id desc);
create index quantity_surveys_recent_idx on public.quantity_surveys (organization_id, created_date desc nulls last, id desc);
create index quantity_surveys_number_idx on public.quantity_surveys (organization_id, qs_number);
create index quantity_surveys_import_idx on public.quantity_surveys (organization_id, import_job_id);
create index quantity_surveys_orphans_idx on public.quantity_surveys (organization_id, id) where purchase_order_id is null;

-- A foreign key would look the one import up for each of 200,000 rows; this looks it up once for all of them.
create function private.refuse_foreign_import() returns trigger
language plpgsql set search_path = '' as $$
begin
  if exists (
    select from (select distinct w.organization_id, w.import_job_id from written w) d
    where not exists (select from public.import_jobs j where j.organization_id = d.organization_id and j.id = d.import_job_id)
  ) then
    raise exception 'A quantity survey must come from an import of its own organization.' using errcode = 'foreign_key_violation';
  end if;
  return null;
end;
$$;
create trigger quantity_surveys_import_exists after insert on public.quantity_surveys
  referencing new table as written for each statement execute function private.refuse_foreign_import();
create trigger quantity_surveys_import_still_exists after update on public.quantity_surveys
  referencing new table as written for each statement execute function private.refuse_foreign_import();

create table public.billing_days (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  day date not null,
  total numeric(18,2) not null,
  quantity_survey_count integer not null,
  primary key (organization_id, day)
);
comment on table public.billing_days is
  'What was billed per day of creation: a roll-up of the counted quantity surveys, maintained by imports, so that trends read few rows.';

alter table public.purchase_orders enable row level security;
alter table public.quantity_surveys enable row level security;
alter table public.billing_days enable row level security;
grant select on public.purchase_orders, public.quantity_surveys, public.billing_days to authenticated;

create policy purchase_orders_select on public.purchase_orders for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
create policy quantity_surveys_select on public.quantity_surveys for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
create policy billing_days_select on public.billing_days for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
