// npm test: all suites, one after the other, and one line at the end that says what came of them.
// Arguments choose suites by name: npm test -- unit database.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ensureBuilt } from "../build";
import { projectDirectory } from "../migrations";
import { requireChromium } from "./chromium";
import { endRunning, runProgram } from "./program";
import { type Outcome, outcomeOf, reportOf, type Suite, suites } from "./suites";

const say = (step: string) => console.log(`\n── ${step}`);
const chosen = suites.filter(({ name }) => process.argv.length <= 2 || process.argv.includes(name));
if (chosen.length === 0)
  throw new Error(`There are the suites ${suites.map(({ name }) => name).join(", ")}.`);

// Everything that the suites leave on the disk goes here, and away at the end, however they ended.
const directory = mkdtempSync(join(tmpdir(), "aestrak-test-"));
chmodSync(directory, 0o755);

let interrupted = false;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    interrupted = true;
    void endRunning();
  });
}

async function run(suite: Suite): Promise<Outcome> {
  say(`${suite.name} tests`);
  const report = reportOf(directory, suite);
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    // Vitest and Playwright take their own from nothing else.
    NODE_ENV: "test",
    PATH: [join(projectDirectory, "node_modules", ".bin"), process.env.PATH].join(delimiter),
    TMPDIR: directory,
    ...suite.environment?.(report),
  };
  if (suite.name === "browser") environment.CHROMIUM_PATH = requireChromium(say);
  if (suite.needsBuild) await ensureBuilt(say);
  const exitCode = await runProgram(suite.command(report), environment);
  return outcomeOf(suite, report, exitCode);
}

const total: Outcome = { passed: 0, failed: 0, failures: [] };
try {
  for (const suite of chosen) {
    if (interrupted) break;
    const { passed, failed, failures } = await run(suite).catch((error: Error) => {
      console.error(error.message);
      return { passed: 0, failed: 1, failures: [error.message] };
    });
    total.passed += passed;
    total.failed += failed;
    total.failures.push(...failures.map((failure) => `${suite.name} · ${failure}`));
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
if (interrupted) total.failed ||= 1;
// Said again at the end: what a suite printed is far above, and a log that keeps only its end has lost it.
if (total.failures.length > 0) console.log(`\nFailed:\n${total.failures.join("\n")}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
