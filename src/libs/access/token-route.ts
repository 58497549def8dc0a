import "server-only";
import { createHash } from "node:crypto";
import { asUser, database, type RequestContext, type Transaction } from "@/libs/database";
import { countAttempt } from "@/libs/rate-limit";
import { problem } from "./problem";
import { answerTo } from "./refusals";
import { sealed } from "./sealed";
import { requestContextOf } from "./session";

/** What a token may be made for. */
export type ApiScope = "imports:read" | "imports:write";

interface ApiToken {
  id: string;
  name: string;
  organizationId: string;
  /** The admin who made the token, for whom it acts. */
  userId: string;
}

interface TokenRouteContext<Params> {
  token: ApiToken;
  params: Params;
  request: RequestContext;
  /** One transaction with the rights of the token's maker, in the token's organization alone; see asUser. */
  transaction<T>(work: (sql: Transaction) => Promise<T>): Promise<T>;
}

interface Door {
  /** Names the route in logs. */
  name: string;
  scope: ApiScope;
  /** Requests of one token to this route. */
  limit: { max: number; minutes: number };
}

/** Wrong tokens from one network address, in ten minutes. Guessing one is hopeless; this spares the database. */
const mostWrongTokens = 100;

/**
 * Wraps a route handler for scripts: token, organization, scope, limit, then the handler, which writes its audit
 * entries. The token in the `Authorization` header is all that counts: no cookie is read, so that no page of another
 * site can make a browser act, and no origin needs to be checked. An unknown, a revoked and an expired token are
 * answered alike.
 */
export function tokenRoute<Params = Record<string, never>>(
  door: Door,
  handle: (request: Request, context: TokenRouteContext<Params>) => Promise<Response>,
) {
  const answer = async (
    request: Request,
    params: Promise<Params>,
    context: RequestContext,
  ): Promise<Response> => {
    try {
      const found = await tokenOf(request);
      if (!found) return await refuseToken(context);
      const { scopes, ...token } = found;
      if (!scopes.includes(door.scope)) {
        return problem(403, `This token was not made for ${door.scope}. Make one that is in the settings.`, {
          "www-authenticate": `Bearer error="insufficient_scope", scope="${door.scope}"`,
        });
      }
      await countAttempt([{ scope: `${door.name} by token`, subject: token.id, ...door.limit }]);
      return await handle(request, {
        token,
        params: await params,
        request: context,
        transaction: (work) =>
          asUser({ id: token.userId, organizationId: token.organizationId }, context, work),
      });
    } catch (error) {
      const { status, sentence, headers } = answerTo(error, {
        action: door.name,
        requestId: context.requestId,
      });
      return problem(status, sentence, headers);
    }
  };
  return async (request: Request, given: { params: Promise<Params> }): Promise<Response> => {
    const context = requestContextOf(request.headers);
    return sealed(await answer(request, given.params, context), context.requestId);
  };
}

async function tokenOf(request: Request): Promise<(ApiToken & { scopes: string[] }) | undefined> {
  const [, token] =
    /^Bearer +(aestrak_[A-Za-z0-9_-]{43})$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (!token) return undefined;
  // Looked up by its hash: how long that takes tells nothing about how much of a guess was right.
  const hash = createHash("sha256").update(token).digest();
  const [found] = await database()<(ApiToken & { scopes: string[] })[]>`
    select id, name, organization_id as "organizationId", user_id as "userId", scopes from private.use_api_token(${hash})`;
  return found;
}

async function refuseToken({ ip }: RequestContext): Promise<Response> {
  await countAttempt([
    { scope: "wrong API token by address", subject: ip ?? "unknown", max: mostWrongTokens, minutes: 10 },
  ]);
  return problem(401, "Send a valid API token as Authorization: Bearer aestrak_…", {
    "www-authenticate": "Bearer",
  });
}
