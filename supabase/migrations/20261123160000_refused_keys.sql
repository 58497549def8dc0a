-- Whose rows could not be read, kept while a file is read: the other rows of such a key are then refused too, because
-- the parts of a survey are numbered in file order and would shift.
create table staging.refused (
  row_number integer not null,
  purchase_order_no text collate "C" not null,
  qs_number text collate "C"
);
comment on table staging.refused is 'Template of the keys whose rows could not be read in one reading of a file; itself always empty.';
comment on column staging.refused.row_number is 'The row in the file.';
comment on column staging.refused.qs_number is 'Null in an export of purchase orders.';
alter table staging.refused enable row level security;
