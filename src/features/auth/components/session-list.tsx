import { ConfirmAction } from "@/components/confirm-action";
import { DateText } from "@/components/date-text";
import { RelativeTime } from "@/components/relative-time";
import { Badge } from "@/components/ui/badge";
import type { SessionRow } from "@/features/auth/queries";
import { endOtherSessions, endSession } from "@/features/auth/session-actions";

type SessionListProps = {
  sessions: readonly SessionRow[];
  /** IANA; in which instants are shown. */
  timeZone: string;
  /** From which "2 hours ago" counts. */
  now: Date;
};

/** Where somebody is logged in, each with its end; the device in front of them is ended by logging out. */
export function SessionList({ sessions, timeZone, now }: SessionListProps) {
  const others = sessions.filter(({ isThis }) => !isThis);
  return (
    <div className="grid gap-4">
      <ul aria-label="Sessions" className="divide-y">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {session.device}
                {session.isThis ? <Badge variant="info">This device</Badge> : null}
              </p>
              <p className="text-muted-foreground">
                {session.address ? <span className="wrap-anywhere">{session.address}, </span> : null}
                logged in <DateText value={session.signedInAt} withTime timeZone={timeZone} />
                {session.isThis ? null : (
                  <>
                    , last seen <RelativeTime value={session.lastSeenAt} now={now} />
                  </>
                )}
              </p>
            </div>
            {session.isThis ? null : <EndSession session={session} />}
          </li>
        ))}
      </ul>
      {others.length > 0 ? (
        <div>
          <ConfirmAction
            action={endOtherSessions}
            label="Log out everywhere else"
            title="Log out everywhere else?"
            description="Every other device has to log in again. This one stays logged in."
            confirm="Log out"
            pending="Logging out"
            cancel="Keep them"
          />
        </div>
      ) : (
        <p className="text-muted-foreground">You are logged in nowhere else.</p>
      )}
    </div>
  );
}

function EndSession({ session }: { session: SessionRow }) {
  return (
    <ConfirmAction
      action={endSession}
      fields={{ sessionId: session.id }}
      size="sm"
      label={
        <>
          Log out<span className="sr-only"> {session.device}</span>
        </>
      }
      title="Log this device out?"
      description={
        <>
          {session.device} has to log in again. If you don’t know it, change your password as well: that logs
          all other devices out.
        </>
      }
      confirm="Log out"
      pending="Logging out"
      cancel="Keep it"
    />
  );
}
