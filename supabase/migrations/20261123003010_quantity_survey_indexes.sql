-- Most quantity surveys are posted and stay so: the few on their way, and the few withdrawn, get small indexes of their own.

create index quantity_surveys_pipeline_idx on public.quantity_surveys (organization_id, created_date desc nulls last, id desc)
  where stage <> 'posted';
create index quantity_surveys_withdrawn_idx on public.quantity_surveys (organization_id, id) where withdrawn_at is not null;
