import { hash } from "node:crypto";
import { cellFaults, tooLong } from "@/features/imports/lib/cell-faults";
import type { CellFault } from "@/features/imports/lib/cell-faults";
import { nameLength, proseLength } from "@/features/imports/lib/column-definition";
import { cleanText, numberAsText, readDate, readMoney, readText } from "@/features/imports/lib/cell-values";
import type { CellValue, ValueOptions } from "@/features/imports/lib/cell-values";
import { columnsOf, faultHeading } from "@/features/imports/lib/columns";
import type { ColumnDefinition, ImportKind } from "@/features/imports/lib/columns";
import { encodeCopyRow } from "@/features/imports/lib/copy-encoding";
import { missingColumnsMessage } from "@/features/imports/lib/header-matching";
import { columnName } from "@/libs/worksheet-reader/row-view";
import type { CellKind, RowView } from "@/libs/worksheet-reader";

/** A row that can be staged. */
export type ReadRow = {
  ok: true;
  /** 1-based, as the spreadsheet program shows it. */
  row: number;
  /** In the order of columnsOf[kind]: text, money as "1234.50", dates as "2026-03-31"; null where blank. */
  values: (string | null)[];
  /** The values as a line of COPY text. */
  encoded: string;
  /** The other columns that hold something, header to text as displayed, as a JSON object; null when there are none. */
  attributes: string | null;
  /** MD5 in hex over values and attributes: equal for rows that say the same, wherever they stand in a file. */
  contentHash: string;
};

/** One thing that is wrong in a row: where, what the file holds, and what to do about it. */
export type RowError = {
  row: number;
  column: string;
  header: string;
  value: string;
  reason: string;
  code: string;
};
/** A row that cannot be; `values` as in one that can, also null where a value could not be read. */
export type RowErrors = { ok: false; row: number; values: (string | null)[]; errors: RowError[] };

type FieldPlan = { definition: ColumnDefinition; column: number };
/** `label` is the name as JSON. */
type AttributePlan = { label: string; column: number };
type Refuse = (row: RowView, column: number, fault: CellFault, label?: string) => void;

/** Errors quote the cell, but not a page of prose. */
const longestQuote = 200;

function readCell(
  kind: CellKind,
  text: string,
  definition: ColumnDefinition,
  options: ValueOptions,
): CellValue {
  if (definition.type === "money") return readMoney(kind, text, options);
  if (definition.type === "date") return readDate(kind, text, options);
  return readText(kind, text, definition);
}

function planFields(kind: ImportKind, mapping: readonly (string | null)[]): FieldPlan[] {
  const definitions = columnsOf[kind];
  const columns = new Map<string, number>();
  mapping.forEach((field, column) => {
    if (field === null) return;
    if (!definitions.some((definition) => definition.field === field))
      throw new Error(`No such field: ${field}`);
    if (columns.has(field)) throw new Error(`Two columns for one field: ${field}`);
    columns.set(field, column);
  });
  const missing = definitions.filter(({ field, required }) => required !== "no" && !columns.has(field));
  const message = missingColumnsMessage(missing.map(({ label }) => label));
  if (message) throw new Error(message);
  return definitions.map((definition) => ({ definition, column: columns.get(definition.field) ?? -1 }));
}

/** Gives every column without a field a name of its own, as two may have the same header or none. */
function createNaming(): (header: string, column: number) => string {
  const used = new Set<string>();
  return (header, column) => {
    // It is stored with every row.
    let name = cleanText(header).slice(0, nameLength).toWellFormed();
    if (name === "") name = `Column ${columnName(column)}`;
    while (used.has(name)) name = `${name} (${columnName(column)})`;
    used.add(name);
    return name;
  };
}

function displayText(row: RowView, column: number): string {
  const kind = row.kind(column);
  if (kind === "blank") return "";
  return kind === "number" ? numberAsText(row.text(column)) : cleanText(row.text(column));
}

/**
 * Returns a function that collects what a row holds in columns without a field, also beyond the header row, as JSON;
 * null when that is nothing. What is longer than any text of a field goes to `refuse`: a small file can hold one huge
 * text by reference in every row.
 */
function createAttributeReader(mapping: readonly (string | null)[], headers: readonly string[]) {
  const nameOf = createNaming();
  const columns = new Map<string, number>();
  headers.forEach((header, column) => {
    if (mapping[column] == null && header !== faultHeading) columns.set(nameOf(header, column), column);
  });
  // By name, so that a column that moved changes no hash; as an object orders its keys: whole numbers come first.
  const byName = [...columns].sort(([left], [right]) => (left < right ? -1 : 1));
  const plans: AttributePlan[] = Object.entries(Object.fromEntries(byName)).map(([name, column]) => ({
    label: JSON.stringify(name),
    column,
  }));
  const beyond: string[] = [];

  function member(row: RowView, column: number, label: string, refuse: Refuse): string {
    const text = displayText(row, column);
    if (text === "") return "";
    if (text.length > proseLength && Array.from(text).length > proseLength) {
      refuse(row, column, tooLong(proseLength));
      return "";
    }
    return `,${label}:${JSON.stringify(text)}`;
  }

  return (row: RowView, refuse: Refuse): string | null => {
    let members = "";
    for (const { label, column } of plans) members += member(row, column, label, refuse);
    for (let column = headers.length; column < row.width; column += 1) {
      beyond[column] ??= JSON.stringify(nameOf("", column));
      members += member(row, column, beyond[column]!, refuse);
    }
    return members === "" ? null : `{${members.slice(1)}}`;
  };
}

/**
 * Prepares the reading of a sheet's rows. `mapping` holds the field of each column, or null, and `headers` the header
 * row, both by column. Throws an Error when a required field has no column, a field has two, or is unknown.
 * `read` returns null for a row without any value, and otherwise the row or everything that is wrong with it.
 */
export function createRowReader(
  kind: ImportKind,
  mapping: readonly (string | null)[],
  headers: readonly string[],
  options: ValueOptions,
): { read(row: RowView): ReadRow | RowErrors | null } {
  const fields = planFields(kind, mapping);
  const readAttributes = createAttributeReader(mapping, headers);
  let errors: RowError[] = [];
  // Made once, not for each of a million rows.
  const refuse: Refuse = (row, column, fault, label = "") => {
    errors.push({
      row: row.number,
      column: columnName(column),
      header: headers[column] ?? label,
      value: row.text(column).slice(0, longestQuote).replaceAll("\0", "").toWellFormed(),
      reason: fault.reason,
      code: fault.code,
    });
  };

  function read(row: RowView): ReadRow | RowErrors | null {
    if (row.isBlank) return null;
    errors = [];
    const values: (string | null)[] = [];
    for (const { definition, column } of fields) {
      if (column < 0) {
        values.push(null);
        continue;
      }
      const cellKind = row.kind(column);
      const text = cellKind === "blank" ? "" : row.text(column);
      let value = readCell(cellKind, text, definition, options);
      if (value === null && definition.required === "value") value = cellFaults.required;
      if (value === null || typeof value === "string") values.push(value);
      else {
        values.push(null);
        refuse(row, column, value, definition.label);
      }
    }
    const attributes = readAttributes(row, refuse);
    if (errors.length > 0) return { ok: false, row: row.number, values, errors };
    const encoded = encodeCopyRow(values);
    const contentHash = hash("md5", attributes === null ? encoded : encoded + attributes, "hex");
    return { ok: true, row: row.number, values, encoded, attributes, contentHash };
  }

  return { read };
}
