-- The dashboard asks how long quantity surveys wait in each stage. Most of a real export is posted and waits for nothing,
-- so the index holds only the rest, and all that the question needs.

create index quantity_surveys_unposted_idx on public.quantity_surveys (organization_id, stage)
  include (created_date, transferred_date, accepted_date, invoice_date, total)
  where stage <> 'posted' and withdrawn_at is null and purchase_order_id is not null;
