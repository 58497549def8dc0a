// What row level security costs: the queries of the pages as a signed-in person, beside the very same ones as the owner
// of the tables, whom no policy concerns. npm run -s bench:policies -- --rows 1000000 --json
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { startTemporaryPostgres } from "../../stack/temporary-postgres";
import { queries } from "./queries";
import { createTenants, type Tenant } from "./tenants";

const usage = `Times the queries of the pages with and without policies, turn by turn on the same data.

  --rows N           quantity surveys in all (1000000)
  --organizations N  that they are spread over (20)
  --rounds N         of each query, both ways (300)
  --json             one line of JSON
`;
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    organizations: { type: "string", default: "20" },
    rounds: { type: "string", default: "300" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

/** Rounds whose time does not count: plans are made and pages read. */
const warmUp = 20;

/** Milliseconds at a share of all rounds, such as 0.95. */
const quantile = (times: number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;

/** Runs one query in a transaction of its own. @returns milliseconds that the query alone took */
async function time(
  sql: postgres.Sql,
  name: string,
  tenant: Tenant,
  role: "authenticated" | "postgres",
): Promise<number> {
  const claims = JSON.stringify({ sub: tenant.userId, role: "authenticated", session_id: tenant.sessionId });
  const took = await sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${claims}, true), set_config('role', ${role}, true)`;
    const start = performance.now();
    await queries[name]!(tx, tenant);
    return { milliseconds: performance.now() - start };
  });
  return took.milliseconds;
}

async function measure(sql: postgres.Sql, tenants: Tenant[], rounds: number) {
  const found: Record<string, Record<string, number>> = {};
  for (const name of Object.keys(queries)) {
    const times = { authenticated: [] as number[], postgres: [] as number[] };
    for (let round = 0; round < rounds + warmUp; round++) {
      const tenant = tenants[round % tenants.length]!;
      // In turns, and each of the two first as often as the other: whoever comes second finds the pages in memory.
      const order =
        round % 2 === 0 ? (["authenticated", "postgres"] as const) : (["postgres", "authenticated"] as const);
      for (const role of order) {
        const took = await time(sql, name, tenant, role);
        if (round >= warmUp) times[role].push(took);
      }
    }
    const rounded = (milliseconds: number) => Number(milliseconds.toFixed(2));
    const [withPolicies, without] = [quantile(times.authenticated, 0.95), quantile(times.postgres, 0.95)];
    found[name] = {
      p50_with: rounded(quantile(times.authenticated, 0.5)),
      p50_without: rounded(quantile(times.postgres, 0.5)),
      p95_with: rounded(withPolicies),
      p95_without: rounded(without),
      ratio_p95: Number((withPolicies / without).toFixed(2)),
    };
  }
  return found;
}

async function main(): Promise<void> {
  const size = { rows: Number(values.rows), organizations: Number(values.organizations) };
  const load = Number(loadavg()[0]!.toFixed(1));
  const server = await startTemporaryPostgres();
  const sql = postgres(server.url("postgres"), { max: 1, onnotice: () => {} });
  try {
    process.stderr.write(`Making ${size.rows} quantity surveys of ${size.organizations} organizations\n`);
    const tenants = await createTenants(sql, size);
    process.stderr.write("Measuring\n");
    const found = await measure(sql, tenants, Number(values.rounds));
    const total = (column: string) => Object.values(found).reduce((sum, row) => sum + row[column]!, 0);
    const report = {
      ...size,
      rounds: Number(values.rounds),
      cores: availableParallelism(),
      load_average: load,
      queries: found,
      worst_ratio_p95: Math.max(...Object.values(found).map((row) => row.ratio_p95!)),
      ratio_of_sums_p95: Number((total("p95_with") / total("p95_without")).toFixed(2)),
    };
    if (values.json) console.log(JSON.stringify(report));
    else {
      console.table(found);
      console.log(`p95 of all queries together: ${report.ratio_of_sums_p95} times that without policies.`);
    }
  } finally {
    await sql.end();
    await server.stop();
  }
}

if (values.help) process.stdout.write(usage);
else await main();
process.exit();
