import { shownChanges, type FieldChange } from "@/features/imports/lib/field-words";
import type { ImportType } from "@/features/imports/schema";
import { type Cell, type Rows, type SheetToWrite, writeWorkbook } from "@/libs/workbook-writer";

/** Rows of the longest sheet: beyond that nobody reads it, and a spreadsheet program takes long to open it. */
export const maxExportedRows = 50_000;

/** What an import does, read as the member who exports it. Money as decimal strings. */
export type ExportedImport = {
  /** Label and value; a decimal string in `money` is an amount. */
  summary: readonly { label: string; text?: string | null; money?: string | null; count?: number | null }[];
  orders: Rows<ExportedOrder>;
  changes: Rows<ExportedChange>;
  orphans: Rows<ExportedOrphan>;
};

export type ExportedOrder = {
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
};

export type ExportedOrphan = { purchase_order_no: string; survey_count: number; total: string };

export type ExportedChange = {
  type: ImportType;
  entity_key: string;
  purchase_order_no: string;
  action: string;
  fields: readonly FieldChange[];
};

const text = "@";
const money = "#,##0.00";
const whole = "#,##0";
/** Text beside an amount stays as it is: the format counts for numbers only. */
const moneyOrText = `${money};-${money};${money};@`;

/**
 * Writes what an import changes to a file, as a workbook (.xlsx) with four sheets. Every cell is a number or text, never
 * a formula. An amount is a number as long as a spreadsheet keeps it exactly, to 15 digits; beyond that it is text.
 */
export async function writeChangesWorkbook(path: string, data: ExportedImport): Promise<void> {
  await writeWorkbook(path, [
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
      each(data.orders, (order) => [
        [
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
        ],
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
      each(data.changes, changeRows),
    ),
    sheet(
      "Orphans",
      [
        [22, text],
        [18, whole],
        [18, money],
      ],
      ["Purchase order", "Quantity surveys", "Billed"],
      each(data.orphans, ({ purchase_order_no, survey_count, total }) => [
        [words(purchase_order_no), survey_count, amount(total)],
      ]),
    ),
  ]);
}

function sheet(
  name: string,
  columns: readonly (readonly [width: number, format: string])[],
  headings: readonly string[],
  rows: SheetToWrite["rows"],
): SheetToWrite {
  const described = columns.map(([width, format], index) => ({ width, format, heading: headings[index]! }));
  return { name, columns: described, rows };
}

/** Row by row, so that the whole sheet is never held. */
async function* each<T>(list: Rows<T>, rowsOf: (item: T) => readonly (readonly Cell[])[]) {
  for await (const item of list) yield* rowsOf(item);
}

/** One line per value; a row that changed no value of the file, such as a withdrawn one, has one line of its own. */
function changeRows({ type, entity_key, purchase_order_no, action, fields }: ExportedChange) {
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
function amount(decimal: string | null): Cell {
  if (decimal === null) return null;
  return decimal.replace(/\D/g, "").replace(/^0+/, "").length <= 15 ? Number(decimal) : decimal;
}

function words(value: string | null | undefined): string | null {
  return value || null;
}
