import { examineRoutes } from "../access/doors";
import { applicationModules } from "../access/syntax";
import { site } from "./application";
import { arrive } from "./request";
import type { Tally } from "./tally";
import { load, type Visitor, watch } from "./visitor";

/**
 * Every route handler, asked for what belongs to another organization; and for their own, which must open.
 * @param belongsToBoth the asking admin is one there too, and is shown their own: only routes of the active organization
 */
export async function tryRouteHandlers(
  visitor: Visitor,
  tally: Tally,
  { belongsToBoth = false } = {},
): Promise<void> {
  const { world, uploads } = visitor;
  const watched = watch(visitor);
  const marks = await watched.marks();
  const cookie = await visitor.logIn();
  const parameters: Record<string, { foreign: string; unknown: string; own: string }> = {
    importId: { foreign: uploads.victim, unknown: crypto.randomUUID(), own: uploads.attacker },
    format: { foreign: "csv", unknown: "csv", own: "csv" },
  };
  const queries = [
    "name=orders.csv&size=4",
    `after=${uploads.victim}`,
    `person=${world.victim.admin.userId}&organization_id=${world.victim.id}&organizationId=${world.victim.id}`,
  ];

  const { doors } = examineRoutes(applicationModules(), {});
  for (const { path, name: method, for: whom } of doors) {
    if (belongsToBoth && whom === "person") continue;
    const names = [...path.matchAll(/\[(\w+)\]/g)].map((found) => found[1]!);
    const missing = names.filter((name) => !parameters[name]);
    if (missing.length > 0) {
      tally.uncovered(
        `The route ${path} takes [${missing.join("], [")}]: give it values in tests/tenancy/route-handlers.ts.`,
      );
      continue;
    }
    const handler = (await load(path))[method] as (request: Request, given: object) => Promise<Response>;
    const ask = async (which: "foreign" | "unknown" | "own", query: string) => {
      const params = Object.fromEntries(names.map((name) => [name, parameters[name]![which]]));
      const wished = which === "own" || belongsToBoth ? world.attacker : world.victim;
      const credentials: Record<string, string> =
        whom === "token"
          ? { authorization: `Bearer ${visitor.token}` }
          : { cookie: `${cookie}; aestrak-organization=${wished.id}`, origin: site };
      const headers = { host: "localhost:3000", ...credentials };
      arrive(headers);
      const body = method === "GET" ? undefined : "a,b\n";
      const request = new Request(`${site}/knock?${query}`, { method, headers, body });
      const answer = await handler(request, { params: Promise.resolve(params) });
      return { status: answer.status, body: await answer.text() };
    };
    for (const query of queries) {
      const before = await watched.prints();
      const answer = await ask("foreign", query);
      const shown = marks.find((mark) => !query.includes(mark) && answer.body.includes(mark));
      const leak = (await watched.changes(before)) ?? (shown ? `${answer.status} told ${shown}` : null);
      tally.case("an admin of another organization", `${method} ${path}`, query, leak);
    }
    if (!names.includes("importId")) continue;
    const [foreign, unknown, own] = [
      await ask("foreign", ""),
      await ask("unknown", ""),
      await ask("own", ""),
    ];
    const isAlike = foreign.status === 404 && JSON.stringify(foreign) === JSON.stringify(unknown);
    tally.case(
      "an admin of another organization",
      `${method} ${path}`,
      "foreign id",
      isAlike ? null : `answered ${foreign.status} ${foreign.body}`,
    );
    // Without this, a route that refuses everybody would look as if it kept the rule.
    if (own.status !== 200 && own.body === unknown.body)
      tally.uncovered(`${method} ${path} does not open one's own import either: ${own.status} ${own.body}`);
  }
}
