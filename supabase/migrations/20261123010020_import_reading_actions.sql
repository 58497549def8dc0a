-- How people say what a file's columns mean and how it is to be read. The worker then reads it anew.

create function private.job_to_read(import_id uuid) returns public.import_jobs
language plpgsql set search_path = '' as $$
declare
  job public.import_jobs := private.import_for($1);
begin
  if job.status in ('awaiting_mapping', 'awaiting_confirmation') or (job.status = 'failed' and job.confirmed_at is null) then
    return job;
  end if;
  raise exception 'How the file is read can be changed only before the import is confirmed (it is %).',
    replace(job.status::text, '_', ' ') using errcode = 'AE409';
end;
$$;
comment on function private.job_to_read(uuid) is 'The caller''s import, locked, as long as its file may still be read in another way.';

create function private.read_again(job_id uuid, reading jsonb) returns void
language sql set search_path = '' as $$
  update public.import_jobs j set reading = $2, status = 'pending', phase = 'queued', progress = 0, attempt = 0,
    failure_code = null, failure_reason = null, finished_at = null, staged_at = coalesce(j.staged_at, now()), row_count = null, new_count = null,
    changed_count = null, unchanged_count = null, duplicate_count = null, conflict_count = null, orphan_count = null,
    withdrawn_count = null, error_count = 0, changed_order_values = null, money_before = null, money_after = null
  where j.id = $1
$$;
comment on function private.read_again(uuid, jsonb) is
  'Hands an import back to the worker, who reads its file anew by the given decisions. It counts as staged before: somebody has a say in it, so it no longer confirms itself.';

create function public.choose_import_mapping(import_id uuid, columns jsonb, date_order text default null, decimal_convention text default null)
returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs := private.job_to_read($1);
  twice text;
begin
  if job.type is null then
    raise exception 'Say first which kind of export this file is.' using errcode = 'AE422';
  end if;
  if $2 is null or jsonb_typeof($2) <> 'object' or length($2::text) > 200000
    or exists (select 1 from jsonb_each($2) c where jsonb_typeof(c.value) not in ('string', 'null')) then
    raise exception 'The columns are not described correctly. Reload the page and try again.' using errcode = 'AE422';
  end if;
  if coalesce($3, 'auto') not in ('auto', 'dmy', 'mdy') or coalesce($4, 'auto') not in ('auto', 'point', 'comma') then
    raise exception 'Dates are day first or month first, and cents follow a point or a comma.' using errcode = 'AE422';
  end if;
  select c.value into twice from jsonb_each_text($2) c where c.value is not null group by c.value having count(*) > 1 limit 1;
  if twice is not null then
    raise exception 'Two columns are taken as “%”. Each field can come from one column only.', replace(twice, '_', ' ') using errcode = 'AE422';
  end if;
  insert into public.import_mappings as m (organization_id, type, columns, date_order, decimal_convention, updated_by)
  values (job.organization_id, job.type, $2, coalesce($3, 'auto'), coalesce($4, 'auto'), (select auth.uid()))
  on conflict on constraint import_mappings_pkey do update
    set columns = m.columns || excluded.columns, date_order = coalesce($3, m.date_order),
      decimal_convention = coalesce($4, m.decimal_convention), updated_by = excluded.updated_by, updated_at = now();
  perform private.read_again(job.id, jsonb_strip_nulls(jsonb_build_object(
    'type', job.reading -> 'type', 'sheet', job.reading -> 'sheet', 'delimiter', job.reading -> 'delimiter', 'encoding', job.reading -> 'encoding',
    'date_order', nullif(coalesce($3, job.reading ->> 'date_order'), 'auto'),
    'decimal_convention', nullif(coalesce($4, job.reading ->> 'decimal_convention'), 'auto'))) || jsonb_build_object('columns', $2));
  perform private.audit(job.organization_id, 'import.mapping_chosen', 'import', job.id::text, null,
    jsonb_build_object('type', job.type, 'columns', $2, 'date_order', $3, 'decimal_convention', $4));
end;
$$;
comment on function public.choose_import_mapping(uuid, jsonb, text, text) is
  'A member says which field each column of a file fills (normalised header to field or null) and how its dates and amounts are written. Remembered for the next file; the file is read anew. Null leaves a convention as it is.';

create function public.choose_import_reading(
  import_id uuid, type public.import_type default null, sheet text default null, delimiter text default null, encoding text default null
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs := private.job_to_read($1);
  decided jsonb := jsonb_strip_nulls(jsonb_build_object('type', $2, 'sheet', nullif($3, ''), 'delimiter', nullif($4, ''), 'encoding', nullif($5, '')));
begin
  if coalesce(nullif($4, ''), ',') not in (',', ';', E'\t', '|')
    or coalesce(nullif($5, ''), 'utf-8') not in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252') or length($3) > 255 then
    raise exception 'A file cannot be read in this way. Reload the page and try again.' using errcode = 'AE422';
  end if;
  -- Other columns may come of it, so what was said about the columns of this file no longer holds.
  update public.import_jobs j set type = $2 where j.id = job.id;
  perform private.read_again(job.id, decided);
  perform private.audit(job.organization_id, 'import.reading_chosen', 'import', job.id::text, job.reading - 'columns',
    decided);
end;
$$;
comment on function public.choose_import_reading(uuid, public.import_type, text, text, text) is
  'A member says which export a file is, which sheet counts, and how a CSV file is written; null and blank mean: as found in the file. It is read anew.';

create function public.forget_import_mapping(import_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  job public.import_jobs := private.job_to_read($1);
  forgotten jsonb;
begin
  select jsonb_build_object('columns', m.columns, 'date_order', m.date_order, 'decimal_convention', m.decimal_convention) into forgotten
  from public.import_mappings m where m.organization_id = job.organization_id and m.type = job.type;
  update public.import_mappings m set columns = '{}', date_order = 'auto', decimal_convention = 'auto',
    updated_by = (select auth.uid()), updated_at = now()
  where m.organization_id = job.organization_id and m.type = job.type;
  perform private.read_again(job.id, job.reading - array['columns', 'date_order', 'decimal_convention']);
  perform private.audit(job.organization_id, 'import.mapping_forgotten', 'import', job.id::text, forgotten);
end;
$$;
comment on function public.forget_import_mapping(uuid) is
  'A member drops what is remembered about the columns, dates and amounts of this kind of export; the file is read anew by its own words.';

grant execute on function public.choose_import_mapping(uuid, jsonb, text, text),
  public.choose_import_reading(uuid, public.import_type, text, text, text), public.forget_import_mapping(uuid) to authenticated;
