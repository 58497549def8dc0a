-- Alerts: at most one that is not resolved per purchase order, with the story of each.

create type public.alert_status as enum ('open', 'acknowledged', 'snoozed', 'resolved');
create type public.alert_event_type as enum
  ('opened', 'escalated', 'deescalated', 'acknowledged', 'returned', 'snoozed', 'resolved', 'reopened');

create table public.alert_settings (
  organization_id uuid primary key references public.organizations (id) on delete cascade,
  warning_percent numeric(5,2) not null default 75,
  critical_percent numeric(5,2) not null default 90,
  over_budget_percent numeric(5,2) not null default 100,
  updated_at timestamptz not null default now(),
  check (warning_percent > 0 and warning_percent < critical_percent and critical_percent < over_budget_percent)
);
comment on table public.alert_settings is 'The percentages at which a purchase order of this organization changes its level.';

create table public.alerts (
  id bigint generated always as identity primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  purchase_order_id bigint not null,
  purchase_order_no text collate "C" not null,
  level public.utilization_level not null check (level <> 'on_track'),
  status public.alert_status not null default 'open',
  opened_at timestamptz not null default now(),
  opened_by_import uuid,
  acknowledged_by uuid references public.user_profiles (user_id) on delete set null,
  acknowledged_at timestamptz,
  acknowledgement_note text check (length(acknowledgement_note) <= 2000),
  raise_expected_by date,
  snoozed_until date,
  resolved_by uuid references public.user_profiles (user_id) on delete set null,
  resolved_at timestamptz,
  resolved_reason text,
  suppressed_level public.utilization_level check (suppressed_level is null or status = 'resolved'),
  updated_at timestamptz not null default now(),
  unique (organization_id, id),
  foreign key (organization_id, purchase_order_id) references public.purchase_orders (organization_id, id) on delete cascade,
  foreign key (organization_id, opened_by_import) references public.import_jobs (organization_id, id)
);
comment on table public.alerts is 'A purchase order that is running out, until it is resolved. Opened, moved and resolved by imports; acknowledged by people.';
comment on column public.alerts.raise_expected_by is 'The day by which the client should have raised the order value; the alert comes back if it passes.';
comment on column public.alerts.suppressed_level is
  'Set when a person resolves an alert whose level stands: nothing opens again at this level or below. It follows a falling level, so that the next rise is a new crossing, and ends when the order is on track.';
create unique index alerts_one_unresolved_idx on public.alerts (organization_id, purchase_order_id) where status <> 'resolved';
create index alerts_level_status_idx on public.alerts (organization_id, level, status);
create index alerts_order_idx on public.alerts (organization_id, purchase_order_id);
create index alerts_recent_idx on public.alerts (organization_id, opened_at desc, id desc);
create index alerts_import_idx on public.alerts (organization_id, opened_by_import);
create index alerts_acknowledged_by_idx on public.alerts (acknowledged_by);
create index alerts_resolved_by_idx on public.alerts (resolved_by);
create index alerts_raise_expected_idx on public.alerts (raise_expected_by) where status = 'acknowledged';

create table public.alert_events (
  id bigint generated always as identity primary key,
  organization_id uuid not null,
  alert_id bigint not null,
  event public.alert_event_type not null,
  level_before public.utilization_level,
  level_after public.utilization_level,
  order_value numeric(18,2),
  total_spent numeric(18,2),
  note text,
  acted_by uuid references public.user_profiles (user_id) on delete set null,
  import_job_id uuid,
  before jsonb,
  created_at timestamptz not null default clock_timestamp(),
  foreign key (organization_id, alert_id) references public.alerts (organization_id, id) on delete cascade,
  foreign key (organization_id, import_job_id) references public.import_jobs (organization_id, id)
);
comment on table public.alert_events is 'Each step of an alert: by whom or by which import, at which figures.';
comment on column public.alert_events.before is 'The alert''s own columns before the step, so that an import can be undone.';
create index alert_events_alert_idx on public.alert_events (organization_id, alert_id, id);
create index alert_events_import_idx on public.alert_events (organization_id, import_job_id);
create index alert_events_acted_by_idx on public.alert_events (acted_by);

alter table public.alert_settings enable row level security;
alter table public.alerts enable row level security;
alter table public.alert_events enable row level security;
grant select on public.alert_settings, public.alerts, public.alert_events to authenticated;

create policy alert_settings_select on public.alert_settings for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
create policy alerts_select on public.alerts for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
create policy alert_events_select on public.alert_events for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
