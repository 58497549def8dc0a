export type CellKind = "blank" | "text" | "number" | "boolean" | "date" | "error";

/** One row of a worksheet. It is reused between calls of `onRow`: copy what you keep. Columns are 0-based. */
export interface RowView {
  /** 1-based row number as the spreadsheet program shows it. */
  readonly number: number;
  /** One more than the last column that holds a value. */
  readonly width: number;
  /** True when every cell is blank. */
  readonly isBlank: boolean;
  /** An empty string counts as blank, and so does every column at or beyond `width`. */
  kind(column: number): CellKind;
  /**
   * text: the string · number: its lexical form exactly as in the file ("1E3" stays "1E3") · boolean: "TRUE" or
   * "FALSE" · date: "2026-03-31", or "2026-03-31T13:45:00" when it has a time · error: "#N/A" · blank: "".
   * Never contains NUL or a lone surrogate.
   */
  text(column: number): string;
}

/** "A" for 0, "AA" for 26. */
export function columnName(column: number): string {
  let name = "";
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(65 + (rest % 26)) + name;
  }
  return name;
}
