import { parseArgs } from "node:util";
import { defaultSample, writeSampleExports } from "./sample-exports";

const usage = `Writes both portal exports with made-up data.

  --out DIR              where to write purchase-orders.xlsx and quantity-surveys.xlsx (required)
  --seed N               equal seeds give equal files (1)
  --week N               1 is the first export, later ones build on it (${defaultSample.week})
  --orders N             purchase order lines in week 1 (${defaultSample.purchaseOrders})
  --surveys N            quantity survey rows in week 1 (${defaultSample.quantitySurveys})
  --end-date YYYY-MM-DD  last working day of week 1; week n ends n-1 weeks later (${defaultSample.endDate})
  --json                 print the manifest as JSON
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: "string" },
      seed: { type: "string", default: "1" },
      week: { type: "string", default: String(defaultSample.week) },
      orders: { type: "string", default: String(defaultSample.purchaseOrders) },
      surveys: { type: "string", default: String(defaultSample.quantitySurveys) },
      "end-date": { type: "string", default: defaultSample.endDate },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  if (values.out === undefined) throw new Error("--out DIR is missing; --help lists the options");

  const manifest = await writeSampleExports(values.out, {
    seed: Number(values.seed),
    week: Number(values.week),
    purchaseOrders: Number(values.orders),
    quantitySurveys: Number(values.surveys),
    endDate: values["end-date"],
  });
  if (values.json) {
    process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
    return;
  }
  const { levels } = manifest;
  process.stdout.write(
    `${manifest.purchaseOrdersFile}: ${manifest.purchaseOrders} orders, authorised ${manifest.orderValue}\n` +
      `${manifest.quantitySurveysFile}: ${manifest.rows} rows until ${manifest.lastWorkingDay}, ` +
      `${manifest.duplicates} of them repeats, spent ${manifest.totalSpent}\n` +
      `${manifest.orphans} surveys of unknown orders, ${manifest.orphanTotal}\n` +
      `on track ${levels.on_track}, warning ${levels.warning}, critical ${levels.critical}, ` +
      `over budget ${levels.over_budget}\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
