import { ByteWindow, pump } from "./byte-window";
import { columnOfReference, readInteger, rowOfReference } from "./cell-reference";
import { type CellType, type CellValues, cellType, readCellType } from "./cell-value";
import { damaged, WorkbookError } from "./errors";
import type { ReadLimits } from "./limits";
import type { RowView } from "./row-view";
import { cellCode, SheetRow } from "./sheet-row";
import type { SharedStrings } from "./shared-strings";
import { nextInside, readContent, readRichText, skipElement } from "./xml-elements";
import { endTag, startTag, XmlScanner } from "./xml-scanner";

export interface WorksheetContext {
  values: CellValues;
  strings: SharedStrings | undefined;
  limits: ReadLimits;
}

/**
 * Streams the rows of one worksheet part to `onRow`, in order, each `row` element once, blank ones too.
 * @param onRow returns false to stop.
 * @returns the number of rows that held a value.
 */
export async function readWorksheetRows(
  chunks: AsyncIterable<Uint8Array>,
  context: WorksheetContext,
  onRow: (row: RowView) => void | boolean,
): Promise<number> {
  const rows = new WorksheetRows(context, onRow);
  await pump(chunks, rows.scanner.window, () => rows.parse());
  return rows.filledRows;
}

class WorksheetRows {
  readonly scanner = new XmlScanner(new ByteWindow());
  filledRows = 0;
  readonly #row: SheetRow;
  readonly #values: CellValues;
  readonly #limits: ReadLimits;
  readonly #onRow: (row: RowView) => void | boolean;
  #isInSheetData = false;
  #lastRow = 0;

  constructor(context: WorksheetContext, onRow: (row: RowView) => void | boolean) {
    this.#row = new SheetRow(context.limits, context.strings);
    this.#values = context.values;
    this.#limits = context.limits;
    this.#onRow = onRow;
  }

  /** As `pump` wants it. */
  parse(): boolean {
    const { scanner } = this;
    scanner.rewind();
    for (;;) {
      scanner.commit();
      const token = nextInside(scanner);
      if (token === endTag) {
        // What follows the rows (merged cells, filters, drawings) holds no values.
        if (scanner.nameIs("sheetData") || scanner.nameIs("worksheet")) return true;
      } else if (token === startTag) {
        if (!this.#isInSheetData) this.#enter();
        else if (scanner.nameIs("row")) {
          if (!this.#readRow()) return false;
        } else skipElement(scanner);
      }
    }
  }

  #enter(): void {
    const { scanner } = this;
    if (scanner.nameIs("sheetData")) {
      while (scanner.attribute());
      this.#isInSheetData = !scanner.isSelfClosing;
    } else if (!scanner.nameIs("worksheet")) skipElement(scanner);
  }

  /** Nothing but `#row` changes until the row is whole, as it may be parsed again from its start. */
  #readRow(): boolean {
    const { scanner } = this;
    const row = this.#row;
    let number = this.#lastRow + 1;
    while (scanner.attribute()) {
      if (scanner.attributeIs("r"))
        number = rowOfReference(scanner.bytes, scanner.valueStart, scanner.valueEnd);
    }
    if (number <= this.#lastRow) throw damaged("rows-out-of-order", `row ${number} occurs twice or too late`);
    row.reset(number, scanner.bytes);
    if (!scanner.isSelfClosing) {
      for (let column = 0, token = nextInside(scanner); token !== endTag; token = nextInside(scanner)) {
        if (token !== startTag) continue;
        if (scanner.nameIs("c")) column = this.#readCell(column) + 1;
        else skipElement(scanner);
      }
    }
    scanner.commit();
    this.#lastRow = number;
    if (!row.isBlank && ++this.filledRows > this.#limits.maxRows) {
      throw new WorkbookError(
        "too-many-rows",
        `The sheet holds more than ${this.#limits.maxRows} rows; split it into smaller files.`,
      );
    }
    return this.#onRow(row) !== false;
  }

  /** @param column where the cell stands unless it says otherwise; returns where it stands. */
  #readCell(column: number): number {
    const { scanner } = this;
    const { bytes } = scanner;
    let type: CellType = cellType.number;
    let style = 0;
    while (scanner.attribute()) {
      if (scanner.attributeLength !== 1) continue;
      const name = bytes[scanner.attributeStart];
      if (name === 0x72) {
        column = columnOfReference(bytes, scanner.valueStart, scanner.valueEnd, this.#row.number);
      } else if (name === 0x73) style = readInteger(bytes, scanner.valueStart, scanner.valueEnd);
      else if (name === 0x74) type = readCellType(bytes, scanner.valueStart, scanner.valueEnd);
    }
    if (scanner.isSelfClosing) return column;
    for (let token = nextInside(scanner); token !== endTag; token = nextInside(scanner)) {
      if (token !== startTag) continue;
      if (scanner.nameIs("v")) this.#readValue(column, type, style);
      else if (scanner.nameIs("is")) {
        this.#row.putText(column, cellCode.text, readRichText(scanner));
      } else skipElement(scanner);
    }
    return column;
  }

  #readValue(column: number, type: CellType, style: number): void {
    const { scanner } = this;
    const pieced = readContent(scanner);
    const { bytes, valueStart, valueEnd } = scanner;
    if (
      pieced === undefined &&
      this.#values.putBytes(this.#row, column, type, style, bytes, valueStart, valueEnd)
    ) {
      return;
    }
    this.#values.put(this.#row, column, type, style, pieced ?? scanner.value());
  }
}
