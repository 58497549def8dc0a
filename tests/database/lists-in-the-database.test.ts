import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { useDatabase } from "./support/database";
import { createTeam } from "./support/people";
import { createImport, createPurchaseOrder } from "./support/records";

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

it("a filter is text, whatever it holds: it never becomes a part of the statement", async () => {
  const team = await createTeam(db.owner, "filters");
  await createPurchaseOrder(db.owner, team.id, await createImport(db.owner, team.id));
  const countOf = (list: "purchase_order" | "quantity_survey", filters: Record<string, string>) =>
    db.as(team.member, async (sql) => {
      const rows = await (list === "purchase_order"
        ? sql`select * from public.purchase_order_totals(${team.id}, ${sql.json(filters)})`
        : sql`select * from public.quantity_survey_totals(${team.id}, ${sql.json(filters)})`);
      return Number(Object.values(rows[0]!)[0]);
    });
  expect(await countOf("purchase_order", {})).toBe(1);
  for (const hostile of [
    "x' or true --",
    "x') or (true",
    "x\\' or true --",
    "%' or 'a' = 'a",
    "$1) or (true",
  ]) {
    for (const filter of ["q", "header", "status", "company", "vendor", "plant", "group", "coordinator"])
      expect(await countOf("purchase_order", { [filter]: hostile }), `${filter}: ${hostile}`).toBe(0);
    for (const filter of ["q", "purchase_order_no"])
      expect(await countOf("quantity_survey", { [filter]: hostile }), `${filter}: ${hostile}`).toBe(0);
  }
});
