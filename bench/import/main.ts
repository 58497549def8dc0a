// Times the import of both exports through the real worker on a real database, beside two other ways to do it.
// npm run -s bench:import -- --rows 200000 --json
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { startTemporaryPostgres, type TemporaryPostgres } from "../../stack/temporary-postgres";
import { importWithOurs } from "./ours";
import { medians, printTables, ratios, type Run } from "./report";
import { importWithRival, type Library } from "./rivals";
import { writeWeeks } from "./samples";
import { latencyDuringImports } from "./server/main";

const usage = `Times the import of two weeks' exports. Each contender gets a database of its own.

  --rows N      quantity survey rows in week 1 (200000)
  --orders N    purchase order lines in week 1 (2557)
  --only WHO    ours, sheetjs or library; otherwise all three
  --library L   the streaming reader of the third: hucre or exceljs (hucre)
  --runs N      how often; the figures are medians (1)
  --server      instead: how long the web server's answers take while imports run
  --imports N   with --server: how many imports (5)
  --pause MS    with --server: between an answer and the next request of each of three viewers (1000)
  --json        one line of JSON
`;
const contenders = ["ours", "sheetjs", "library"] as const;

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "200000" },
    orders: { type: "string", default: "2557" },
    only: { type: "string" },
    library: { type: "string", default: "hucre" },
    runs: { type: "string", default: "1" },
    server: { type: "boolean", default: false },
    imports: { type: "string", default: "5" },
    pause: { type: "string", default: "1000" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) process.stdout.write(usage);
else await main();
process.exit();

async function main(): Promise<void> {
  const chosen = contenders.filter((name) => values.only === undefined || values.only === name);
  const library = values.library as Library;
  if (chosen.length === 0 || !["hucre", "exceljs"].includes(library)) throw new Error(usage);
  const size = { rows: Number(values.rows), orders: Number(values.orders) };
  const folder = mkdtempSync(join(tmpdir(), "aestrak-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const weeks = await writeWeeks(folder, size);
  if (values.server) {
    const figures = await latencyDuringImports(weeks[0]!, {
      imports: Number(values.imports),
      pause: Number(values.pause),
    });
    if (values.json) console.log(JSON.stringify(figures));
    else
      for (const [phase, answers] of Object.entries(figures.latency)) {
        console.log(phase);
        console.table(answers);
      }
    return;
  }
  const runs: Run[] = [];
  // What else the machine does while we measure, in processes that want a core.
  const load_average = Number(loadavg()[0]!.toFixed(1));
  let postgresVersion = "";
  for (let run = 0; run < Number(values.runs); run += 1) {
    const done: Run = {};
    for (const name of chosen) {
      await withDatabase(async (database) => {
        postgresVersion = await versionOf(database);
        if (name === "ours") done.ours = await importWithOurs(database, weeks);
        else done[name] = await importWithRival(database, weeks, { program: name, library });
      });
    }
    runs.push(done);
  }
  const steps = medians(runs);
  const machine = {
    cores: availableParallelism(),
    memory_gb: Math.round(totalmem() / 1024 ** 3),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    postgres: postgresVersion,
    load_average,
  };
  const result = { machine, ...size, runs: runs.length, reader: library, ...steps, ratios: ratios(steps) };
  if (values.json) console.log(JSON.stringify(result));
  else {
    printTables(steps);
    console.log(JSON.stringify({ machine, ratios: result.ratios }, null, 2));
  }
}

/** Writes are flushed as in a real installation. An interrupted run leaves no server behind. */
async function withDatabase(work: (database: TemporaryPostgres) => Promise<void>): Promise<void> {
  const database = await startTemporaryPostgres({ durable: true });
  const interrupted = () => void database.stop().finally(() => process.exit(130));
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    await work(database);
  } finally {
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
    await database.stop();
  }
}

async function versionOf(database: TemporaryPostgres): Promise<string> {
  const sql = postgres(database.url("postgres"), { max: 1 });
  try {
    const [row] = await sql<{ server_version: string }[]>`show server_version`;
    return row!.server_version;
  } finally {
    await sql.end();
  }
}
