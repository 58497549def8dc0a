import { writeXlsx } from "hucre";
import type { Cell, CellStyle, WriteSheet } from "hucre";
import { columnsOf } from "@/features/imports/lib/columns";
import type { ColumnDefinition, ImportKind } from "@/features/imports/lib/columns";
import { columnName } from "@/libs/worksheet-reader/row-view";

/** Sheet names as the portal gives them to its reports. */
const sheetNames: Readonly<Record<ImportKind, string>> = {
  "purchase-orders": "Purchase orders",
  "quantity-surveys": "Quantity surveys",
};

/** Two invented rows each; every other column stays blank. The quantity surveys bill the purchase orders. */
const examples: Readonly<Record<ImportKind, readonly Readonly<Record<string, string | number>>[]>> = {
  "purchase-orders": [
    {
      status: "Processing",
      company: "Example Chemicals",
      purchase_order_no: "9900000001.00001",
      order_short_text: "EXAMPLE: scaffolding, unit A",
      contract_no: "9000001",
      vendor_id: "100001",
      vendor_short_term: "Sample Scaffolding",
      location_plant: "Exampletown",
      work_coordinator_id: "?",
      order_value: 25_000,
      start_date: "2026-01-05",
      completion_date: "2026-06-30",
      order_type: "EXAMPLE",
    },
    {
      status: "Completed",
      company: "Example Chemicals",
      purchase_order_no: "9900000001.00002",
      order_short_text: "EXAMPLE: insulation, unit A",
      vendor_id: "100001",
      vendor_short_term: "Sample Scaffolding",
      work_coordinator_id: "XMPL01",
      work_coordinator_name: "Example Coordinator",
      order_value: 1234.5,
      start_date: "2026-02-02",
      completion_date: "2026-03-31",
      completion_message_date: "2026-03-30",
    },
  ],
  "quantity-surveys": [
    {
      purchase_order_no: "9900000001.00001",
      qs_number: "900001",
      short_text: "EXAMPLE: January",
      contractor_contact: "Example Contact",
      vendor_id: "100001",
      total: 4321.75,
      created_date: "2026-02-02",
      transferred_date: "2026-02-03",
      accepted_date: "2026-02-10",
      invoice_number: "EX-2026-001",
      invoice_date: "2026-02-12",
      accounting_document: "5900000001",
    },
    {
      purchase_order_no: "9900000001.00002",
      qs_number: "900002",
      short_text: "EXAMPLE: credit for January",
      vendor_id: "100001",
      total: -50,
      created_date: "2026-02-16",
    },
  ],
};

const formats: Readonly<Record<ColumnDefinition["type"], string>> = {
  text: "@",
  money: "#,##0.00",
  date: "yyyy-mm-dd",
};
const typeNames: Readonly<Record<ColumnDefinition["type"], string>> = {
  text: "Text",
  money: "Amount",
  date: "Date",
};
const requirements: Readonly<Record<ColumnDefinition["required"], string>> = {
  value: "Yes, in every row",
  header: "The column, yes; a value, no",
  no: "No",
};
const headerStyle: CellStyle = { font: { bold: true }, numFmt: "@" };

const boldRow = (row: number, values: readonly string[]) =>
  values.map(
    (value, column) => [`${row},${column}`, { value, type: "string" as const, style: headerStyle }] as const,
  );

/** Rows below the examples that are ready for text; people who need more have an export. */
const preparedRows = 1000;

/**
 * Keeps the numbers that identify rows text in the empty rows below the examples, where a spreadsheet program would
 * turn what is typed into a number and drop the zeros at its end.
 */
function keepKeysText(columns: readonly ColumnDefinition[]): Pick<WriteSheet, "cells" | "dataValidations"> {
  const keys = columns.flatMap(({ type, required }, column) =>
    type === "text" && required === "value" ? [column] : [],
  );
  const rows = Array.from({ length: preparedRows }, (_, index) => index + 3);
  return {
    cells: new Map(
      rows.flatMap((row) => keys.map((column) => [`${row},${column}`, { style: { numFmt: "@" } }] as const)),
    ),
    dataValidations: keys.map((column) => ({
      type: "custom",
      formula1: `ISTEXT(${columnName(column)}2)`,
      allowBlank: true,
      showErrorMessage: true,
      errorTitle: "Text, please",
      errorMessage: "Format this cell as text before you type the number, so that it keeps every zero.",
      range: `${columnName(column)}2:${columnName(column)}${preparedRows + 3}`,
    })),
  };
}

function dataSheet(kind: ImportKind): WriteSheet {
  const columns = columnsOf[kind];
  const labels = columns.map(({ label }) => label);
  const rows = examples[kind].map((example) =>
    columns.map(({ field, type }) => {
      const value = example[field] ?? null;
      return type === "date" && value !== null ? new Date(`${value}T00:00:00Z`) : value;
    }),
  );
  const keys = keepKeysText(columns);
  return {
    name: sheetNames[kind],
    columns: columns.map(({ label, type }) => ({
      width: Math.max(14, label.length + 4),
      numFmt: formats[type],
    })),
    rows: [labels, ...rows],
    cells: new Map<string, Partial<Cell>>([...boldRow(0, labels), ...(keys.cells ?? [])]),
    dataValidations: keys.dataValidations,
    freezePane: { rows: 1 },
  };
}

function explanationSheet(kind: ImportKind): WriteSheet {
  const introduction = [
    [`How to fill in the sheet “${sheetNames[kind]}”`],
    [
      "Replace the two example rows with your own. Columns may stand in any order; those of other names are kept too.",
    ],
    ["One row per line; the file holds all rows so far, not only new ones."],
    [],
  ];
  const headings = ["Column", "Required", "Type", "Meaning"];
  const lines = columnsOf[kind].map(({ label, required, type, meaning }) => [
    label,
    requirements[required],
    typeNames[type],
    meaning,
  ]);
  return {
    name: "Read me",
    columns: [{ width: 30 }, { width: 28 }, { width: 10 }, { width: 100 }],
    rows: [...introduction, headings, ...lines],
    cells: new Map([...boldRow(0, introduction[0] ?? []), ...boldRow(introduction.length, headings)]),
  };
}

/**
 * The workbook (.xlsx) that people fill in when they have no export: labels in portal order, two example rows, and
 * a sheet that explains each column. The same definitions give the same bytes.
 */
export async function templateWorkbook(kind: ImportKind): Promise<Uint8Array> {
  const fixedDate = new Date("2026-01-01T00:00:00Z");
  return writeXlsx({
    sheets: [dataSheet(kind), explanationSheet(kind)],
    properties: { title: `AESTrak ${sheetNames[kind]} template`, created: fixedDate, modified: fixedDate },
  });
}
