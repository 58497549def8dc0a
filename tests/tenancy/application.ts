import { createClient } from "@supabase/supabase-js";
import { join } from "node:path";
import { afterAll, beforeAll, inject } from "vitest";
import { sessionClaimsOf } from "../../src/libs/access/token-claims";
import { closeJobs } from "../../src/libs/jobs";
import { database } from "../../src/libs/database";
import type { TestDatabase } from "../database/support/database";
import type { Person } from "../database/support/people";
import { note } from "../database/support/sessions";
import type { Gateway } from "./gateway";

export const site = "http://localhost:3000";
const password = "correct-horse-battery";

/**
 * The application's own code, in this process, on the database and gateway of the test file that calls this at its top:
 * with real sessions of the Auth server.
 */
export function useApplication(db: TestDatabase, gateway: Gateway) {
  let hash = "";
  beforeAll(async () => {
    Object.assign(process.env, {
      DATABASE_URL: inject("servers").owner + db.owner.options.database,
      AESTRAK_FILE_DIRECTORY: join(gateway.directory, "files"),
      AESTRAK_SITE_URL: site,
      NEXT_PUBLIC_SUPABASE_URL: gateway.url,
      NEXT_PUBLIC_SUPABASE_ANON_KEY: gateway.secrets.publishableKey,
      SUPABASE_SERVICE_ROLE_KEY: gateway.secrets.secretKey,
      // Nobody listens there: mail stays in the outbox.
      SMTP_URL: "smtp://127.0.0.1:1",
    });
    const server = createClient(gateway.url, gateway.secrets.secretKey, { auth: { persistSession: false } });
    const { error } = await server.auth.admin.createUser({
      email: "first@example.com",
      password,
      email_confirm: true,
    });
    if (error) throw error;
    const [user] = await db.superuser<{ hash: string }[]>`
      select encrypted_password as hash from auth.users where email = 'first@example.com'`;
    hash = user!.hash;
  });
  afterAll(async () => {
    await closeJobs();
    await database().end();
  });

  return {
    /** Logs somebody in. @returns the cookie that their browser holds from then on */
    async logIn({ email, userId }: Person): Promise<string> {
      await db.superuser`update auth.users set encrypted_password = ${hash}, email_confirmed_at = coalesce(email_confirmed_at, now()) where id = ${userId}`;
      await db.owner`
        insert into private.chosen_passwords (user_id, fingerprint) values (${userId}, private.password_fingerprint(${userId}))
        on conflict (user_id) do update set fingerprint = excluded.fingerprint`;
      const client = createClient(gateway.url, gateway.secrets.publishableKey, {
        auth: { persistSession: false },
      });
      const { data, error } = await client.auth.signInWithPassword({ email, password });
      if (error) throw error;
      const { sessionId } = sessionClaimsOf(data.session.access_token)!;
      await note(db.owner, { email, userId, role: "authenticated", sessionId });
      // Some of them have a second factor; what opens nothing before it is shown would prove little.
      await db.owner`update public.user_sessions set second_factor_at = now() where id = ${sessionId}`;
      return `aestrak-session=base64-${Buffer.from(JSON.stringify(data.session)).toString("base64url")}`;
    },
  };
}
