// The best that libraries give: a streaming reader, COPY into a staging table, one merge, in one transaction.
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import postgres from "postgres";
import { encodeCopyRow } from "@/features/imports/lib/copy-encoding";
import { answerMessages } from "../programs";
import type { Import, Imported } from "../rivals";
import { rivalTable, surveyColumns, surveyMapper } from "../survey-columns";

const chunkCharacters = 256 * 1024;

const readers = { hucre: await hucreRows(), exceljs: await exceljsRows() };
answerMessages(importFile);

async function importFile({ file, databaseUrl, library }: Import): Promise<Imported> {
  const startedAt = performance.now();
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  let read_ms = 0;
  await sql.begin(async (tx) => {
    await tx`create temporary table staged (like ${tx(rivalTable)}) on commit drop`;
    await tx`alter table staged add column position integer generated always as identity`;
    const copy = await tx`copy staged (${tx(surveyColumns)}) from stdin`.writable();
    await pipeline(copyLines(readers[library](file)), copy);
    read_ms = Math.round(performance.now() - startedAt);
    const columns = tx(surveyColumns);
    const updates = surveyColumns.slice(2).map((column) => `${column} = excluded.${column}`);
    await tx`
      insert into ${tx(rivalTable)} (${columns})
      select distinct on (purchase_order_no, qs_number) ${columns} from staged
      order by purchase_order_no, qs_number, position desc
      on conflict (purchase_order_no, qs_number) do update set ${tx.unsafe(updates.join(", "))}`;
  });
  const total_ms = Math.round(performance.now() - startedAt);
  await sql.end();
  return { read_ms, total_ms };
}

async function* copyLines(rows: AsyncIterable<unknown[]>): AsyncGenerator<string> {
  let toRow: ReturnType<typeof surveyMapper> | undefined;
  let text = "";
  for await (const cells of rows) {
    if (!toRow) {
      toRow = surveyMapper(cells);
      continue;
    }
    const row = toRow(cells);
    if (!row) continue;
    text += encodeCopyRow(
      surveyColumns.map((column) => {
        const value = row.values[column] ?? null;
        return value === null || typeof value === "string" ? value : JSON.stringify(value);
      }),
    );
    if (text.length >= chunkCharacters) {
      yield text;
      text = "";
    }
  }
  yield text;
}

async function hucreRows() {
  const { streamXlsxRows } = await import("hucre/xlsx");
  return async function* (file: string): AsyncGenerator<unknown[]> {
    const bytes = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
    for await (const row of streamXlsxRows(bytes)) yield row.values;
  };
}

async function exceljsRows() {
  const { default: exceljs } = await import("exceljs");
  return async function* (file: string): AsyncGenerator<unknown[]> {
    const workbook = new exceljs.stream.xlsx.WorkbookReader(file, {
      worksheets: "emit",
      sharedStrings: "cache",
      styles: "cache",
      hyperlinks: "ignore",
    });
    for await (const sheet of workbook) {
      // Cells are counted from 1.
      for await (const row of sheet) yield (row.values as unknown[]).slice(1);
    }
  };
}
