-- An import that waits for its columns can be dropped like any other that is not applied.

create or replace function public.cancel_import(import_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs := private.import_for($1);
begin
  -- Its rows are in the database: canceled would say that they are not.
  if job.phase = 'undoing' then
    raise exception 'This import is being undone; that can no longer be stopped.' using errcode = 'AE409';
  end if;
  if job.status not in ('pending', 'processing', 'awaiting_mapping', 'awaiting_confirmation', 'failed') then
    raise exception 'This import can no longer be canceled (it is %).', replace(job.status::text, '_', ' ') using errcode = 'AE409';
  end if;
  update public.import_jobs j set status = 'canceled', finished_at = now(), lease_token = null where j.id = job.id;
  perform private.audit(job.organization_id, 'import.canceled', 'import', job.id::text, jsonb_build_object('status', job.status));
end;
$$;
