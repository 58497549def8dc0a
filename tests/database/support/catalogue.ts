import type { Sql } from "./database";

export interface Column {
  name: string;
  /** The type's name, without modifiers; an enum's own name. */
  type: string;
  /** The first label of an enum. */
  firstLabel: string | null;
  /** It must be given a value on insert. */
  required: boolean;
  /** It can't be given a value. */
  computed: boolean;
}

export interface ForeignKey {
  columns: string[];
  table: string;
  referencedColumns: string[];
}

export interface Table {
  /** With its schema: public.alerts. */
  name: string;
  isView: boolean;
  columns: Column[];
  foreignKeys: ForeignKey[];
}

/** Every table and view of our own schemas, from PostgreSQL's catalogue. */
export async function catalogue(sql: Sql): Promise<Table[]> {
  return sql<Table[]>`
    select n.nspname || '.' || c.relname as name, c.relkind in ('v', 'm') as "isView",
      (select jsonb_agg(jsonb_build_object(
          'name', a.attname, 'type', t.typname, 'computed', a.attgenerated <> '',
          'firstLabel', (select e.enumlabel from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder limit 1),
          'required', a.attnotnull and not a.atthasdef and a.attidentity = '') order by a.attnum)
        from pg_attribute a join pg_type t on t.oid = a.atttypid
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'table', k.confrelid::regclass,
          'columns', (select array_agg(a.attname order by o) from unnest(k.conkey) with ordinality as u (num, o)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num),
          'referencedColumns', (select array_agg(a.attname order by o) from unnest(k.confkey) with ordinality as u (num, o)
            join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num))), '[]')
        from (select oid, conrelid, confrelid, conkey, confkey from pg_constraint
          where contype = 'f' and conrelid = c.oid order by conname) k) as "foreignKeys"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private', 'staging') and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
    order by 1`.then((tables) =>
    tables.map((table) => ({
      ...table,
      // A name in the search path is written without its schema.
      foreignKeys: table.foreignKeys.map((key) => ({
        ...key,
        table: key.table.includes(".") ? key.table : `public.${key.table}`,
      })),
    })),
  );
}
