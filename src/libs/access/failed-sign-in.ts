import "server-only";
import { database, type RequestContext, requestSetting } from "@/libs/database";
import { logger } from "@/libs/logger";

/**
 * Records a refused sign-in where the account's owner and their admins find it; of an address without an account,
 * nothing. Never throws: the answer to the person must not tell the two apart.
 * @param reason why, as the Auth server names it
 */
export async function recordFailedSignIn(
  email: string,
  reason: string,
  request: RequestContext,
): Promise<void> {
  try {
    await database().begin(async (sql) => {
      await sql`select set_config('aestrak.request', ${requestSetting(request)}, true)`;
      await sql`select private.record_failed_sign_in(${email}, ${reason})`;
    });
  } catch (error) {
    logger.error({ err: error, requestId: request.requestId }, "a refused sign-in was not recorded");
  }
}
