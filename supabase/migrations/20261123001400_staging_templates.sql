-- The shape of a staged file. Each import job copies its rows into a table of its own, like one of these, which is
-- dropped when the job ends: dropping costs nothing, and imports of different organizations never meet.

create table staging.purchase_orders (
  row_number integer not null,
  status text, only_urc text, control_key text, company text,
  purchase_order_no text collate "C" not null,
  order_short_text text, contract_no text, brief_text text, vendor_id text, vendor_short_term text, pmo text, rfq_no text,
  offer_number text, cost_center text, functional_location text, location_plant text, mgmt_group_id text,
  work_coordinator_id text, work_coordinator_name text,
  order_value numeric(18,2) not null,
  start_date date, completion_date date, completion_message_date date,
  commission text, transaction_number text, contractor_contact text, order_type text,
  attributes jsonb,
  content_hash uuid not null
);
comment on table staging.purchase_orders is 'Template of the staging tables for purchase order exports; itself always empty.';

create table staging.quantity_surveys (
  row_number integer not null,
  purchase_order_no text collate "C" not null,
  qs_number text collate "C" not null,
  short_text text, contractor_contact text, vendor_id text,
  total numeric(18,2) not null,
  created_date date, transferred_date date, accepted_date date,
  invoice_number text, invoice_date date, accounting_document text,
  attributes jsonb,
  content_hash uuid not null
);
comment on table staging.quantity_surveys is 'Template of the staging tables for quantity survey exports; itself always empty.';

create table staging.differences (
  row_number integer,
  part_no integer not null default 1,
  purchase_order_no text collate "C" not null,
  qs_number text collate "C",
  entity_id bigint,
  purchase_order_id bigint,
  action text not null check (action in ('new', 'changed', 'restored', 'withdrawn')),
  value_before numeric(18,2),
  value_after numeric(18,2)
);
comment on table staging.differences is
  'Template of what a staged file would change: one row per new, changed, restored or withdrawn row; itself always empty.';
comment on column staging.differences.row_number is 'The row in the file; null for a withdrawn one, which the file no longer holds.';
comment on column staging.differences.value_before is 'Order value or total as it counts now, null when it does not.';

alter table staging.purchase_orders enable row level security;
alter table staging.quantity_surveys enable row level security;
alter table staging.differences enable row level security;

create function private.changed_fields(before jsonb, after jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce(jsonb_object_agg(b.key, b.value), '{}'::jsonb)
  from jsonb_each(before) b
  where b.value is distinct from after -> b.key
$$;
comment on function private.changed_fields(jsonb, jsonb) is 'The fields of the first object whose values differ in the second, with the first''s values.';
