import { createHash } from "node:crypto";
import { site } from "./application";
import type { Answered, Cast, Doors } from "./doors";
import { arrive } from "./request";
import type { Tally } from "./tally";

/** Everybody at a route for scripts. */
export async function tryTokenRoutes(doors: Doors, cast: Cast, tally: Tally): Promise<void> {
  const { tokens, world, sql, cookies } = cast;
  await sql`delete from private.rate_limits`;
  type Door = Parameters<typeof doors.tokenRoute.tokenRoute>[0];
  const knock = async (
    authorization: string | null,
    door: Partial<Door> = {},
    deed = async () => Response.json({}),
  ) => {
    let ran = null as Record<string, unknown> | null;
    const route = doors.tokenRoute.tokenRoute(
      { name: "knock", scope: "imports:read", limit: { max: 500, minutes: 1 }, ...door },
      async (_request, context) => {
        ran = context as unknown as Record<string, unknown>;
        return deed();
      },
    );
    const headers: Record<string, string> = {
      cookie: cookies.admin,
      ...(authorization !== null && { authorization }),
    };
    arrive(headers);
    const answer = await route(new Request(`${site}/api/v1/knock`, { headers }), {
      params: Promise.resolve({}),
    });
    return {
      status: answer.status,
      body: await answer.text(),
      headers: answer.headers,
      ran,
    } satisfies Answered;
  };
  const told = (who: string, operation: string, { status, ran }: Answered, wanted: number) =>
    tally.case(
      who,
      "tokenRoute",
      operation,
      status === wanted && Boolean(ran) === wanted < 300
        ? null
        : `answered ${status}${ran ? " and did the deed" : ""}`,
    );

  const opened = await knock(`Bearer ${tokens.reader}`);
  told("a script", "read", opened, 200);
  const token = opened.ran?.token as { organizationId: string; userId: string } | undefined;
  tally.case(
    "a script",
    "tokenRoute",
    "act for its organization",
    token?.organizationId === world.attacker.id && token.userId === world.attacker.admin.userId
      ? null
      : "acts for another",
  );
  const worthless = {
    "no token": null,
    "an empty token": "",
    "no kind of token": "Bearer x",
    "a token that nobody made": `Bearer aestrak_${createHash("sha256").update("x").digest("base64url")}`,
    "a revoked token": `Bearer ${tokens.revoked}`,
    "an expired token": `Bearer ${tokens.expired}`,
    "a token of another kind": `Basic ${tokens.reader}`,
  };
  const bodies = new Set<string>();
  for (const [what, authorization] of Object.entries(worthless)) {
    const refused = await knock(authorization);
    told(what, "read", refused, 401);
    bodies.add(refused.body);
  }
  tally.case(
    "a guesser",
    "tokenRoute",
    "tell the refusals apart",
    bodies.size === 1 ? null : [...bodies].join(" / "),
  );
  told("a reader", "write", await knock(`Bearer ${tokens.reader}`, { scope: "imports:write" }), 403);
  const broken = await knock(`Bearer ${tokens.reader}`, {}, async () => {
    throw new Error("a secret of the server");
  });
  tally.case(
    "a script",
    "tokenRoute",
    "read an error",
    broken.status === 500 && !broken.body.includes("secret") ? null : broken.body,
  );
  const limit = { max: 3, minutes: 1 };
  let last = await knock(`Bearer ${tokens.reader}`, { name: "limited", limit });
  for (let uses = 1; uses <= 3; uses++)
    last = await knock(`Bearer ${tokens.reader}`, { name: "limited", limit });
  told("a script", "ask beyond the limit", last, 429);
  for (let tries = 0; tries < 100; tries++) last = await knock("Bearer x");
  told("a guesser", "guess beyond the limit", last, 429);
}
