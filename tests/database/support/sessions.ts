import { randomUUID } from "node:crypto";
import type { Sql } from "./database";
import type { Person } from "./people";

export interface InSession extends Person {
  sessionId: string;
}

interface Wishes {
  /** Days ago that the person logged in. */
  age?: number;
  /** Whether hosted Supabase keeps a second factor of theirs. */
  asksSecondFactor?: boolean;
  userAgent?: string;
}

/** Logs a person in once more: a session at the Auth server, and its first request. */
export async function openSession(sql: Sql, person: Person, wishes: Wishes = {}): Promise<InSession> {
  const sessionId = randomUUID();
  await sql`insert into auth.sessions (id, user_id, created_at)
    values (${sessionId}, ${person.userId}, now() - make_interval(secs => ${(wishes.age ?? 0) * 24 * 3600}))`;
  const session = { ...person, sessionId };
  await note(sql, session, wishes);
  return session;
}

/** Another request of a session, as the web server notes it: eight hours unused or seven days end it. */
export async function note(sql: Sql, session: InSession, wishes: Wishes = {}): Promise<"lasts" | "over"> {
  const [row] = await sql<{ id: string | null }[]>`
    select (private.note_session(${session.sessionId}, ${session.userId}, '192.0.2.7', ${wishes.userAgent ?? "Example/1.0"},
      interval '8 hours', interval '7 days', ${wishes.asksSecondFactor ?? false})).id`;
  return row?.id === session.sessionId ? "lasts" : "over";
}
