import "server-only";
import { environment } from "@/libs/environment";

export const foreignOriginRefusal = "This request did not come from AESTrak's own pages.";

/**
 * Whether a request that changes something comes from one of our own pages. Browsers name the origin of every such
 * request, so one without it is refused as well.
 */
export function isOwnOrigin(given: Headers): boolean {
  const origin = given.get("origin");
  if (!origin) return false;
  return (
    origin === new URL(environment().AESTRAK_SITE_URL).origin || URL.parse(origin)?.host === given.get("host")
  );
}
