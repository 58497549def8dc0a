import "server-only";
import { asUser, type RequestContext } from "@/libs/database";
import { logger } from "@/libs/logger";
import { openSession } from "./session";

/**
 * Looks which session the browser holds before somebody logs in: the cookie of the new one takes its place, so that
 * nobody could use it or log out of it here any more.
 * @returns ends that session; to be called once somebody has logged in
 */
export async function heldSession(request: RequestContext): Promise<() => Promise<void>> {
  // Whoever logs in has no need of it: where it can't be judged, it ends by itself.
  const held = await openSession().catch(() => null);
  return async () => {
    if (!held) return;
    try {
      await asUser(held.user, request, (sql) => sql`select public.record_sign_out()`);
    } catch (error) {
      logger.warn({ err: error, requestId: request.requestId }, "the session before a log-in was not ended");
    }
  };
}
