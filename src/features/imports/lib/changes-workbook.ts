import { type CellValue, type WriteSheet, writeXlsx } from "hucre";
import { shownChanges, type FieldChange } from "@/features/imports/lib/field-words";
import type { ImportType } from "@/features/imports/schema";

/** Rows of the longest sheet; a workbook of them still fits into memory. */
export const maxExportedRows = 50_000;

/** What an import does, read as the member who exports it. Money as decimal strings. */
export type ExportedImport = {
  /** Label and value; a decimal string in `money` is an amount. */
  summary: readonly { label: string; text?: string | null; money?: string | null; count?: number | null }[];
  orders: readonly {
    purchase_order_no: string;
    is_new_order: boolean;
    new_count: number;
    changed_count: number;
    withdrawn_count: number;
    order_value_before: string | null;
    order_value_after: string | null;
    spent_before: string;
    spent_after: string;
    level_before: string | null;
    level_after: string | null;
    alert_step: string | null;
  }[];
  changes: readonly {
    type: ImportType;
    entity_key: string;
    purchase_order_no: string;
    action: string;
    fields: readonly FieldChange[];
  }[];
  orphans: readonly { purchase_order_no: string; survey_count: number; total: string }[];
};

const text = "@";
const money = "#,##0.00";
const whole = "#,##0";
/** Text beside an amount stays as it is: the format counts for numbers only. */
const moneyOrText = `${money};-${money};${money};@`;

/**
 * What an import changes as a workbook (.xlsx) with four sheets. Every cell is a number or text, never a formula.
 * An amount is a number as long as a spreadsheet keeps it exactly, to 15 digits; beyond that it is text.
 */
export async function changesWorkbook(data: ExportedImport): Promise<Uint8Array<ArrayBuffer>> {
  const sheets: WriteSheet[] = [
    sheet(
      "Summary",
      [
        [32, text],
        [40, moneyOrText],
      ],
      ["What", "Value"],
      data.summary.map((line) => [
        line.label,
        line.money != null ? amount(line.money) : (line.count ?? words(line.text)),
      ]),
    ),
    sheet(
      "Purchase orders",
      [
        [22, text],
        [11, text],
        [10, whole],
        [10, whole],
        [10, whole],
        [18, money],
        [18, money],
        [18, money],
        [18, money],
        [14, text],
        [14, text],
        [14, text],
      ],
      [
        "Purchase order",
        "New order",
        "New rows",
        "Changed",
        "Withdrawn",
        "Authorised before",
        "Authorised after",
        "Spent before",
        "Spent after",
        "Level before",
        "Level after",
        "Alert",
      ],
      data.orders.map((order) => [
        words(order.purchase_order_no),
        order.is_new_order ? "yes" : null,
        order.new_count,
        order.changed_count,
        order.withdrawn_count,
        amount(order.order_value_before),
        amount(order.order_value_after),
        amount(order.spent_before),
        amount(order.spent_after),
        words(order.level_before),
        words(order.level_after),
        words(order.alert_step),
      ]),
    ),
    sheet(
      "Changed values",
      [
        [22, text],
        [22, text],
        [14, text],
        [26, text],
        [36, moneyOrText],
        [36, moneyOrText],
      ],
      ["Purchase order", "Quantity survey", "What happened", "Field", "Before", "After"],
      data.changes.flatMap(changeRows),
    ),
    sheet(
      "Orphans",
      [
        [22, text],
        [18, whole],
        [18, money],
      ],
      ["Purchase order", "Quantity surveys", "Billed"],
      data.orphans.map(({ purchase_order_no, survey_count, total }) => [
        words(purchase_order_no),
        survey_count,
        amount(total),
      ]),
    ),
  ];
  return new Uint8Array(await writeXlsx({ sheets, stringMode: "inline" }));
}

function sheet(
  name: string,
  columns: readonly (readonly [width: number, numFmt: string])[],
  headings: readonly string[],
  rows: readonly CellValue[][],
): WriteSheet {
  return {
    name,
    columns: columns.map(([width, numFmt]) => ({ width, numFmt })),
    rows: [[...headings], ...rows],
    freezePane: { rows: 1 },
  };
}

/** One line per value; a row that changed no value of the file, such as a withdrawn one, has one line of its own. */
function changeRows({
  type,
  entity_key,
  purchase_order_no,
  action,
  fields,
}: ExportedImport["changes"][number]) {
  const place = [
    words(purchase_order_no),
    type === "quantity_surveys" ? words(entity_key) : null,
    words(action),
  ];
  const shown = shownChanges(type, fields);
  if (shown.length === 0) return [[...place, null, null, null]];
  return shown.map(({ label, type: kind, before, after }) => {
    const cell = kind === "money" ? amount : words;
    return [...place, words(label), cell(before), cell(after)];
  });
}

/** A decimal string as a number where no digit is lost, else as it is. */
function amount(decimal: string | null): CellValue {
  if (decimal === null) return null;
  return decimal.replace(/\D/g, "").replace(/^0+/, "").length <= 15 ? Number(decimal) : decimal;
}

/** Text without the control characters that XML cannot hold, at the length that Excel can. */
function words(value: string | null | undefined): string | null {
  if (value === null || value === undefined || value === "") return null;
  // oxlint-disable-next-line no-control-regex
  return value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd").slice(0, 32_767);
}
