-- A confirmation names the preview that its person saw: nobody applies, or undoes, what was compared anew meanwhile.

alter table public.import_jobs
  add column preview_version integer not null default 0,
  add column undo_version bigint;
comment on column public.import_jobs.preview_version is
  'How often the worker handed the import over to a person, as a preview or a question. What a person decides names the one that they saw.';
comment on column public.import_jobs.undo_version is
  'The organization''s data_version that the undo was shown for. The worker undoes nothing else.';

create function private.import_as_shown(import_id uuid, shown_version integer) returns public.import_jobs
language plpgsql set search_path = '' as $$
declare
  job public.import_jobs;
begin
  select j.* into job from public.import_jobs j where j.id = $1 for update;
  if not found then
    raise exception 'There is no such import.' using errcode = 'AE404';
  end if;
  if job.status = 'awaiting_confirmation' and job.preview_version is distinct from $2 then
    raise exception 'The file was compared again after you opened this preview. Look at the new one, then decide.' using errcode = 'AE409';
  end if;
  return job;
end;
$$;
comment on function private.import_as_shown(uuid, integer) is
  'An import, locked. Raises a sentence when it has another preview by now than the one that was shown; the caller has checked the person.';

drop function public.confirm_import(uuid);
drop function private.begin_apply(uuid, uuid);

create function private.begin_apply(
  import_id uuid, confirmed_by uuid, shown_version integer, mode public.import_mode, repeat_policy public.repeat_policy
) returns void
language plpgsql set search_path = '' as $$
declare
  job public.import_jobs := private.import_as_shown($1, $3);
begin
  if job.status <> 'awaiting_confirmation' then
    raise exception 'This import is not waiting for confirmation (it is %).', replace(job.status::text, '_', ' ') using errcode = 'AE409';
  end if;
  if job.mode is distinct from $4 or job.repeat_policy is distinct from $5 then
    raise exception 'The preview was not computed with the answers on your screen, so nothing was applied. Choose them again.' using errcode = 'AE409';
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
comment on function private.begin_apply(uuid, uuid, integer, public.import_mode, public.repeat_policy) is
  'Hands the preview that was shown, with the answers that it was computed with, to the worker to be applied, for a person or (null) for the operator. Raises a sentence when it can''t be; the caller has checked the person.';

create function public.confirm_import(
  import_id uuid, shown_version integer, mode public.import_mode, repeat_policy public.repeat_policy
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs := private.import_for($1);
begin
  perform private.begin_apply(job.id, (select auth.uid()), $2, $3, $4);
end;
$$;
comment on function public.confirm_import(uuid, integer, public.import_mode, public.repeat_policy) is
  'A member accepts the preview that they saw, with the answers on their screen; the worker applies it.';

drop function public.choose_import_options(uuid, public.import_mode, public.repeat_policy);

create function public.choose_import_options(
  import_id uuid, mode public.import_mode, repeat_policy public.repeat_policy, shown_version integer
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs := private.import_for($1);
begin
  job := private.import_as_shown(job.id, $4);
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
comment on function public.choose_import_options(uuid, public.import_mode, public.repeat_policy, integer) is
  'Full snapshot or incremental, and what repeated keys mean, in answer to the preview that was shown; it is computed again. The second answer is remembered.';

drop function public.request_undo(uuid);
drop function private.begin_undo(uuid, uuid);

create function private.begin_undo(import_id uuid, requested_by uuid, shown_version bigint) returns void
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
  if $3 is distinct from (select o.data_version from public.organizations o where o.id = job.organization_id) then
    raise exception 'Your data has changed since you looked at what this undo would do. Look at it again, then decide.' using errcode = 'AE409';
  end if;
  update public.import_jobs j set status = 'pending', phase = 'undoing', progress = 0, attempt = 0,
    failure_code = null, failure_reason = null, undo_requested_by = $2, undo_version = $3
  where j.id = job.id;
  perform private.audit(job.organization_id, 'import.undo_requested', 'import', job.id::text, acted_by => $2);
end;
$$;
comment on function private.begin_undo(uuid, uuid, bigint) is
  'Hands an applied import to the worker to be undone as it was shown. Raises a sentence when it can''t be; the caller has checked the person.';

create function public.request_undo(import_id uuid, shown_version bigint) returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs := private.import_for($1);
begin
  perform private.begin_undo(job.id, (select auth.uid()), $2);
end;
$$;
comment on function public.request_undo(uuid, bigint) is
  'A member takes a whole import back, as undo_preview showed it; the worker does it, or the import stays as it is and says why.';

create or replace function private.preview_undo(job public.import_jobs) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  refusal jsonb := private.undo_refusal(job);
begin
  if refusal is not null then
    return jsonb_build_object('refusal', refusal);
  end if;
  return private.undo_effect(job.organization_id, job.id) || jsonb_build_object('refusal', null,
    'data_version', (select o.data_version from public.organizations o where o.id = job.organization_id));
end;
$$;
comment on function private.preview_undo(public.import_jobs) is
  'Why an import can''t be undone as {refusal}, or else what undoing it would do, with a null refusal and the version of the data that it holds for.';

grant execute on function public.confirm_import(uuid, integer, public.import_mode, public.repeat_policy),
  public.choose_import_options(uuid, public.import_mode, public.repeat_policy, integer),
  public.request_undo(uuid, bigint) to authenticated;
