import type { Sql } from "../database/support/database";
import { apiFunctions } from "./api-functions";
import { foreignMarks, snapshot } from "./traces";
import { Tally } from "./tally";
import type { World } from "./world";

/** How somebody presents themselves to PostgREST. */
export interface Bearer {
  name: string;
  /** Null: the publishable key alone, which everybody may know. */
  token: string | null;
  /** Whether the rows of the attacker's organization are theirs; otherwise they have none at all. */
  isMember?: boolean;
  /** Tries each table and function once per verb. For tokens that must be worth nothing at all. */
  isBrief?: boolean;
}

interface Answer {
  status: number;
  range: string | null;
  body: string;
}

export interface RestOptions {
  url: string;
  key: string;
  sql: Sql;
}

const json = { "content-type": "application/json" };

/** Everything that PostgREST offers with a table or a function, aimed at the victim's rows. */
export async function tryRest(
  world: World,
  bearer: Bearer,
  tally: Tally,
  { url, key, sql }: RestOptions,
): Promise<void> {
  const { victim, attacker } = world;
  const ask = async (
    path: string,
    init: Omit<RequestInit, "headers"> & { headers?: Record<string, string> } = {},
  ): Promise<Answer> => {
    const headers = {
      apikey: key,
      ...(bearer.token && { authorization: `Bearer ${bearer.token}` }),
      ...init.headers,
    };
    const answer = await fetch(`${url}/rest/v1/${path}`, { ...init, headers });
    return { status: answer.status, range: answer.headers.get("content-range"), body: await answer.text() };
  };
  const exact = <T>(work: (tx: Parameters<Parameters<Sql["begin"]>[1]>[0]) => Promise<T>) =>
    sql.begin(work) as Promise<T>;
  const marks = await exact((tx) => foreignMarks(tx, world, victim, attacker));
  const prints = () => exact((tx) => snapshot(tx, world, victim));
  const told = (
    resource: string,
    operation: string,
    answer: Answer,
    given: readonly (string | null)[] = [],
    more: string | null = null,
  ) => {
    const shown = marks.find((mark) => !given.includes(mark) && answer.body.includes(mark));
    tally.case(bearer.name, resource, operation, more ?? (shown ? `${answer.status} told ${shown}` : null));
  };

  let before = await prints();
  /** What of the victim's is not as it was. */
  const changes = async () => {
    const after = await prints();
    const changed = Object.keys(before).filter((each) => before[each] !== after[each]);
    before = after;
    return changed.length > 0 ? `changed ${changed.join(", ")} of theirs` : null;
  };
  const tables = world.tables.filter(({ name }) => name.startsWith("public."));
  const plainName = (name: string) => name.replace("public.", "");
  const tryReading = async (
    table: World["tables"][number],
    { owner, theirs, filter }: Record<"owner" | "theirs" | "filter", string>,
  ) => {
    const name = plainName(table.name);
    told(name, "read by foreign id", await ask(`${name}?select=*&${filter}`), [theirs]);
    const counted = await ask(`${name}?select=${owner}`, {
      method: "HEAD",
      headers: { prefer: "count=exact" },
    });
    const total = Number(counted.range?.split("/")[1] ?? 0);
    const scope = await sql<{ rows: number }[]>`
      select count(*)::integer as rows from ${sql(table.name)} where ${sql(owner)} in ${sql(
        owner === "user_id"
          ? [attacker.admin, attacker.member, attacker.former].map(({ userId }) => userId)
          : [attacker.id],
      )}`;
    const most = bearer.isMember ? (scope[0]?.rows ?? 0) : 0;
    told(
      name,
      "count",
      counted,
      [],
      total > most ? `counted ${total} rows, where at most ${most} are theirs` : null,
    );
    for (const preference of ["exact", "planned", "estimated"]) {
      const head = await ask(`${name}?select=${owner}&${filter}`, {
        method: "HEAD",
        headers: { prefer: `count=${preference}` },
      });
      const rows = Number(head.range?.split("/")[1] ?? 0);
      // A guess of the planner's counts rows that nobody was shown; it must come from statistics alone.
      told(
        name,
        `count=${preference} of foreign rows`,
        head,
        [],
        preference === "exact" && rows > 0 ? `counted ${rows}` : null,
      );
    }
    const parents = table.foreignKeys.map((each) => each.table);
    const children = tables
      .filter((each) => each.foreignKeys.some((parent) => parent.table === table.name))
      .map((each) => each.name);
    for (const other of new Set(
      [...parents, ...children].filter((each) => each.startsWith("public.") && each !== table.name),
    ))
      told(name, `embed ${plainName(other)}`, await ask(`${name}?select=*,${plainName(other)}(*)`));
  };

  for (const table of tables) {
    const name = plainName(table.name);
    const has = (column: string) => table.columns.some((each) => each.name === column);
    const owner = name === "organizations" ? "id" : has("organization_id") ? "organization_id" : "user_id";
    const theirs = owner === "user_id" ? victim.admin.userId : victim.id;
    const filter = `${owner}=eq.${theirs}`;

    told(name, "read", await ask(`${name}?select=*`));
    if (!bearer.isBrief) await tryReading(table, { owner, theirs, filter });
    if (table.isView) continue;
    const [row] = await sql<{ content: string }[]>`
      select to_jsonb(t)::text as content from ${sql(table.name)} t where ${sql(owner)} = ${theirs} limit 1`;
    const given = [row?.content ?? ""];
    const keyed = has("id") ? "id" : owner;
    const ways = ["resolution=merge-duplicates", "resolution=ignore-duplicates", ""];
    for (const prefer of bearer.isBrief ? ways.slice(0, 1) : ways) {
      const answer = await ask(`${name}?on_conflict=${keyed}`, {
        method: "POST",
        headers: { ...json, prefer: `${prefer}${prefer ? "," : ""}return=minimal` },
        body: row?.content ?? "{}",
      });
      told(name, `insert ${prefer}`, answer, given, answer.status < 400 ? "was taken" : null);
    }
    const away = { [owner]: owner === "user_id" ? attacker.member.userId : attacker.id };
    const patched = await ask(`${name}?${filter}`, {
      method: "PATCH",
      headers: { ...json, prefer: "return=representation" },
      body: JSON.stringify(away),
    });
    told(name, "move", patched, [theirs]);
    const deleted = await ask(`${name}?${filter}`, {
      method: "DELETE",
      headers: { prefer: "return=representation" },
    });
    told(name, "delete", deleted, [theirs], await changes());
  }

  const uncovered = new Tally();
  for (const fn of await exact((tx) => apiFunctions(tx, uncovered))) {
    const body = (whose: typeof victim | null) =>
      Object.fromEntries(
        fn.arguments.map(({ name, type, parameter }) => {
          const value =
            "id" in parameter
              ? whose
                ? parameter.id.of(whose, whose.accounts.admin)
                : parameter.id.unknown()
              : parameter.plain;
          return [name, type.endsWith("[]") ? value?.slice(1, -1).split(",") : value];
        }),
      );
    // What somebody does to themselves is theirs to do, and would end the session that the others need.
    if (!fn.arguments.some(({ parameter }) => "id" in parameter)) continue;
    const post = (values: object) =>
      ask(`rpc/${fn.name}`, { method: "POST", headers: json, body: JSON.stringify(values) });
    const foreign = body(victim);
    const answer = await post(foreign);
    const control = bearer.isBrief ? answer : await post(body(null));
    const changed = await changes();
    const isAlike =
      answer.status === control.status ||
      fn.arguments.some(({ parameter }) => "id" in parameter && parameter.id.may);
    told(
      `rpc/${fn.name}`,
      "foreign ids",
      answer,
      Object.values(foreign).map(String),
      changed ??
        (isAlike ? null : `answered ${answer.status} to foreign ids and ${control.status} to unknown ones`),
    );
  }
}
