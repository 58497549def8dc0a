// npm run -s test:tenancy: the tenancy cases on a temporary PostgreSQL with the real gateway, and the check that they
// notice whatever rule is taken away. Prints how many cases were tried and how many got through.
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { projectDirectory } from "../migrations";
import { endRunning, runProgram } from "./program";

interface Report {
  numFailedTests: number;
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    assertionResults: {
      meta?: {
        tenancy?: { tried: number; leaks: string[] };
        weakenings?: { tried: number; survivors: string[] };
      };
    }[];
  }[];
}

const directory = mkdtempSync(join(tmpdir(), "aestrak-tenancy-"));
chmodSync(directory, 0o755);
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => void endRunning());

let code = 1;
try {
  const output = join(directory, "tenancy.json");
  code = await runProgram(
    [
      "vitest",
      "run",
      "--project",
      "database",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${output}`,
      "tests/database/tenancy",
    ],
    {
      ...process.env,
      NODE_ENV: "test",
      PATH: [join(projectDirectory, "node_modules", ".bin"), process.env.PATH].join(delimiter),
      TMPDIR: directory,
    },
  );
  // Also after a failure: its sentences say what got through.
  code = Math.max(code, told(JSON.parse(readFileSync(output, "utf8")) as Report));
} finally {
  rmSync(directory, { recursive: true, force: true });
}
process.exitCode = code;

/** @returns the exit code */
function told({ numFailedTests, numPassedTests, testResults }: Report): number {
  const metas = testResults.flatMap(({ assertionResults }) => assertionResults.map(({ meta }) => meta ?? {}));
  const cases = metas.flatMap(({ tenancy }) => (tenancy ? [tenancy] : []));
  const weakenings = metas.flatMap((meta) => (meta.weakenings ? [meta.weakenings] : []));
  const sum = (list: readonly { tried: number }[]) => list.reduce((total, { tried }) => total + tried, 0);
  const leaks = cases.flatMap((each) => each.leaks);
  const survivors = weakenings.flatMap((each) => each.survivors);
  for (const leak of leaks) console.log(`leak: ${leak}`);
  for (const survivor of survivors) console.log(`not noticed: ${survivor}`);
  console.log(`\n${sum(cases)} cases (actor × resource × operation) tried, ${leaks.length} leaks`);
  console.log(`${sum(weakenings)} rules taken away one at a time, ${survivors.length} not noticed`);
  console.log(`${numPassedTests} tests passed, ${numFailedTests} failed`);
  // A run that tried nothing has shown nothing.
  const isEmpty =
    sum(cases) === 0 || sum(weakenings) === 0 || testResults.some(({ status }) => status === "failed");
  return isEmpty || leaks.length + survivors.length + numFailedTests > 0 ? 1 : 0;
}
