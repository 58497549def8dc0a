-- Whom a mail told of which crossing, so that an undo corrects it, and the same import afterwards doesn't tell it as new.

create table private.told_crossings (
  organization_id uuid not null,
  import_job_id uuid not null,
  user_id uuid not null references public.user_profiles (user_id) on delete cascade,
  purchase_order_no text not null,
  level public.utilization_level not null,
  email_id uuid not null,
  told_at timestamptz not null default now(),
  taken_back_at timestamptz,
  primary key (organization_id, import_job_id, user_id, purchase_order_no),
  foreign key (organization_id, import_job_id) references public.import_jobs (organization_id, id) on delete cascade,
  foreign key (organization_id, email_id) references public.email_outbox (organization_id, id) on delete cascade
);
comment on table private.told_crossings is
  'The crossings that each mail about an import told its recipient of, all of them: the mail itself lists the worst. A crossing is a purchase order and the level that it reached.';
comment on column private.told_crossings.taken_back_at is
  'When the import was undone and its recipient was told that this no longer holds. The next mail about the same crossing says that it holds again.';
create index told_crossings_user_idx on private.told_crossings (user_id, organization_id, purchase_order_no);
create index told_crossings_email_idx on private.told_crossings (organization_id, email_id);
alter table private.told_crossings enable row level security;

alter table public.email_outbox
  drop constraint email_outbox_kind_check,
  add constraint email_outbox_kind_check
    check (kind in ('import_alerts', 'import_undone', 'import_failed', 'mail_failed', 'invitation', 'email_change', 'account_notice'));
