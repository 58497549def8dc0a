import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useDatabase } from "../support/database";
import { stagedTables, useImports } from "../support/imports";
import { createOrganization, type Organization } from "../support/people";
import { containers } from "./containers";
import { plainFiles } from "./plain-files";
import { sheets } from "./sheets";

const db = useDatabase();
const imports = useImports(db);

let organization: Organization;
let peak = 0;
let sampler: NodeJS.Timeout;
beforeAll(async () => {
  organization = await createOrganization(db.owner, "hostile");
  const before = process.memoryUsage.rss();
  sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss() - before)), 10);
});
afterAll(() => clearInterval(sampler));

/** A sentence that only complains leaves its reader alone. */
const saysWhatToDo = /\b(?:export|upload|save|open|choose|remove|split|shorten|use)\b/i;

describe.each([
  ["container", containers],
  ["worksheet", sheets],
  ["plain file", plainFiles],
])("a hostile %s", (_, files) => {
  it.each(files)(
    "$what is refused in words that help, and leaves nothing behind",
    async ({ file, code, says }) => {
      const id = await imports.upload(organization, { content: file() });
      const row = await imports.work(organization, id);
      expect(row.failure_reason).toEqual(typeof says === "string" ? says : expect.stringMatching(says));
      expect(row.failure_reason).toMatch(saysWhatToDo);
      expect(row).toMatchObject({ status: "failed", failure_code: code, lease_token: null, new_count: null });
      expect(await stagedTables(db.owner)).toEqual([]);
    },
  );
});

it("of all that, no row got in", async () => {
  const [left] = await db.owner`
    select (select count(*)::integer from public.quantity_surveys) as surveys,
      (select count(*)::integer from public.purchase_orders) as orders,
      (select count(*)::integer from public.import_effects) as effects,
      (select count(*)::integer from public.import_row_errors) as errors`;
  expect(left).toEqual({ surveys: 0, orders: 0, effects: 0, errors: 0 });
});

it("none of it made this process grow beyond what the worker is allowed", () => {
  expect(peak).toBeLessThan(350 * 1024 ** 2);
});
