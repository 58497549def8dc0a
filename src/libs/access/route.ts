import "server-only";
import { unstable_rethrow } from "next/navigation";
import { asUser, type RequestContext, type Transaction } from "@/libs/database";
import { bodyRefusal } from "./body-size";
import { countUse, type OrganizationLimit } from "./limits";
import { type Member, memberOf } from "./membership";
import { foreignOriginRefusal, isOwnOrigin } from "./origin";
import { answerTo } from "./refusals";
import { sealed } from "./sealed";
import { admittedSession, type OpenSession, requestContextOf, type SignedInUser } from "./session";

interface RouteContext<Params> {
  params: Params;
  request: RequestContext;
  /** One transaction with the asking person's rights; see asUser. */
  transaction<T>(work: (sql: Transaction) => Promise<T>): Promise<T>;
}

interface UserRouteContext<Params> extends RouteContext<Params> {
  user: SignedInUser;
}

export interface MemberRouteContext<Params> extends RouteContext<Params> {
  member: Member;
}

interface Door {
  /** Names the route in logs. */
  name: string;
  /** Streamed: the handler counts what arrives and stops at a limit of its own. Otherwise a body is at most 64 KB. */
  body?: "streamed";
}

interface MemberDoor extends Door {
  role?: "admin";
  /** What a request counts as, for routes that cost much. */
  counts?: OrganizationLimit;
}

/** An answer of a route that says in one sentence why not. */
export function refuse(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error: message }, { status, headers });
}

/** Wraps a route handler for a signed-in person, who may belong to no organization: what is their own. */
export function userRoute<Params = Record<string, never>>(
  door: Door,
  handle: (request: Request, context: UserRouteContext<Params>) => Promise<Response>,
) {
  return throughDoor<Params>(door, async (session, request, context) =>
    handle(request, { ...context, user: session.user }),
  );
}

/**
 * Wraps a route handler for members of the active organization: beyond what every route asks, the organization, the
 * role and the limit. What isn't there and what isn't theirs get the same 404.
 */
export function memberRoute<Params = Record<string, never>>(
  door: MemberDoor,
  handle: (request: Request, context: MemberRouteContext<Params>) => Promise<Response>,
) {
  return throughDoor<Params>(door, async (session, request, context) => {
    const member = await memberOf(session);
    if (!member) return refuse(403, "Set up an organization first.");
    if (door.role === "admin" && member.role !== "admin")
      return refuse(403, "Only an admin of the organization may do this.");
    if (door.counts) await countUse(door.counts, member.organization.id);
    return handle(request, {
      ...context,
      member,
      transaction: (work) =>
        asUser({ ...session.user, organizationId: member.organization.id }, context.request, work),
    });
  });
}

/** What every route for people asks: origin and size (of what changes something), then who, then what `admit` asks. */
function throughDoor<Params>(
  door: Door,
  admit: (session: OpenSession, request: Request, context: RouteContext<Params>) => Promise<Response>,
) {
  const answer = async (
    request: Request,
    params: Promise<Params>,
    context: RequestContext,
  ): Promise<Response> => {
    try {
      if (request.method !== "GET" && request.method !== "HEAD") {
        if (!isOwnOrigin(request.headers)) return refuse(403, foreignOriginRefusal);
        const refusal = door.body === "streamed" ? null : bodyRefusal(request.headers);
        if (refusal) return refuse(refusal.status, refusal.message);
      }
      const session = await admittedSession();
      if (!session) return refuse(401, "Log in first.");
      return await admit(session, request, {
        params: await params,
        request: context,
        transaction: (work) => asUser(session.user, context, work),
      });
    } catch (error) {
      unstable_rethrow(error);
      const { status, sentence, headers } = answerTo(error, {
        action: door.name,
        requestId: context.requestId,
      });
      return refuse(status, sentence, headers);
    }
  };
  return async (request: Request, given: { params: Promise<Params> }): Promise<Response> => {
    const context = requestContextOf(request.headers);
    return sealed(await answer(request, given.params, context), context.requestId);
  };
}
