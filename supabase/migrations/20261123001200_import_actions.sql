-- What people do with imports once a file is uploaded. The worker takes over from the state these leave.

create function private.import_for(wanted uuid) returns public.import_jobs
language plpgsql set search_path = '' as $$
declare
  job public.import_jobs;
begin
  select j.* into job from public.import_jobs j
  where j.id = wanted and j.organization_id in (select private.my_organization_ids()) for update;
  if job.id is null then
    raise exception 'There is no such import.' using errcode = 'AE404';
  end if;
  return job;
end;
$$;

create function public.confirm_import(import_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs := private.import_for($1);
begin
  if job.status <> 'awaiting_confirmation' then
    raise exception 'This import is not waiting for confirmation (it is %).', replace(job.status::text, '_', ' ') using errcode = 'AE409';
  end if;
  if job.conflict_count > 0 and job.repeat_policy = 'fault' then
    raise exception 'Decide first what the % repeated keys with different values are.', job.conflict_count using errcode = 'AE409';
  end if;
  update public.import_jobs j set status = 'pending', phase = 'applying', progress = 0,
    confirmed_by = (select auth.uid()), confirmed_at = now()
  where j.id = job.id;
  perform private.audit(job.organization_id, 'import.confirmed', 'import', job.id::text, null,
    jsonb_build_object('type', job.type, 'mode', job.mode, 'new', job.new_count, 'changed', job.changed_count,
      'withdrawn', job.withdrawn_count, 'money_before', job.money_before, 'money_after', job.money_after));
end;
$$;
comment on function public.confirm_import(uuid) is 'A member accepts the preview; the worker applies it.';

create function public.cancel_import(import_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs := private.import_for($1);
begin
  if job.status not in ('pending', 'processing', 'awaiting_confirmation', 'failed') then
    raise exception 'This import can no longer be canceled (it is %).', replace(job.status::text, '_', ' ') using errcode = 'AE409';
  end if;
  update public.import_jobs j set status = 'canceled', finished_at = now(), lease_token = null where j.id = job.id;
  perform private.audit(job.organization_id, 'import.canceled', 'import', job.id::text, jsonb_build_object('status', job.status));
end;
$$;
comment on function public.cancel_import(uuid) is 'A member drops an import that is not applied. The worker notices and clears what was staged.';

create function public.retry_import(import_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs := private.import_for($1);
begin
  if job.status <> 'failed' then
    raise exception 'Only a failed import can be tried again.' using errcode = 'AE409';
  end if;
  update public.import_jobs j set status = 'pending', phase = case when j.confirmed_at is null then 'queued' else 'applying' end::public.import_phase,
    progress = 0, attempt = 0, failure_code = null, failure_reason = null, finished_at = null
  where j.id = job.id;
  perform private.audit(job.organization_id, 'import.retried', 'import', job.id::text);
end;
$$;
comment on function public.retry_import(uuid) is 'A member asks for another try at a failed import, from the phase in which it failed.';

create function public.choose_import_options(import_id uuid, mode public.import_mode, repeat_policy public.repeat_policy) returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs := private.import_for($1);
begin
  if job.status <> 'awaiting_confirmation' then
    raise exception 'Options can be chosen only while the preview is open.' using errcode = 'AE409';
  end if;
  update public.import_jobs j set mode = $2, repeat_policy = $3, status = 'pending', phase = 'comparing', progress = 0 where j.id = job.id;
  if job.type is not null and $3 is distinct from job.repeat_policy then
    insert into public.import_mappings as m (organization_id, type, repeat_policy, updated_by)
    values (job.organization_id, job.type, $3, (select auth.uid()))
    on conflict on constraint import_mappings_pkey do update
      set repeat_policy = excluded.repeat_policy, updated_by = excluded.updated_by, updated_at = now();
  end if;
end;
$$;
comment on function public.choose_import_options(uuid, public.import_mode, public.repeat_policy) is
  'Full snapshot or incremental, and what repeated keys mean; the preview is computed again. The second answer is remembered.';

grant execute on function public.confirm_import(uuid), public.cancel_import(uuid), public.retry_import(uuid),
  public.choose_import_options(uuid, public.import_mode, public.repeat_policy) to authenticated;
