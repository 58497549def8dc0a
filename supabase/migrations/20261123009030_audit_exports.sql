-- Who took the audit log out of AESTrak stands in the audit log.

create function public.record_audit_export(organization_id uuid, format text, filters jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if $1 not in (select private.my_admin_organization_ids()) then
    raise exception 'Only an admin of the organization may do this.' using errcode = 'AE403';
  end if;
  perform private.audit($1, 'audit.exported', 'audit_log', $1::text, null,
    jsonb_strip_nulls(jsonb_build_object('format', left($2, 20), 'filters', case when $3 = '{}' then null else $3 end)));
end;
$$;
comment on function public.record_audit_export(uuid, text, jsonb) is 'Records that the signed-in admin exports the audit log, and by which filters.';
grant execute on function public.record_audit_export(uuid, text, jsonb) to authenticated;
