// Times the import of both exports through the real pipeline on a real database, and prints JSON.
// npm run -s bench:import -- --rows 200000 --json
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startTemporaryPostgres } from "../../stack/temporary-postgres";
import { writeSampleExports } from "../../stack/samples/sample-exports";
import { ourImport } from "./our-import";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "200000" },
    orders: { type: "string", default: "2557" },
    json: { type: "boolean", default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), "aestrak-bench-"));
const database = await startTemporaryPostgres({ durable: true });
try {
  const sample = { seed: 1, purchaseOrders: Number(values.orders), quantitySurveys: Number(values.rows) };
  const weeks = [];
  for (const week of [1, 2]) {
    const directory = join(folder, `week-${week}`);
    weeks.push(await writeSampleExports(directory, { ...sample, week }));
  }
  const ours = await ourImport(database.url("postgres"), folder, weeks);
  const result = { rows: sample.quantitySurveys, ours };
  console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2));
} finally {
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
