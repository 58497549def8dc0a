import { createServerClient } from "@supabase/ssr";
import { type NextRequest, NextResponse } from "next/server";
import { paths } from "@/libs/paths";

const forSignedInPeople = [
  "/dashboard",
  "/purchase-orders",
  "/quantity-surveys",
  "/imports",
  "/alerts",
  "/settings",
  "/organizations",
];

/**
 * Refreshes the session's cookies before a page runs, and sends people without a session to log in. A courtesy only:
 * every page, action and route checks for itself, and answers correctly with this file deleted.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  let response = NextResponse.next({ request });
  const env = process.env;
  const supabase = createServerClient(
    env["NEXT_PUBLIC_SUPABASE_URL"] ?? "",
    env["NEXT_PUBLIC_SUPABASE_ANON_KEY"] ?? "",
    {
      cookieOptions: {
        name: "aestrak-session",
        httpOnly: true,
        sameSite: "lax",
        secure: (env["AESTRAK_SITE_URL"] ?? "").startsWith("https:"),
        path: "/",
      },
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
  const { data } = await supabase.auth.getSession();
  const { pathname, search } = request.nextUrl;
  if (
    !data.session &&
    forSignedInPeople.some((prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`))
  ) {
    const login = new URL(paths.login, request.url);
    login.searchParams.set("next", `${pathname}${search}`);
    return NextResponse.redirect(login);
  }
  return response;
}

export const config = {
  // Not for static files, and not for /api: a matched upload would be cut off at 10 MB without a word.
  matcher: ["/((?!_next/|api/|templates/|icon.svg|.*\\.(?:png|ico|txt|xml|webmanifest)$).*)"],
};
