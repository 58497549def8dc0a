import "server-only";
import { unstable_rethrow } from "next/navigation";
import { asUser, type RequestContext, type Transaction } from "@/libs/database";
import { environment } from "@/libs/environment";
import { currentMember, type Member } from "./membership";
import { sentenceFor } from "./refusals";
import { currentUser, requestContextOf } from "./session";

export interface MemberRouteContext<Params> {
  member: Member;
  params: Params;
  request: RequestContext;
  transaction<T>(work: (sql: Transaction) => Promise<T>): Promise<T>;
}

/** An answer of a route that says in one sentence why not. */
export function refuse(status: number, message: string): Response {
  return Response.json({ error: message }, { status, headers: { "cache-control": "no-store" } });
}

/**
 * Wraps a route handler for members of the active organization: origin (for what changes something), user,
 * organization, role, then the handler. What isn't there and what isn't theirs get the same 404.
 */
export function memberRoute<Params = Record<string, never>>(
  door: { name: string; role?: "admin" },
  handle: (request: Request, context: MemberRouteContext<Params>) => Promise<Response>,
) {
  return async (request: Request, given: { params: Promise<Params> }): Promise<Response> => {
    const context = requestContextOf(request.headers);
    try {
      if (request.method !== "GET" && request.method !== "HEAD" && !isOwnOrigin(request)) {
        return refuse(403, "This request did not come from AESTrak's own pages.");
      }
      if (!(await currentUser())) return refuse(401, "Log in first.");
      const member = await currentMember();
      if (!member) return refuse(403, "Choose your own password, or set up an organization, first.");
      if (door.role === "admin" && member.role !== "admin")
        return refuse(403, "Only an admin of the organization may do this.");
      return await handle(request, {
        member,
        params: await given.params,
        request: context,
        transaction: (work) => asUser(member.user.id, context, work),
      });
    } catch (error) {
      unstable_rethrow(error);
      return refuse(500, sentenceFor(error, { action: door.name, requestId: context.requestId }));
    }
  };
}

function isOwnOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  if (!origin) return false;
  const host = request.headers.get("host");
  return origin === new URL(environment().AESTRAK_SITE_URL).origin || URL.parse(origin)?.host === host;
}
