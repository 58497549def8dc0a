import type postgres from "postgres";

/**
 * Functions of ours that raise an error under a code other than those that `src/libs/access/refusals.ts` shows to people:
 * their sentence would reach nobody, or a text of PostgreSQL's would pass for a sentence of ours. Guards that only a
 * fault in the application can meet raise what the built-in ones would.
 */
export async function functionsWithForeignCodes(sql: postgres.Sql): Promise<string[]> {
  const found = await sql<{ name: string }[]>`
    select p.oid::regprocedure::text as name from pg_proc p
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace, 'staging'::regnamespace)
      and (select count(*) from regexp_matches(p.prosrc, '\\mraise\\s+(exception|sqlstate)', 'gi')) <>
        (select count(*) from regexp_matches(p.prosrc,
          '\\merrcode\\s*=\\s*''(AE(403|404|409|422|429)|foreign_key_violation|insufficient_privilege)''', 'gi'))
    order by 1`;
  return found.map(({ name }) => name);
}
