-- Which provider a mail was handed to, so that a change of provider or a late retry can't send it a second time.

alter table public.email_outbox
  add column provider text,
  add column handed_over_at timestamptz,
  add constraint email_outbox_handed_over_check check ((provider is null) = (handed_over_at is null)),
  add constraint email_outbox_sending_check check (status <> 'sending' or provider is not null),
  drop constraint email_outbox_kind_check,
  add constraint email_outbox_kind_check check (kind in ('import_alerts', 'import_failed', 'mail_failed'));

comment on column public.email_outbox.provider is
  'Who may have accepted the mail: set before it is handed over, kept while no clear refusal has come back.';
comment on column public.email_outbox.handed_over_at is
  'When it was first handed to that provider; counts against the time for which the provider recognises a repetition.';
comment on column public.email_outbox.next_attempt_at is
  'pending: when to try. sending: until when the attempt may take; after that the row counts as abandoned.';
