import type { Transaction } from "../database/support/database";
import { type Parameter, parameters } from "./function-table";
import type { Tally } from "./tally";

export interface ApiFunction {
  name: string;
  arguments: { name: string; type: string; parameter: Parameter }[];
}

/** One for each argument, in the way that PostgreSQL reads its type from text. */
export type Values = (string | null)[];

/** Every function that a signed-in person may call, with what its parameters take. */
export async function apiFunctions(tx: Transaction, tally: Tally): Promise<ApiFunction[]> {
  const found = await tx<{ name: string; names: string[] | null; types: string[] }[]>`
    select p.proname as name, p.proargnames[1:p.pronargs] as names,
      array(select format_type(t, null) from unnest(p.proargtypes::oid[]) with ordinality as u (t, o) order by o) as types
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype
      and has_function_privilege('authenticated', p.oid, 'execute')
    order by 1`;
  return found.map(({ name, names, types }) => ({
    name,
    arguments: types.map((type, at) => {
      const argument = names?.[at] ?? `$${at + 1}`;
      const parameter = parameters[`${name}.${argument}`] ?? parameters[argument];
      if (!parameter)
        tally.uncovered(
          `public.${name} takes ${argument} ${type}, which has no value in tests/tenancy/function-table.ts: say there whether it names something of an organization.`,
        );
      return { name: argument, type, parameter: parameter ?? { plain: null } };
    }),
  }));
}
