-- A foreign key looks the purchase order up for each of 200,000 rows, a quarter of what inserting them costs. These
-- triggers give the same guarantee once per statement: the orders that rows name exist in their organization, and are
-- locked until the end of the transaction; an order that rows name can't be deleted, and keeps its key.

create function private.refuse_foreign_order() returns trigger
language plpgsql set search_path = '' as $$
begin
  if exists (
    with named as (
      select distinct w.organization_id, w.purchase_order_id as id from written w where w.purchase_order_id is not null
    ), held as (
      select p.organization_id, p.id from public.purchase_orders p
      join named n on n.organization_id = p.organization_id and n.id = p.id
      for key share of p
    )
    select from named n where not exists (select from held h where h.organization_id = n.organization_id and h.id = n.id)
  ) then
    raise exception 'A quantity survey must count against a purchase order of its own organization.' using errcode = 'foreign_key_violation';
  end if;
  return null;
end;
$$;
comment on function private.refuse_foreign_order() is
  'Trigger of quantity_surveys: what was written names only purchase orders of its organization, which stay locked against deletion as a foreign key would lock them.';
create trigger quantity_surveys_order_exists after insert on public.quantity_surveys
  referencing new table as written for each statement execute function private.refuse_foreign_order();
create trigger quantity_surveys_order_still_exists after update on public.quantity_surveys
  referencing new table as written for each statement execute function private.refuse_foreign_order();

create function private.refuse_order_in_use() returns trigger
language plpgsql set search_path = '' as $$
begin
  if exists (
    select from removed r
    join public.quantity_surveys q on q.organization_id = r.organization_id and q.purchase_order_id = r.id
  ) then
    raise exception 'Quantity surveys count against this purchase order.' using errcode = 'foreign_key_violation';
  end if;
  return null;
end;
$$;
comment on function private.refuse_order_in_use() is
  'Trigger of purchase_orders: none is deleted while quantity surveys name it.';
create trigger purchase_orders_not_in_use after delete on public.purchase_orders
  referencing old table as removed for each statement execute function private.refuse_order_in_use();

create function private.refuse_new_key() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'A purchase order keeps its id and its organization.' using errcode = 'foreign_key_violation';
end;
$$;
comment on function private.refuse_new_key() is 'Trigger of purchase_orders: the key by which quantity surveys name it never changes.';
-- After the update: a trigger before it would make every update compute all generated columns.
create trigger purchase_orders_key_stays after update of id, organization_id on public.purchase_orders
  for each row when (old.id <> new.id or old.organization_id <> new.organization_id) execute function private.refuse_new_key();

alter table public.quantity_surveys drop constraint quantity_surveys_organization_id_purchase_order_id_fkey;
comment on column public.quantity_surveys.purchase_order_id is
  'Null for an orphan: its purchase order is unknown, so it counts in no total until that order arrives. Otherwise one of the same organization: checked once per statement by quantity_surveys_order_exists.';
