-- Mail leaves when it is written, rather than with the worker's next round: a statement that adds to the outbox tells,
-- with its commit, whoever listens. A notice that nobody hears loses nothing; the worker looks by itself, too.

create function private.tell_of_queued_mail() returns trigger
language plpgsql set search_path = '' as $$
begin
  notify mail_queued;
  return null;
end;
$$;
comment on function private.tell_of_queued_mail() is 'Tells the workers that listen on mail_queued that mail was written to the outbox.';

create trigger email_outbox_tell after insert on public.email_outbox
  for each statement execute function private.tell_of_queued_mail();
