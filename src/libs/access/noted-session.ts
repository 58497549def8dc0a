import "server-only";
import { database, type RequestContext } from "@/libs/database";
import { type Entitlements, entitlements } from "@/libs/entitlements";
import { environment } from "@/libs/environment";
import { type Standing, standingSchema } from "./standing";

interface AskingSession {
  /** session_id of an access token that the Auth server has just vouched for. */
  id: string;
  userId: string;
  /** Whether the Auth server knows a second factor of its owner. */
  hasSecondFactor: boolean;
  /** Whether the Auth server offers any. */
  isSecondFactorOffered: boolean;
}

const plansThatAsk = Object.entries<Entitlements>(entitlements)
  .filter(([, { enforcedSecondFactor }]) => enforcedSecondFactor)
  .map(([plan]) => plan);

interface NotedSession {
  /** It opens nothing before a second factor was shown. */
  needsSecondFactor: boolean;
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
  const [noted] = await database()<{ id: string | null; needsSecondFactor: boolean; standing: unknown }[]>`
    select (n).id, (n).needs_second_factor as "needsSecondFactor",
      case when (n).id is not null then private.standing_of(${session.userId}) end as standing
    from private.note_session(${session.id}, ${session.userId}, ${request.ip}, ${request.userAgent},
      make_interval(mins => ${env.AESTRAK_SESSION_IDLE_MINUTES}), make_interval(days => ${env.AESTRAK_SESSION_DAYS}),
      ${session.hasSecondFactor}, ${session.isSecondFactorOffered ? plansThatAsk : null}) n`;
  if (noted?.id !== session.id) return null;
  return {
    needsSecondFactor: noted.needsSecondFactor,
    standing: standingSchema.nullable().parse(noted.standing),
  };
}
