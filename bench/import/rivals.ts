import postgres from "postgres";
import { startGateway } from "../../stack/gateway";
import { freePort } from "../../stack/installation";
import type { SampleManifest } from "../../stack/samples/manifest";
import type { TemporaryPostgres } from "../../stack/temporary-postgres";
import { watchMemory } from "./memory";
import { answerOf, endProgram, startProgram } from "./programs";
import { rivalTable } from "./survey-columns";

export type Library = "hucre" | "exceljs";

/** What a rival's program is asked to import. */
export interface Import {
  file: string;
  databaseUrl: string;
  gatewayUrl: string;
  secretKey: string;
  library: Library;
}

/** From opening the file to the last commit; `read_ms` is the part until the rows were out of the file. */
export interface Imported {
  read_ms: number;
  total_ms: number;
}

export interface RivalStep extends Imported {
  name: string;
  rows: number;
  peak_rss_mb: number;
}

/**
 * Lets a rival import each week's quantity surveys into a table of its own, in a process of its own per file. The table
 * is all they keep: no further index, no link to an order, no total, level, alert, before-image or preview.
 */
export async function importWithRival(
  database: TemporaryPostgres,
  weeks: SampleManifest[],
  rival: { program: "sheetjs" | "library"; library: Library },
): Promise<RivalStep[]> {
  const sql = postgres(database.url("postgres"), { max: 1, onnotice: () => {} });
  await createTable(sql);
  const port = await freePort();
  const gateway = await startGateway({
    port,
    databaseUrl: database.url("authenticator"),
    secrets: database.secrets,
    siteUrl: "http://localhost:3000",
  });
  try {
    const steps: RivalStep[] = [];
    for (const [index, manifest] of weeks.entries()) {
      const program = startProgram(`bench/import/${rival.program}/main.ts`);
      const memory = watchMemory(program.pid!);
      try {
        await answerOf(program);
        program.send({
          file: manifest.quantitySurveysFile,
          databaseUrl: database.url("postgres"),
          gatewayUrl: `http://127.0.0.1:${port}`,
          secretKey: database.secrets.secretKey,
          library: rival.library,
        } satisfies Import);
        const imported = await answerOf<Imported>(program);
        await requireTotal(sql, weeks.slice(0, index + 1));
        steps.push({
          name: `week ${index + 1} quantity surveys`,
          rows: manifest.rows,
          ...imported,
          peak_rss_mb: memory.lap(),
        });
      } finally {
        memory.stop();
        await endProgram(program);
      }
    }
    return steps;
  } finally {
    await gateway.stop();
    await sql.end();
  }
}

async function createTable(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    create table public.${rivalTable} (
      purchase_order_no text collate "C", qs_number text collate "C",
      short_text text, contractor_contact text, vendor_id text, total numeric(18,2) not null,
      created_date date, transferred_date date, accepted_date date,
      invoice_number text, invoice_date date, accounting_document text, attributes jsonb,
      primary key (purchase_order_no, qs_number)
    );
    alter table public.${rivalTable} enable row level security;
    grant select, insert, update on public.${rivalTable} to service_role;
    grant references on public.${rivalTable} to authenticator;
  `);
}

/** An upsert can't see that a survey is gone, so after the first week only what the file holds can be compared. */
async function requireTotal(sql: postgres.Sql, weeks: SampleManifest[]): Promise<void> {
  const [found] = await sql<{ rows: number; total: string }[]>`
    select count(*)::integer as rows, sum(total)::text as total from ${sql(rivalTable)}`;
  const [first] = weeks;
  const cents = (decimal: string) => BigInt(decimal.replace(".", ""));
  if (weeks.length === 1) {
    const expected = cents(first!.totalSpent) + cents(first!.orphanTotal);
    if (found!.rows !== first!.quantitySurveys || cents(found!.total) !== expected) {
      throw new Error(`The rival holds ${found!.rows} rows over ${found!.total}; the file holds others.`);
    }
  } else if (found!.rows < weeks.at(-1)!.quantitySurveys) {
    throw new Error(`The rival holds only ${found!.rows} rows.`);
  }
}
