import { paths } from "@/libs/paths";

const ownOrigin = "http://own.invalid";
const notAfterLogin = /^\/(?:login|signup|auth|reset-password)(?:\/|$)/;

/**
 * Where to go after logging in: the wished address if it is a path of AESTrak's own, else the dashboard.
 * A browser takes "//host" and "/\host" for another site, so both are refused, also when escaped, and also when
 * they come about only by resolving dots.
 *
 * @param wished as it came in the query, so anything at all
 * @returns a root-relative address with its query
 */
export function safeNext(wished: unknown): string {
  if (typeof wished !== "string" || wished.length > 2000 || hasControlCharacter(wished))
    return paths.dashboard;
  const [typedPath = ""] = wished.split(/[?#]/, 1);
  const url = URL.parse(wished, ownOrigin);
  if (!isOwnPath(typedPath) || url?.origin !== ownOrigin || !isOwnPath(url.pathname)) return paths.dashboard;
  return notAfterLogin.test(url.pathname) ? paths.dashboard : `${url.pathname}${url.search}`;
}

/** A slash and a name, and no backslash or doubled slash anywhere, however often it was escaped. */
function isOwnPath(path: string): boolean {
  let plain = path;
  for (let round = 0; round < 5; round++) {
    if (!/^\/[^/]/.test(plain) || plain.includes("\\") || plain.includes("//") || hasControlCharacter(plain))
      return false;
    let next: string;
    try {
      next = decodeURIComponent(plain);
    } catch {
      return false;
    }
    if (next === plain) return true;
    plain = next;
  }
  return false;
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
