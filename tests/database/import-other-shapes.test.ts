import { beforeAll, describe, expect, it } from "vitest";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createOrganization, type Organization } from "./support/people";
import {
  order,
  orderFile,
  orderHeaders,
  survey,
  surveyFile,
  surveyHeaders,
  table,
  workbook,
} from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);

describe("what AESTrak has no word for", () => {
  let organization: Organization;
  beforeAll(async () => {
    organization = await createOrganization(db.owner, "words");
  });

  it("is kept by its header, and shown as it stood", async () => {
    const content = workbook(
      table(
        [...orderHeaders, "Approval group", "Budget year", "Checked on"],
        [
          order("6500000001.00001", 5, {
            "Approval group": " AG-7 ",
            "Budget year": 2026,
            "Checked on": { date: "2026-02-03" },
          }),
          order("6500000002.00001", 5),
        ],
      ),
    );
    const row = await imports.import(organization, { content });
    expect(row.metadata["unmapped"]).toEqual(["Approval group", "Budget year", "Checked on"]);
    const kept = await db.owner`
      select attributes from public.purchase_orders where organization_id = ${organization.id} order by purchase_order_no`;
    expect(kept).toEqual([
      { attributes: { "Approval group": "AG-7", "Budget year": "2026", "Checked on": "2026-02-03" } },
      { attributes: null },
    ]);
  });

  it("an unknown status is open, and reported", async () => {
    const content = orderFile([
      order("6500000003.00001", 5, { Status: "Awaiting blessing" }),
      order("6500000004.00001", 5, { Status: null }),
      order("6500000005.00001", 5, { Status: "completed" }),
    ]);
    const row = await imports.import(organization, { content });
    expect(row).toMatchObject({ error_count: 0, new_count: 3 });
    expect(row.metadata["unknown_statuses"]).toEqual(["Awaiting blessing"]);
    const kept = await db.owner`
      select status, lifecycle from public.purchase_orders
      where organization_id = ${organization.id} and import_job_id = ${row.id} order by source_row`;
    expect(kept).toEqual([
      { status: "Awaiting blessing", lifecycle: "open" },
      { status: null, lifecycle: "open" },
      { status: "completed", lifecycle: "completed" },
    ]);
  });
});

describe("a quantity survey export", () => {
  const surveys = [
    survey("6500000001.00001", "0012345", 12.34, {
      TRANSFERED: { date: "2026-01-16" },
      Accepted: { date: "2026-01-20" },
      "Invoice number": "90000001",
      "Invoice Document Date": { date: "2026-01-31" },
      "Accounting Document": "5100000001",
      "Plant section": "C2",
    }),
    survey("6500000001.00001", "0012346", -2),
  ];

  it("is read under the portal's misspelling, the right spelling, and other words for the same", async () => {
    const organization = await createOrganization(db.owner, "synonyms");
    await imports.import(organization, { content: surveyFile(surveys) });
    const synonyms: Record<string, string> = {
      TRANSFERED: "TRANSFERRED",
      "Contractor contact": "Contractor Contact",
      "Purchase order No.": "PO number",
      "Q.S. number": "QS No.",
      TOTAL: "Total amount",
      Accepted: "Accepted on",
    };
    const [, ...cells] = table(surveyHeaders, surveys);
    const headers = surveyHeaders.map((header) => synonyms[header] ?? header);
    const again = await imports.preview(organization, { content: workbook([headers, ...cells]) });
    expect(again).toMatchObject({ unchanged_count: 2, new_count: 0, changed_count: 0, error_count: 0 });
  });

  it("leaves its traces in the stages of the surveys", async () => {
    const organization = await createOrganization(db.owner, "stages");
    await imports.import(organization, { content: surveyFile(surveys) });
    const kept = await db.owner`
      select qs_number, total, stage, created_date::text, invoice_date::text, attributes from public.quantity_surveys
      where organization_id = ${organization.id} order by qs_number`;
    expect(kept).toEqual([
      {
        qs_number: "0012345",
        total: "12.34",
        stage: "posted",
        created_date: "2026-01-15",
        invoice_date: "2026-01-31",
        attributes: { "Plant section": "C2" },
      },
      {
        qs_number: "0012346",
        total: "-2.00",
        stage: "created",
        created_date: "2026-01-15",
        invoice_date: null,
        attributes: null,
      },
    ]);
  });
});
