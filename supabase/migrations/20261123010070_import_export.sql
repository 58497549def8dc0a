-- Who took the changes of an import out of AESTrak is on record.

create function public.record_import_export(import_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs;
begin
  select j.* into job from public.import_jobs j
  where j.id = $1 and j.organization_id in (select private.my_organization_ids());
  if job.id is null then
    raise exception 'There is no such import.' using errcode = 'AE404';
  end if;
  perform private.audit(job.organization_id, 'import.exported', 'import', job.id::text, null,
    jsonb_build_object('type', job.type, 'status', job.status));
end;
$$;
comment on function public.record_import_export(uuid) is 'Records that the signed-in member exports what an import changes.';
grant execute on function public.record_import_export(uuid) to authenticated;
