import { createServerClient } from "@supabase/ssr";
import { isAuthRetryableFetchError } from "@supabase/supabase-js";
import { type NextRequest, NextResponse } from "next/server";
import { requestIdHeader, requestIdOf } from "@/libs/access/request-id";
import {
  nonceHeader,
  pageSecurityPolicy,
  securityHeaders,
  transportHeaders,
} from "@/libs/access/security-headers";
import { isOutlived, sessionCookie, withdrawn } from "@/libs/access/session-cookie";
import { paths } from "@/libs/paths";

const forSignedInPeople = [
  "/dashboard",
  "/purchase-orders",
  "/quantity-surveys",
  "/imports",
  "/alerts",
  "/settings",
  "/organizations",
  "/account/delete",
  "/account/email",
];

/**
 * Refreshes the session's cookies before a page runs, takes away those from before the site had TLS, sends people
 * without a session to log in, and gives the page its content security policy and its request's number. A courtesy
 * only: every page, action and route checks for itself, and answers correctly with this file deleted.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const siteUrl = process.env["AESTRAK_SITE_URL"] ?? "";
  const answerHeaders: Record<string, string> = {
    [requestIdHeader]: requestIdOf(request.headers),
    "content-security-policy": policyFor(request, siteUrl.startsWith("https:")),
    ...transportHeaders(siteUrl),
  };
  request.headers.set(requestIdHeader, answerHeaders[requestIdHeader] ?? "");
  const outlived = request.cookies
    .getAll()
    .filter(({ name }) => isOutlived(name, siteUrl.startsWith("https:")));
  const response = await refreshSession(request, siteUrl.startsWith("https:"));
  for (const { name } of outlived) response.cookies.delete(withdrawn(name));
  for (const [name, value] of Object.entries(answerHeaders)) response.headers.set(name, value);
  return response;
}

/** Writes the nonce into the request, where Next and the layout find it. @returns the policy that names it */
function policyFor(request: NextRequest, https: boolean): string {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = pageSecurityPolicy(nonce, { development: process.env.NODE_ENV === "development", https });
  request.headers.set(nonceHeader, nonce);
  request.headers.set("content-security-policy", policy);
  return policy;
}

async function refreshSession(request: NextRequest, secure: boolean): Promise<NextResponse> {
  let response = NextResponse.next({ request });
  const env = process.env;
  const supabase = createServerClient(
    env["NEXT_PUBLIC_SUPABASE_URL"] ?? "",
    env["NEXT_PUBLIC_SUPABASE_ANON_KEY"] ?? "",
    {
      cookieOptions: sessionCookie(secure),
      cookies: {
        getAll: () => request.cookies.getAll(),
        setAll: (changes) => {
          for (const { name, value } of changes) request.cookies.set(name, value);
          response = NextResponse.next({ request });
          for (const { name, value, options } of changes) response.cookies.set(name, value, options);
        },
      },
    },
  );
  const { data, error } = await supabase.auth.getSession();
  const { pathname, search } = request.nextUrl;
  if (
    !data.session &&
    // A form's action answers itself; sent elsewhere, what was typed would be lost.
    !request.headers.has("next-action") &&
    // Nobody is sent away because the Auth server can't be reached.
    !isAuthRetryableFetchError(error) &&
    forSignedInPeople.some((prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`))
  ) {
    const login = new URL(paths.login, request.url);
    login.searchParams.set("next", `${pathname}${search}`);
    // The framework adds next.config.ts' headers to pages alone.
    return NextResponse.redirect(login, { headers: securityHeaders });
  }
  return response;
}

export const config = {
  // Not for static files, and not for /api: a matched upload would be cut off at 10 MB without a word.
  matcher: ["/((?!_next/|api/|templates/|icon.svg|.*\\.(?:png|ico|txt|xml|webmanifest)$).*)"],
};
