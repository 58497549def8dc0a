import type { ValueOptions } from "@/features/imports/lib/cell-values";
import { type ColumnDefinition, columnsOf } from "@/features/imports/lib/columns";
import { encodeCopyValue } from "@/features/imports/lib/copy-encoding";
import { createRowReader, type RowError } from "@/features/imports/lib/row-reader";
import { ConventionWitness } from "@/features/imports/lib/value-conventions";
import { purchaseOrderLifecycle } from "@/libs/lifecycle";
import type { RowView } from "@/libs/worksheet-reader";
import type { FoundHeader } from "./header-row";
import { Sampler, textsOf } from "./header-search";
import { keyColumns, kindOf } from "./kinds";
import { LineBatch } from "./line-batch";
import { mostErrors, type ReadToEnd, type RefusedKey } from "./reader-messages";
import { SeenKeys } from "./seen-keys";

type RowMessage =
  | { is: "rows"; lines: Uint8Array<ArrayBuffer> }
  | { is: "refused"; errors: RowError[]; keys: RefusedKey[] }
  | ({ is: "end" } & ReadToEnd);

/** Keys of refused rows that are sent at once. */
const keysAtOnce = 2_000;

/** Validates the rows below the header row and sends them on. */
export class RowSender {
  readonly #header: FoundHeader;
  readonly #reader: ReturnType<typeof createRowReader>;
  readonly #lines = new LineBatch();
  readonly #seen = new SeenKeys();
  /** Where the values of the key stand among those of a row. */
  readonly #key: number[];
  readonly #sampler = new Sampler();
  readonly #witness = new ConventionWitness();
  /** Columns whose text cells are written by some convention. */
  readonly #written: { column: number; definition: ColumnDefinition }[];
  readonly #unknownStatuses = new Set<string>();
  readonly #options: ValueOptions;
  readonly #statusColumn: number;
  readonly #post: (message: RowMessage) => void;
  #errors: RowError[] = [];
  #refusedKeys: RefusedKey[] = [];
  #errorsKept = 0;
  #rows = 0;
  #refusedRows = 0;

  constructor(header: FoundHeader, options: ValueOptions, send: (message: RowMessage) => void) {
    const { byColumn } = header.match;
    const kind = kindOf[header.type];
    this.#header = header;
    this.#post = send;
    this.#reader = createRowReader(kind, byColumn, header.headers, options);
    this.#key = keyColumns[header.type].map((key) => columnsOf[kind].findIndex(({ field }) => field === key));
    this.#statusColumn = byColumn.indexOf("status");
    this.#options = options;
    this.#written = columnsOf[kind]
      .filter(({ type }) => type !== "text")
      .map((definition) => ({ definition, column: byColumn.indexOf(definition.field) }))
      .filter(({ column }) => column >= 0);
  }

  take(row: RowView): boolean {
    if (row.isBlank) return true;
    if (!this.#sampler.isFull) this.#sampler.take(textsOf(row));
    for (const { definition, column } of this.#written) {
      if (row.kind(column) === "text")
        this.#witness.look(row.text(column), definition, row.number, this.#header.headers[column]!);
    }
    // The file will be read once more when it is known how; from here on only proofs are looked for.
    if (this.#witness.leavesDoubt(this.#options)) return true;
    this.#send(row);
    return true;
  }

  end(sheet: string): void {
    this.#flush();
    this.#post({
      is: "end",
      sheet,
      rows: this.#rows,
      refusedRows: this.#refusedRows,
      unknownStatuses: [...this.#unknownStatuses],
      samples: this.#sampler.samples,
      evidence: this.#witness.evidence,
    });
  }

  #send(row: RowView): void {
    const result = this.#reader.read(row);
    if (!result) return;
    this.#rows += 1;
    if (!result.ok) {
      this.#refusedRows += 1;
      for (const error of result.errors) if (this.#errorsKept++ < mostErrors) this.#errors.push(error);
      const [order, survey] = this.#key.map((index) => result.values[index] ?? null);
      // Of a row whose key is what could not be read, nobody knows what it belongs to.
      if (order && (survey || this.#key.length === 1)) {
        this.#refusedKeys.push({ row: result.row, order, survey: survey ?? null });
        if (this.#refusedKeys.length >= keysAtOnce) this.#sendRefused();
      }
      return;
    }
    if (this.#statusColumn >= 0 && this.#unknownStatuses.size < 20) {
      const status = row.text(this.#statusColumn).trim();
      if (status && !purchaseOrderLifecycle(status).known) this.#unknownStatuses.add(status);
    }
    const { values, encoded, attributes, contentHash } = result;
    const mayRepeat = this.#seen.note(this.#key.map((index) => values[index]).join("\t"));
    this.#lines.write(
      `${result.row}\t${encoded.slice(0, -1)}\t${encodeCopyValue(attributes)}\t${contentHash}\t${mayRepeat ? "t" : "f"}\n`,
    );
    if (this.#lines.isFull) this.#flush();
  }

  #sendRefused(): void {
    if (this.#errors.length + this.#refusedKeys.length > 0)
      this.#post({ is: "refused", errors: this.#errors, keys: this.#refusedKeys });
    this.#errors = [];
    this.#refusedKeys = [];
  }

  #flush(): void {
    this.#sendRefused();
    const lines = this.#lines.take();
    if (lines.length > 0) this.#post({ is: "rows", lines });
  }
}
