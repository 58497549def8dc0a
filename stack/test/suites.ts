import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { projectDirectory } from "../migrations";

export interface Counts {
  passed: number;
  failed: number;
}

export interface Outcome extends Counts {
  /** Each failed test by file and name, with the first line of what it said. */
  failures: string[];
}

export interface Suite {
  name: string;
  /** Whether it starts the application as it is built. */
  needsBuild?: boolean;
  /** A program of node_modules/.bin and its arguments. It writes its results as JSON to `report`. */
  command(report: string): string[];
  environment?(report: string): Record<string, string>;
  read(report: unknown): Outcome;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] | null }[];
  }[];
}

interface PlaywrightReport {
  errors: { message?: string }[];
  stats: { expected: number; unexpected: number; flaky: number };
  suites: PlaywrightSuite[];
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: {
    title: string;
    file: string;
    ok: boolean;
    tests: { results: { error?: { message?: string } }[] }[];
  }[];
}

const failure = (file: string, name: string, message = "") =>
  `${relative(projectDirectory, file)} › ${name}\n    ${stripVTControlCharacters(message).trim().split("\n")[0]}`;

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
  read(json) {
    const { numPassedTests, numFailedTests, testResults } = json as VitestReport;
    // A file that can't be loaded has no tests that could fail.
    const unloaded = testResults.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    );
    const failures = testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === "failed")
        .map(({ fullName, failureMessages }) => failure(name, fullName, failureMessages?.[0])),
    );
    return {
      passed: numPassedTests,
      failed: numFailedTests + unloaded.length,
      failures: [
        ...failures,
        ...unloaded.map(({ name, message }) => failure(name, "could not be loaded", message)),
      ],
    };
  },
});

const failedSpecs = ({ specs, suites: inner = [] }: PlaywrightSuite): string[] => [
  ...specs
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) =>
      failure(
        join(projectDirectory, "tests/browser", file),
        title,
        tests.flatMap(({ results }) => results).find(({ error }) => error)?.error?.message,
      ),
    ),
  ...inner.flatMap(failedSpecs),
];

export const suites: Suite[] = [
  vitest("unit"),
  vitest("database"),
  { ...vitest("stack"), needsBuild: true },
  {
    name: "browser",
    needsBuild: true,
    command: () => ["playwright", "test", "--reporter=list,json"],
    environment: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_HTML_OPEN: "never" }),
    read(json) {
      const { stats, errors, suites: files } = json as PlaywrightReport;
      return {
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky + errors.length,
        failures: [
          ...files.flatMap(failedSpecs),
          ...errors.map(({ message }) => failure("tests/browser", "outside of the tests", message)),
        ],
      };
    },
  },
];

/**
 * What a suite did, by its own report and how it ended. A suite that ran nothing, crashed or failed without saying
 * where counts as one failure: silence is no success.
 */
export function outcomeOf(suite: Suite, report: string, exitCode: number): Outcome {
  let outcome: Outcome = { passed: 0, failed: 0, failures: [] };
  try {
    outcome = suite.read(JSON.parse(readFileSync(report, "utf8")));
  } catch {
    // It ended before it wrote one.
  }
  const silent = outcome.failed === 0 && (exitCode !== 0 || outcome.passed === 0);
  if (!silent) return outcome;
  return {
    ...outcome,
    failed: 1,
    failures: [`The ${suite.name} tests ended with ${exitCode}, naming none.`],
  };
}

export const reportOf = (directory: string, suite: Suite) => join(directory, `${suite.name}.json`);
