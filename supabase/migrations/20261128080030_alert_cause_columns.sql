-- Every step of an alert says why it came about, as data: sentences are made from it where they are shown.

alter table public.alert_events
  add column cause public.alert_cause not null default 'import',
  add column facts jsonb not null default '{}' check (jsonb_typeof(facts) = 'object');
alter table public.alert_events alter column cause drop default;
comment on column public.alert_events.cause is 'What brought the step about; the first, where an import did several things to the order.';
comment on column public.alert_events.facts is
  'The figures of the cause: order_value, spent, lifecycle and thresholds as {before, after}, withdrawn {count, total}, the import that was undone, the promised or chosen day. Money as text. Only what moved the level is named.';

alter table public.alerts
  add column opened_cause public.alert_cause,
  add column resolved_cause public.alert_cause check (resolved_cause is null or status = 'resolved'),
  add column resolved_facts jsonb check (resolved_facts is null or status = 'resolved');
comment on column public.alerts.opened_cause is 'Of its first step, for lists; the timeline has the figures.';
comment on column public.alerts.resolved_cause is 'Of the step that resolved it, with its facts; "person": somebody did, and resolved_reason holds their words.';
comment on column public.alerts.resolved_reason is 'What the person who resolved it wrote; null where it resolved itself.';
update public.alerts set resolved_reason = null where status = 'resolved' and resolved_by is null and suppressed_level is null;
