/**
 * The cookie that holds the session: out of reach of scripts, and only over TLS where the site is served so. One place,
 * because the proxy refreshes the cookie that the server reads.
 */
export function sessionCookie(https: boolean) {
  return { name: "aestrak-session", httpOnly: true, sameSite: "lax", secure: https, path: "/" } as const;
}
