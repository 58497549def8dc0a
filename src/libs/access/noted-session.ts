import "server-only";
import { database, type RequestContext } from "@/libs/database";
import { environment } from "@/libs/environment";
import { type Standing, standingSchema } from "./standing";

interface AskingSession {
  /** session_id of an access token that the Auth server has just vouched for. */
  id: string;
  userId: string;
  /** Whether the Auth server keeps an authenticator app of its owner itself, as hosted Supabase may. */
  authServerAsks: boolean;
}

export type SecondFactorKind = "app" | "passkey";

interface NotedSession {
  /** It opens nothing: a second factor is to be shown or set up. */
  owesSecondFactor: boolean;
  /** Whether it showed one within the last ten minutes. */
  isFresh: boolean;
  /** Which second factors its owner has here. */
  kinds: SecondFactorKind[];
  /** Whether its owner has recovery codes, used ones included: then no factor at the Auth server stands for theirs. */
  hasRecoveryCodes: boolean;
  /** Of its owner; null for somebody who never belonged to an organization. */
  standing: Standing | null;
}

/**
 * Notes a request of a session, and ends the session when it was unused too long or is too old.
 * @returns null when it is over
 */
export async function noteSession(
  session: AskingSession,
  request: RequestContext,
): Promise<NotedSession | null> {
  const env = environment();
  const [noted] = await database()<(NotedSession & { id: string | null })[]>`
    select (n).id, (n).needs_second_factor and (n).second_factor_at is null as "owesSecondFactor",
      private.is_fresh((n).second_factor_at) as "isFresh",
      array(select distinct f.kind from public.second_factors f where f.user_id = ${session.userId} order by 1) as kinds,
      exists (select from private.recovery_codes c where c.user_id = ${session.userId}) as "hasRecoveryCodes",
      case when (n).id is not null then private.standing_of(${session.userId}) end as standing
    from private.note_session(${session.id}, ${session.userId}, ${request.ip}, ${request.userAgent},
      make_interval(mins => ${env.AESTRAK_SESSION_IDLE_MINUTES}), make_interval(days => ${env.AESTRAK_SESSION_DAYS}),
      ${session.authServerAsks}) n`;
  if (noted?.id !== session.id) return null;
  return { ...noted, standing: standingSchema.nullable().parse(noted.standing) };
}
