import { describe, expect, it } from "vitest";
import type { ImportAnswer } from "../../src/features/api-tokens/lib/contract";
import { useApi } from "./support/api";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createOrganization, type Organization } from "./support/people";
import { auditOf } from "./support/refusals";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);
const { read, send, tokenOf } = useApi(db);

const twoOrders = orderFile([order("6500000001.00001", 1000), order("6500000002.00001", 500)]);

/** Sends a file that is to be applied without a person, and does what the worker does then. */
async function sendUnattended(
  to: Organization,
  token: string,
  content: Buffer,
  query = "",
): Promise<ImportAnswer> {
  const { status, json } = await send(token, content, { query: `?name=export.xlsx&confirm=true${query}` });
  expect(status).toBe(201);
  const { id } = json as { id: string };
  await imports.work(to, id);
  return (await read(token, id)).json as ImportAnswer;
}

describe("an import that needs no person", () => {
  it("is applied when nothing in it waits for a decision", async () => {
    const organization = await createOrganization(db.owner, "unattended");
    const token = await tokenOf(organization);
    await sendUnattended(organization, token, twoOrders, "&kind=purchase-orders");
    const applied = await sendUnattended(
      organization,
      token,
      surveyFile([survey("6500000001.00001", "9001", 950)]),
    );
    expect(applied).toMatchObject({
      status: "succeeded",
      message: "Applied.",
      kind: "quantity-surveys",
      confirm: true,
      counts: { new: 1, alerts_opened: 1 },
      money: { before: "0.00", after: "950.00" },
    });
    const steps = (await auditOf(db.owner, organization.id)).filter(
      ({ entity_id }) => entity_id === applied.id,
    );
    expect(steps.map(({ action }) => action)).toEqual([
      "import.uploaded",
      "import.confirmed",
      "import.applied",
    ]);
    expect(steps[1]).toMatchObject({ after: { unattended: true } });
  });

  it("waits for one when rows can't be read", async () => {
    const organization = await createOrganization(db.owner, "errors");
    const token = await tokenOf(organization);
    const content = orderFile([order("6500000001.00001", 10), order("6500000002.00001", "much")]);
    expect(await sendUnattended(organization, token, content)).toMatchObject({
      status: "awaiting_confirmation",
      message: "Not applied without a person: 1 row can't be read. Check and confirm it in the browser.",
      counts: { errors: 1 },
    });
  });

  it("waits for one when a key repeats with other values, until it is known what that means", async () => {
    const organization = await createOrganization(db.owner, "repeats");
    const token = await tokenOf(organization);
    await sendUnattended(organization, token, twoOrders);
    const content = surveyFile([
      survey("6500000001.00001", "9001", 10),
      survey("6500000001.00001", "9001", 20),
    ]);
    const waiting = await sendUnattended(organization, token, content);
    expect(waiting).toMatchObject({ status: "awaiting_confirmation", counts: { conflicts: 1 } });
    expect(waiting.message).toContain("1 key with different values");

    // A person's answer shows them its preview, and is remembered for the next night.
    const choose = (mode: string) =>
      db.as(
        organization.admin,
        (sql) => sql`
        select public.choose_import_options(j.id, ${mode}::public.import_mode, 'parts', j.preview_version)
        from public.import_jobs j where j.id = ${waiting.id}`,
      );
    await choose("incremental");
    await imports.work(organization, waiting.id);
    expect((await read(token, waiting.id)).json).toMatchObject({ status: "awaiting_confirmation" });
    expect(await sendUnattended(organization, token, content)).toMatchObject({
      status: "succeeded",
      money: { after: "30.00" },
    });
  });

  it("waits for one when the file is hardly the one that was meant", async () => {
    const organization = await createOrganization(db.owner, "cut off");
    const token = await tokenOf(organization);
    const numbers = Array.from({ length: 60 }, (_, n) => `65000001${String(n).padStart(2, "0")}.00001`);
    await sendUnattended(organization, token, orderFile(numbers.map((no) => order(no, 10))));
    const cut = await sendUnattended(
      organization,
      token,
      orderFile(numbers.slice(0, 5).map((no) => order(no, 11))),
    );
    expect(cut.status).toBe("awaiting_confirmation");
    expect(cut.warnings.length).toBeGreaterThan(0);
    expect(cut.message).toContain(cut.warnings[0]);
  });

  it("says why it failed", async () => {
    const organization = await createOrganization(db.owner, "failed");
    const token = await tokenOf(organization);
    const failed = await sendUnattended(
      organization,
      token,
      Buffer.from("this is no spreadsheet, nor anything else"),
      "",
    );
    expect(failed.status).toBe("failed");
    expect(failed.message).toBe(failed.failure?.reason);
  });
});
