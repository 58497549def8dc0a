import { beforeAll, describe, expect, it } from "vitest";
import { useDatabase } from "./support/database";
import { type ImportRow, useImports } from "./support/imports";
import { createOrganization, type Organization } from "./support/people";
import { type Cell, order, orderHeaders, type Row, table, workbook } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);

const statuses = [
  "Processing",
  "Imported",
  "Completed",
  "SAP canceled",
  "Contractor canceled",
  "Rejected",
  "Release EDI",
];

/** Like the portal's rows: a vendor, dates, a contract and a coordinator's name are often missing. */
const rows: Row[] = Array.from({ length: 60 }, (_, index) =>
  order(
    `65000082${String(10 + Math.floor(index / 3))}.0000${1 + (index % 3)}`,
    index === 17 ? 100_000_000 : index * 10.5,
    {
      Status: statuses[index % statuses.length]!,
      ONLYURC: "X",
      CONTROLKEY: "PM03",
      Company: "Client AG",
      "Order short text": `Pipe repair ${index}`,
      "Contract No.": index % 4 === 0 ? null : "4600012345",
      "Brief text": index % 4 === 1 ? null : "Frame contract",
      "Vendor ID": index % 4 === 2 ? null : "0000123456",
      "Short term": "Contractor Ltd",
      "Location plant": "North",
      "Work coordinator": index % 2 === 0 ? "?" : "U123456",
      Name: index % 5 === 0 ? "A. Person" : null,
      "Start date": index % 4 === 3 ? null : { date: "2025-03-04" },
      "Date of completion": index % 4 === 3 ? null : { date: "2026-12-31" },
      "Completion message": index % 7 === 2 ? { date: "2026-01-05" } : null,
      "Order Type": "ZPM",
    },
  ),
);

describe("a purchase order export in the portal's own shape", () => {
  let organization: Organization;
  let row: ImportRow;
  beforeAll(async () => {
    organization = await createOrganization(db.owner, "shape");
    // Ends with a blank styled row, as the portal's files do.
    const content = workbook([...table(orderHeaders, rows), orderHeaders.map(() => null)]);
    row = await imports.import(organization, { content });
  });

  it("has 27 columns, and imports without an error", () => {
    expect(orderHeaders).toHaveLength(27);
    expect(row).toMatchObject({
      row_count: 60,
      new_count: 60,
      error_count: 0,
      conflict_count: 0,
      duplicate_count: 0,
    });
    expect(row.metadata).toMatchObject({ unmapped: [], unknown_statuses: [], header_row: 1 });
  });

  it("keeps order numbers, vendors and contracts as text, letter for letter", async () => {
    const kept = await db.owner<{ no: string; header: string; line: string; vendor: string | null }[]>`
      select purchase_order_no as no, header_no as header, line_no as line, vendor_id as vendor
      from public.purchase_orders where organization_id = ${organization.id} order by source_row`;
    expect(kept.map(({ no }) => no)).toEqual(rows.map((each) => each["Purchase order No."]));
    expect(kept[1]).toEqual({
      no: "6500008210.00002",
      header: "6500008210",
      line: "00002",
      vendor: "0000123456",
    });
    expect(kept[2]!.vendor).toBeNull();
  });

  it("leaves blank cells blank and reads dates as days", async () => {
    const [sparse] = await db.owner`
      select status, lifecycle, contract_no, vendor_id, work_coordinator_id, work_coordinator_name, start_date::text,
        completion_date::text, completion_message_date::text, order_value, attributes
      from public.purchase_orders where organization_id = ${organization.id} and source_row = 4`;
    expect(sparse).toEqual({
      status: "Completed",
      lifecycle: "completed",
      contract_no: "4600012345",
      vendor_id: null,
      work_coordinator_id: "?",
      work_coordinator_name: null,
      start_date: "2025-03-04",
      completion_date: "2026-12-31",
      completion_message_date: "2026-01-05",
      order_value: "21.00",
      attributes: null,
    });
  });

  it("keeps the placeholder of a hundred millions exact", async () => {
    const [placeholder] = await db.owner`
      select order_value from public.purchase_orders where organization_id = ${organization.id} order by order_value desc limit 1`;
    expect(placeholder).toEqual({ order_value: "100000000.00" });
  });

  it("knows all seven statuses", async () => {
    const found = await db.owner<{ status: string; lifecycle: string }[]>`
      select distinct status, lifecycle from public.purchase_orders where organization_id = ${organization.id}`;
    expect(Object.fromEntries(found.map(({ status, lifecycle }) => [status, lifecycle]))).toEqual({
      Processing: "open",
      Imported: "open",
      "Release EDI": "open",
      Completed: "completed",
      "SAP canceled": "canceled",
      "Contractor canceled": "canceled",
      Rejected: "canceled",
    });
  });

  const shapes: [string, (header: string) => string, (headers: string[]) => string[]][] = [
    ["reversed", (header) => header, (headers) => headers.toReversed()],
    ["upper case", (header) => header.toUpperCase(), (headers) => headers],
    ["lower case in another order", (header) => header.toLowerCase(), (headers) => headers.toSorted()],
    [
      "with non-breaking spaces",
      (header) => ` ${header.replaceAll(" ", "\u00a0")}\u00a0`,
      (headers) => headers,
    ],
    ["with line breaks and double spaces", (header) => header.replaceAll(" ", "  \n"), (headers) => headers],
  ];
  it.each(shapes)("means the same with its columns %s", async (_, rename, arrange) => {
    const arranged = arrange(orderHeaders);
    const [, ...cells] = table(arranged, rows);
    const again = await imports.preview(organization, {
      content: workbook([arranged.map(rename), ...cells]),
    });
    expect(again).toMatchObject({ unchanged_count: 60, new_count: 0, changed_count: 0, error_count: 0 });
  });

  it("finds its headers under a title", async () => {
    const title: (Cell[] | null)[] = [
      ["Purchase orders - overview"],
      null,
      ["Created on", { date: "2026-02-01" }],
    ];
    const again = await imports.preview(organization, {
      content: workbook([...title, ...table(orderHeaders, rows)]),
    });
    expect(again).toMatchObject({ unchanged_count: 60, error_count: 0 });
    expect(again.metadata["header_row"]).toBe(4);
  });
});
