-- What can move an alert. New values of an enumeration can be used only after the transaction that adds them.

create type public.alert_cause as enum (
  'order_imported', 'value_raised', 'value_lowered', 'spend_rose', 'spend_fell', 'surveys_withdrawn', 'order_closed', 'order_reopened',
  'thresholds_moved', 'import_undone', 'promise_passed', 'snooze_ended', 'person', 'import');
comment on type public.alert_cause is
  'Why an alert took a step; the facts beside it hold the figures. "import": through an import whose effect on the order is not known.';
alter type public.alert_event_type add value 'commented';
