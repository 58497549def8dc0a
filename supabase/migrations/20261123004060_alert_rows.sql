-- An alert with what a reader needs beside it.

create view public.alert_rows with (security_invoker = true) as
  select a.id, a.organization_id, a.purchase_order_id, a.purchase_order_no, a.level, a.status, a.opened_at, a.opened_by_import,
    f.file_name as opened_by_file, a.acknowledged_at, a.acknowledgement_note, a.raise_expected_by, a.snoozed_until,
    a.resolved_at, a.resolved_reason, a.suppressed_level is not null as suppresses,
    coalesce(nullif(acknowledger.full_name, ''), acknowledger.email) as acknowledged_by_name,
    coalesce(nullif(resolver.full_name, ''), resolver.email) as resolved_by_name,
    p.order_short_text, p.vendor_short_term, p.status as order_status, p.lifecycle, p.completion_date, p.level as order_level,
    p.order_value::text as order_value, p.total_spent::text as total_spent, p.remaining_budget::text as remaining_budget,
    p.utilization_percent::text as utilization_percent, p.quantity_survey_count, p.last_billed_date
  from public.alerts a
  join public.purchase_orders p on p.organization_id = a.organization_id and p.id = a.purchase_order_id
  left join public.import_jobs j on j.organization_id = a.organization_id and j.id = a.opened_by_import
  left join public.import_files f on f.organization_id = j.organization_id and f.id = j.file_id
  left join public.user_profiles acknowledger on acknowledger.user_id = a.acknowledged_by
  left join public.user_profiles resolver on resolver.user_id = a.resolved_by;
comment on view public.alert_rows is
  'Alerts with their purchase order as it stands now, the file that opened them, and names. Money as text. Obeys the reader''s row level security.';
grant select on public.alert_rows to authenticated;
