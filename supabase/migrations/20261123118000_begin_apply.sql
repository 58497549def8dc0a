-- One way from a preview to its application, for people in the browser and for the operator at the command line.

create function private.begin_apply(import_id uuid, confirmed_by uuid) returns void
language plpgsql set search_path = '' as $$
declare
  job public.import_jobs;
begin
  select j.* into job from public.import_jobs j where j.id = $1 for update;
  if not found then
    raise exception 'There is no such import.' using errcode = 'AE404';
  end if;
  if job.status <> 'awaiting_confirmation' then
    raise exception 'This import is not waiting for confirmation (it is %).', replace(job.status::text, '_', ' ') using errcode = 'AE409';
  end if;
  if job.conflict_count > 0 and job.repeat_policy = 'fault' then
    raise exception 'Decide first what the % repeated keys with different values are.', job.conflict_count using errcode = 'AE409';
  end if;
  update public.import_jobs j set status = 'pending', phase = 'applying', progress = 0, confirmed_by = $2, confirmed_at = now()
  where j.id = job.id;
  perform private.audit(job.organization_id, 'import.confirmed', 'import', job.id::text, null,
    jsonb_build_object('type', job.type, 'mode', job.mode, 'new', job.new_count, 'changed', job.changed_count,
      'withdrawn', job.withdrawn_count, 'money_before', job.money_before, 'money_after', job.money_after), $2);
end;
$$;
comment on function private.begin_apply(uuid, uuid) is
  'Hands a preview to the worker to be applied, for a person or (null) for the operator. Raises a sentence when it can''t be; the caller has checked the person.';

create or replace function public.confirm_import(import_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs := private.import_for($1);
begin
  perform private.begin_apply(job.id, (select auth.uid()));
end;
$$;
