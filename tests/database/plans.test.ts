import { expect, it } from "vitest";
import { useDatabase } from "./support/database";
import { createTeam } from "./support/people";
import { auditOf, refusalOf } from "./support/refusals";

const db = useDatabase();

const setPlan = (organizationId: string, plan: string) =>
  db.owner`select private.set_plan(${organizationId}, ${plan}::public.subscription_plan) as former`;

it("the operator puts an organization on another plan, and its audit log tells", async () => {
  const team = await createTeam(db.owner, "planned");
  const others = await createTeam(db.owner, "others");
  expect(await setPlan(team.id, "enterprise")).toEqual([{ former: "essential" }]);
  expect(await setPlan(team.id, "enterprise")).toEqual([{ former: "enterprise" }]);
  const plans = await db.owner`
    select organization_id as id, plan from public.subscriptions where organization_id in (${team.id}, ${others.id}) order by plan`;
  expect(plans).toEqual([
    { id: others.id, plan: "essential" },
    { id: team.id, plan: "enterprise" },
  ]);
  const changes = (await auditOf(db.owner, team.id)).filter(({ action }) => action === "plan.changed");
  expect(changes).toMatchObject([{ before: { plan: "essential" }, after: { plan: "enterprise" } }]);
});

it("an admin can't", async () => {
  const team = await createTeam(db.owner, "hopeful");
  const refusal = await refusalOf(
    db,
    team.admin,
    (sql) => sql`select private.set_plan(${team.id}, 'enterprise')`,
  );
  expect(refusal.code).toBe("42501");
});
