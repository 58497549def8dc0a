import "server-only";
import { isAuthRetryableFetchError } from "@supabase/supabase-js";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { RequestContext } from "@/libs/database";
import { networkAddress } from "@/libs/network-address";
import { paths } from "@/libs/paths";
import { throwNamed } from "@/libs/shortages";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import { noteSession, type SecondFactorKind } from "./noted-session";
import { requestIdOf } from "./request-id";
import { requestRecords } from "./request-record";
import type { Standing } from "./standing";
import { type SessionClaims, sessionClaimsOf } from "./token-claims";

export interface SignedInUser extends SessionClaims {
  id: string;
  email: string;
}

/** A session that lasts, and what it still owes before it opens anything. */
export interface OpenSession {
  user: SignedInUser;
  /** Showing a second factor, or setting one up; null when it owes nothing. */
  owes: "proof" | "enrolment" | null;
  /** What its owner can show. */
  secondFactors: {
    kinds: SecondFactorKind[];
    /** The id of an authenticator app that the Auth server keeps itself, while they have nothing here. */
    atAuthServer: string | null;
    /** Whether this session showed one within the last ten minutes, as changing them asks. */
    isFresh: boolean;
  };
  /** Null for somebody who never belonged to an organization, and while the session owes something. */
  standing: Standing | null;
}

/**
 * The session of this request, or null. The Auth server is asked whose token it is, and our own record whether the
 * session lasts: once per request, so that one which was ended is over with the next.
 * @throws when the Auth server can't be reached: nobody is logged out for that
 */
export const openSession = cache(async (): Promise<OpenSession | null> => {
  const supabase = await supabaseServerClient();
  const { data: kept, error: unread } = await supabase.auth.getSession();
  if (isAuthRetryableFetchError(unread)) throw unread;
  const accessToken = kept.session?.access_token ?? "";
  const claims = sessionClaimsOf(accessToken);
  if (!claims) return null;
  const { data, error } = await supabase.auth.getUser(accessToken);
  if (isAuthRetryableFetchError(error) || error?.status === 429) throw error;
  if (!data.user) return null;
  const { id, email = "", factors = [] } = data.user;
  const app = factors.find(({ status, factor_type }) => status === "verified" && factor_type === "totp");
  const noted = await noteSession(
    { id: claims.sessionId, userId: id, authServerAsks: app !== undefined },
    await requestContext(),
  ).catch(throwNamed);
  if (!noted) return null;
  const record = requestRecords.getStore();
  if (record) record.userId = id;
  const { kinds, isFresh, hasRecoveryCodes, owesSecondFactor } = noted;
  // Whoever knows no more than a password may set one up at the Auth server: beside one of ours it counts for nothing.
  const atAuthServer = kinds.length > 0 || hasRecoveryCodes ? null : (app?.id ?? null);
  const canShow = kinds.length > 0 || atAuthServer !== null;
  return {
    user: { id, email, ...claims },
    owes: owesSecondFactor ? (canShow ? "proof" : "enrolment") : null,
    secondFactors: { kinds, atAuthServer, isFresh },
    // To a session that owes something, nobody is anywhere yet.
    standing: owesSecondFactor ? null : noted.standing,
  };
});

/** The session of somebody who owes nothing any more, or null. */
export async function admittedSession(): Promise<OpenSession | null> {
  const session = await openSession();
  return session && !session.owes ? session : null;
}

/** The session of this request; sends everybody else to the login page, or to show their second factor. */
export async function requireAdmittedSession(): Promise<OpenSession> {
  const session = await requireSession();
  if (session.owes) redirect(paths.secondFactor());
  return session;
}

/** The signed-in user, or null: also for one who still has to show their second factor. */
export const currentUser = async (): Promise<SignedInUser | null> => (await admittedSession())?.user ?? null;

/** The signed-in user; sends everybody else to the login page, or to show their second factor. */
export const requireUser = async (): Promise<SignedInUser> => (await requireAdmittedSession()).user;

/** The session of this request, also one that still owes its second factor; sends everybody else to the login page. */
export async function requireSession(): Promise<OpenSession> {
  const session = await openSession();
  if (!session) redirect(paths.login);
  return session;
}

/** Where the request comes from, for the audit log and for limits. The web server's own proxy sets the address. */
export async function requestContext(): Promise<RequestContext> {
  return requestContextOf(await headers());
}

export function requestContextOf(given: Headers): RequestContext {
  // The last hop is the one that our own server or its reverse proxy wrote; earlier ones are the client's word.
  const forwarded = given.get("x-forwarded-for")?.split(",").at(-1) ?? "";
  return {
    ip: networkAddress(forwarded),
    userAgent: given.get("user-agent"),
    requestId: requestIdOf(given),
  };
}
