-- Reckons what an undo would do only where it may be done: of a large import on which others build, that takes a while.

create function private.preview_undo(job public.import_jobs) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  refusal jsonb := private.undo_refusal(job);
begin
  if refusal is not null then
    return jsonb_build_object('refusal', refusal);
  end if;
  return private.undo_effect(job.organization_id, job.id) || '{"refusal": null}'::jsonb;
end;
$$;
comment on function private.preview_undo(public.import_jobs) is
  'Why an import can''t be undone as {refusal}, or else what undoing it would do, with a null refusal.';

create or replace function public.undo_preview(import_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  job public.import_jobs;
begin
  select j.* into job from public.import_jobs j
  where j.id = $1 and j.organization_id in (select private.my_organization_ids());
  if job.id is null then
    raise exception 'There is no such import.' using errcode = 'AE404';
  end if;
  return private.preview_undo(job);
end;
$$;
comment on function public.undo_preview(uuid) is
  'What undoing an import would do to rows, money, purchase orders and alerts, and a null refusal; or nothing but {refusal}, why it can''t be undone. Money as text.';
