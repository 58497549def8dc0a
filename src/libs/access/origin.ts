import "server-only";
import { environment } from "@/libs/environment";

export const foreignOriginRefusal = "This request did not come from AESTrak's own pages.";

/**
 * Whether a request that changes something comes from one of our own pages: scheme, host and port of the address where
 * people open AESTrak. Browsers name the origin of every such request, so one without it is refused as well.
 */
export function isOwnOrigin(given: Headers): boolean {
  return given.get("origin") === new URL(environment().AESTRAK_SITE_URL).origin;
}
