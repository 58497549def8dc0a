import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { useDatabase } from "./support/database";
import { createTeam } from "./support/people";

const db = useDatabase();

it("the mail of an invitation is found behind any number of newer ones, by admins alone", async () => {
  const team = await createTeam(db.owner, "invitations");
  const [invitation] = await db.owner<{ id: string }[]>`
    insert into public.invitations (organization_id, email, token_hash)
    values (${team.id}, 'guest@example.com', ${randomBytes(32)}) returning id`;
  await db.owner`
    insert into public.email_outbox (organization_id, kind, recipient, dedupe_key, payload, status, created_at)
    select ${team.id}, 'invitation', 'guest@example.com', n::text,
      jsonb_build_object('invitationId', case n when 0 then ${invitation!.id}::uuid else gen_random_uuid() end),
      case n when 0 then 'failed' else 'pending' end::public.email_status, now() + make_interval(secs => n)
    from generate_series(0, 501) n`;
  const asked = (who: "admin" | "member") =>
    db.as(team[who], (sql) => sql`select email, mail from public.open_invitations(${team.id})`);
  expect(await asked("admin")).toEqual([{ email: "guest@example.com", mail: "failed" }]);
  expect(await asked("member")).toEqual([]);
});
