import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Counts {
  passed: number;
  failed: number;
}

export interface Suite {
  name: string;
  /** Whether it starts the application as it is built. */
  needsBuild?: boolean;
  /** A program of node_modules/.bin and its arguments. It writes its results as JSON to `report`. */
  command(report: string): string[];
  environment?(report: string): Record<string, string>;
  count(report: unknown): Counts;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

interface PlaywrightReport {
  errors: unknown[];
  stats: { expected: number; unexpected: number; flaky: number };
}

const vitest = (project: string): Suite => ({
  name: project,
  command: (report) => [
    "vitest",
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ],
  count(json) {
    const { numPassedTests, numFailedTests, testResults } = json as VitestReport;
    // A file that can't be loaded has no tests that could fail.
    const unloaded = testResults.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    );
    return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
  },
});

export const suites: Suite[] = [
  vitest("unit"),
  vitest("database"),
  { ...vitest("stack"), needsBuild: true },
  {
    name: "browser",
    needsBuild: true,
    command: () => ["playwright", "test", "--reporter=list,json"],
    environment: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_HTML_OPEN: "never" }),
    count(json) {
      const { stats, errors } = json as PlaywrightReport;
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
    },
  },
];

/**
 * What a suite did, by its own report and how it ended. A suite that ran nothing, crashed or failed without saying
 * where counts as one failure: silence is no success.
 */
export function outcomeOf(suite: Suite, report: string, exitCode: number): Counts {
  let counts: Counts = { passed: 0, failed: 0 };
  try {
    counts = suite.count(JSON.parse(readFileSync(report, "utf8")));
  } catch {
    // It ended before it wrote one.
  }
  const silent = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return silent ? { ...counts, failed: 1 } : counts;
}

export const reportOf = (directory: string, suite: Suite) => join(directory, `${suite.name}.json`);
