// The usual way: SheetJS reads the workbook, supabase-js upserts the rows in batches through the gateway.
import { createClient } from "@supabase/supabase-js";
import { readFileSync } from "node:fs";
import { read, utils } from "xlsx";
import { answerMessages } from "../programs";
import type { Import, Imported } from "../rivals";
import { rivalTable, surveyMapper, type SurveyRow } from "../survey-columns";

const batchRows = 1_000;

answerMessages(importFile);

async function importFile({ file, gatewayUrl, secretKey }: Import): Promise<Imported> {
  const startedAt = performance.now();
  const workbook = read(readFileSync(file), { dense: true });
  const sheet = workbook.Sheets[workbook.SheetNames[0]!]!;
  const [headers, ...lines] = utils.sheet_to_json<unknown[]>(sheet, { header: 1, blankrows: false });
  const toRow = surveyMapper(headers!);
  // One statement may not touch a row twice: exact repeats have to go before.
  const rows = new Map<string, SurveyRow["values"]>();
  for (const cells of lines) {
    const row = toRow(cells);
    if (row) rows.set(row.key, row.values);
  }
  const read_ms = Math.round(performance.now() - startedAt);

  const supabase = createClient(gatewayUrl, secretKey, { auth: { persistSession: false } });
  const distinct = [...rows.values()];
  for (let from = 0; from < distinct.length; from += batchRows) {
    await supabase
      .from(rivalTable)
      .upsert(distinct.slice(from, from + batchRows), { onConflict: "purchase_order_no,qs_number" })
      .throwOnError();
  }
  return { read_ms, total_ms: Math.round(performance.now() - startedAt) };
}
