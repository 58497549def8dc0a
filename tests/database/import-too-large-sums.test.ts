import { describe, expect, it } from "vitest";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createTeam } from "./support/people";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);
/** The largest amount that a cell may hold, as a text: a float has no room for it. */
const largest = "9999999999999999.99";

describe("amounts that each can be kept", () => {
  it("and add up to too much for one order end the import with the order, the row, the column and the value", async () => {
    const team = await createTeam(db.owner, "team");
    const first = await imports.upload(team, { content: orderFile([order("6500000001.00001", 1000)]) });
    await imports.work(team, first);
    await imports.confirm(team, first);
    await imports.work(team, first);
    const content = surveyFile([
      survey("6500000001.00001", "9001", 5),
      survey("6500000001.00001", "9002", largest),
      survey("6500000001.00001", "9003", "0.01"),
    ]);
    const id = await imports.upload(team, { content, fileName: "surveys.xlsx" });
    await imports.work(team, id);
    const { status, failure_code, failure_reason } = await imports.row(id);
    expect({ status, failure_code }).toEqual({ status: "failed", failure_code: "sum-too-large" });
    expect(failure_reason).toContain(
      "purchase order 6500000001.00001 would add up to 10,000,000,000,000,005.00",
    );
    expect(failure_reason).toMatch(
      /surveys\.xlsx adds stands in row 3, column .+: 9,999,999,999,999,999\.99\./,
    );
    expect(failure_reason).toMatch(/upload the file again\.$/);
  });

  it("and add up to more than that over all orders are counted", async () => {
    const team = await createTeam(db.owner, "team");
    const numbers = [1, 2, 3].map((n) => `650000000${n}.00001`);
    const id = await imports.upload(team, { content: orderFile(numbers.map((no) => order(no, largest))) });
    await imports.work(team, id);
    await imports.confirm(team, id);
    await imports.work(team, id);
    expect(await imports.row(id)).toMatchObject({ status: "succeeded", money_after: "29999999999999999.97" });
    const [summary] = await db.as(
      team.admin,
      (sql) => sql<{ told: string }[]>`select public.dashboard_summary(${team.id})::text as told`,
    );
    expect(summary?.told).toContain("29999999999999999.97");
    // Billed on one day, over several orders.
    const billed = surveyFile(numbers.map((no, n) => survey(no, `900${n}`, largest)));
    const second = await imports.upload(team, { content: billed });
    await imports.work(team, second);
    await imports.confirm(team, second);
    await imports.work(team, second);
    expect(await imports.row(second)).toMatchObject({ status: "succeeded" });
  });
});
