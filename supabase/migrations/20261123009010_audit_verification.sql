-- Finding the first place at which an audit chain is not what was written.

create function private.verify_audit_chain(organization_id uuid)
returns table (entry_number bigint, entry_id bigint, fault text)
language sql stable set search_path = '' as $$
  with entries as (
    select a.entry_number, a.id, a.previous_hash, a.entry_hash, private.audit_entry_hash(a) as expected_hash,
      lag(a.entry_number, 1, 0::bigint) over ordered as number_before,
      lag(a.entry_hash, 1, decode(repeat('00', 32), 'hex')) over ordered as hash_before
    from public.audit_logs a
    where private.audit_chain_of(a.organization_id) = private.audit_chain_of($1)
    window ordered as (order by a.entry_number)
  ), last_entry as (
    select e.entry_number, e.entry_hash from entries e order by e.entry_number desc limit 1
  ), faults as (
    select case when e.entry_number = e.number_before + 1 then e.entry_number else e.number_before + 1 end as entry_number,
      case when e.entry_number = e.number_before + 1 then e.id end as entry_id,
      case when e.entry_number <> e.number_before + 1 then 'missing'
        when e.previous_hash <> e.hash_before then 'unlinked'
        when e.entry_hash <> e.expected_hash then 'altered' end as fault
    from entries e
    union all
    -- Where the chain ends otherwise than its head says. Equal numbers with another hash: the last entry itself.
    select case when l.entry_number = h.entry_number then h.entry_number else least(coalesce(l.entry_number, 0), h.entry_number) + 1 end, null,
      case when coalesce(l.entry_number, 0) < h.entry_number then 'missing' else 'unlinked' end
    from private.audit_heads h left join last_entry l on true
    where h.chain_id = private.audit_chain_of($1)
      and (h.entry_number, h.entry_hash) is distinct from (l.entry_number, l.entry_hash)
    union all
    -- Entries without a head: the head was taken away.
    select l.entry_number, null, 'unlinked' from last_entry l
    where not exists (select from private.audit_heads h where h.chain_id = private.audit_chain_of($1))
  )
  select f.entry_number, f.entry_id, f.fault from faults f
  where f.fault is not null order by f.entry_number limit 1
$$;
comment on function private.verify_audit_chain(uuid) is
  'The first broken entry of an organization''s audit chain (null: of what belongs to none), or no row. missing: it is gone; altered: it says something else than was written; unlinked: it does not continue the one before it, or was appended past the chain.';
