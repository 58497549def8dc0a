/**
 * A cookie of ours: out of reach of scripts, sent only to this very host, and only over TLS where the site is served so.
 * Over TLS its name says that as well (`__Host-`), so that no neighbouring host can set one in its place.
 * @param https whether people open the site over TLS
 */
export function ownCookie(name: string, https: boolean) {
  const prefix = https ? "__Host-" : "";
  return {
    name: `${prefix}aestrak-${name}`,
    httpOnly: true,
    sameSite: "lax",
    secure: https,
    path: "/",
  } as const;
}

/** The cookie that holds the session. One place, because the proxy refreshes the cookie that the server reads. */
export const sessionCookie = (https: boolean) => ownCookie("session", https);

/** Whether a cookie of this name is ours; `part` narrows it to those whose own name begins so. */
export const isOwnCookie = (name: string, part = ""): boolean =>
  name.replace(/^__Host-/, "").startsWith(`aestrak-${part}`);

/**
 * Whether a cookie of ours dates from before the site was served over TLS. Nothing reads it any more, and it may still
 * hold a session that opens the Auth server.
 */
export const isOutlived = (name: string, https: boolean): boolean =>
  https && isOwnCookie(name) && !name.startsWith("__Host-");

/** How a cookie is taken out of the browser: it gives up a `__Host-` one only in the same words as it was set. */
export const withdrawn = (name: string) => ({ name, path: "/", secure: name.startsWith("__Host-") });
