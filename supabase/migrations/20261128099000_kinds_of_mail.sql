-- The kinds of mail of mailed links and of undone imports, together: each of two migrations named only its own.

alter table public.email_outbox
  drop constraint email_outbox_kind_check,
  add constraint email_outbox_kind_check check (kind in ('import_alerts', 'import_undone', 'import_failed', 'mail_failed', 'invitation',
    'email_change', 'account_notice', 'sign_up', 'password_reset'));
