import "server-only";
import { isAuthRetryableFetchError } from "@supabase/supabase-js";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { RequestContext } from "@/libs/database";
import { paths } from "@/libs/paths";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import { requestIdOf } from "./request-id";
import { requestRecords } from "./request-record";

export interface SignedInUser {
  id: string;
  email: string;
}

/**
 * The signed-in user, asked of the Auth server once per request, so that a revoked session ends at once; or null.
 * @throws when the Auth server can't be reached: nobody is logged out for that
 */
export const currentUser = cache(async (): Promise<SignedInUser | null> => {
  const supabase = await supabaseServerClient();
  const { data, error } = await supabase.auth.getUser();
  if (isAuthRetryableFetchError(error)) throw error;
  const record = requestRecords.getStore();
  if (record && data.user) record.userId = data.user.id;
  return data.user ? { id: data.user.id, email: data.user.email ?? "" } : null;
});

/** The signed-in user; sends everybody else to the login page. */
export async function requireUser(): Promise<SignedInUser> {
  const user = await currentUser();
  if (!user) redirect(paths.login);
  return user;
}

/** Where the request comes from, for the audit log and for limits. The web server's own proxy sets the address. */
export async function requestContext(): Promise<RequestContext> {
  return requestContextOf(await headers());
}

export function requestContextOf(given: Headers): RequestContext {
  // The last hop is the one that our own server or its reverse proxy wrote; earlier ones are the client's word.
  const forwarded = given.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return {
    ip: forwarded && /^[0-9a-fA-F:.]{2,45}$/.test(forwarded) ? forwarded : null,
    userAgent: given.get("user-agent"),
    requestId: requestIdOf(given),
  };
}
