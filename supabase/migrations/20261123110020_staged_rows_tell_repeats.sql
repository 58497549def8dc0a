-- Each staged row tells whether its key may stand further up in the file, so that the few rows that are repeated are
-- found without grouping all of them. What waits in tables of the old shape is dropped: its file is read again.
do $$
declare
  leftover text;
begin
  for leftover in
    select c.relname from pg_class c
    where c.relnamespace = 'staging'::regnamespace and c.relkind = 'r' and c.relname ~ '^(rows|differences)_[0-9a-f]{32}$'
  loop
    execute format('drop table staging.%I', leftover);
  end loop;
end;
$$;

alter table staging.purchase_orders add column may_repeat boolean not null;
alter table staging.quantity_surveys add column may_repeat boolean not null;
comment on column staging.purchase_orders.may_repeat is 'False when no row above has the same key; true when one has, and now and then when none has.';
comment on column staging.quantity_surveys.may_repeat is 'False when no row above has the same key; true when one has, and now and then when none has.';
