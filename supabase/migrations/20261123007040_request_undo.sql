-- How people ask for an undo. The worker takes over from the state that this leaves.

create function private.begin_undo(import_id uuid, requested_by uuid) returns void
language plpgsql set search_path = '' as $$
declare
  job public.import_jobs;
  refusal jsonb;
begin
  select j.* into job from public.import_jobs j where j.id = $1 for update;
  refusal := private.undo_refusal(job);
  if refusal is not null then
    raise exception '%', refusal ->> 'sentence' using errcode = 'AE409';
  end if;
  update public.import_jobs j set status = 'pending', phase = 'undoing', progress = 0, attempt = 0,
    failure_code = null, failure_reason = null, undo_requested_by = $2
  where j.id = job.id;
  perform private.audit(job.organization_id, 'import.undo_requested', 'import', job.id::text, acted_by => $2);
end;
$$;
comment on function private.begin_undo(uuid, uuid) is
  'Hands an applied import to the worker to be undone. Raises a sentence when it can''t be; the caller has checked the person.';

create function public.request_undo(import_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs := private.import_for($1);
begin
  perform private.begin_undo(job.id, (select auth.uid()));
end;
$$;
comment on function public.request_undo(uuid) is 'A member takes a whole import back; the worker does it, or the import stays as it is and says why.';

create function public.undo_preview(import_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  job public.import_jobs;
begin
  select j.* into job from public.import_jobs j
  where j.id = $1 and j.organization_id in (select private.my_organization_ids());
  if job.id is null then
    raise exception 'There is no such import.' using errcode = 'AE404';
  end if;
  return private.undo_effect(job.organization_id, job.id) || jsonb_build_object('refusal', private.undo_refusal(job));
end;
$$;
comment on function public.undo_preview(uuid) is
  'What undoing an import would do to rows, money, purchase orders and alerts, and why it is refused (null when it isn''t). Money as text.';

create or replace function public.cancel_import(import_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs := private.import_for($1);
begin
  -- Its rows are in the database: canceled would say that they are not.
  if job.phase = 'undoing' then
    raise exception 'This import is being undone; that can no longer be stopped.' using errcode = 'AE409';
  end if;
  if job.status not in ('pending', 'processing', 'awaiting_confirmation', 'failed') then
    raise exception 'This import can no longer be canceled (it is %).', replace(job.status::text, '_', ' ') using errcode = 'AE409';
  end if;
  update public.import_jobs j set status = 'canceled', finished_at = now(), lease_token = null where j.id = job.id;
  perform private.audit(job.organization_id, 'import.canceled', 'import', job.id::text, jsonb_build_object('status', job.status));
end;
$$;

grant execute on function public.request_undo(uuid), public.undo_preview(uuid) to authenticated;
