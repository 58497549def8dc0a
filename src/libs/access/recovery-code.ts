import "server-only";
import { database, type RequestContext, requestSetting } from "@/libs/database";
import type { SignedInUser } from "./session";

/**
 * Uses a recovery code up, for somebody whose session owes its second factor and so may do nothing by itself.
 * @param hash of the code and its owner
 * @param remove has the Auth server remove the factor; when it fails, the code stays unused
 * @returns whether the code worked
 */
export async function spendRecoveryCode(
  user: SignedInUser,
  hash: Buffer,
  request: RequestContext,
  remove: () => Promise<void>,
): Promise<boolean> {
  const done = await database().begin(async (sql) => {
    await sql`select set_config('aestrak.request', ${requestSetting(request)}, true)`;
    const [row] = await sql<{ works: boolean }[]>`
      select private.use_recovery_code(${user.id}, ${user.sessionId}, ${hash}) as works`;
    if (row?.works) await remove();
    return { works: row?.works === true };
  });
  return done.works;
}
