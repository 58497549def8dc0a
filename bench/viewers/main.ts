// Many people at the pages at once, while something asks every second whether all is well: a start with the demo's
// samples, then viewers who open one page after another. npm run -s bench:viewers -- --json
import { readFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { freePort } from "../../stack/installation";
import { logIn } from "../../tests/installation/login";
import { startProgram, type StartedProgram } from "../../tests/installation/program";
import { removeDataDirectory, temporaryDataDirectory } from "../../tests/installation/start";

const usage = `Opens pages of the demo for many viewers at once. Ends with code 1 where a page or the health check failed.

  --viewers N   (50)
  --seconds N   that they look (20)
  --pause N     milliseconds between a page and the next (1000)
  --json        one line of JSON
`;
const { values } = parseArgs({
  options: {
    viewers: { type: "string", default: "50" },
    seconds: { type: "string", default: "20" },
    pause: { type: "string", default: "1000" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
const pages = ["/dashboard", "/purchase-orders", "/alerts"];
/** Logins that the viewers share. */
const sessions = 5;

interface Answer {
  what: string;
  milliseconds: number;
  /** Why it counts as failed; null where it did not. */
  fault: string | null;
}

/** One request, seen to the end of its body. */
async function ask(site: string, path: string, cookie?: string): Promise<Answer> {
  const begun = performance.now();
  const answer = (fault: string | null) => ({ what: path, milliseconds: performance.now() - begun, fault });
  try {
    const response = await fetch(`${site}${path}`, { headers: cookie ? { cookie } : {}, redirect: "manual" });
    const text = await response.text();
    return answer(response.status === 200 ? null : `${response.status} ${text.slice(0, 300)}`);
  } catch (error) {
    return answer(String((error as Error).cause ?? error));
  }
}

/** Asks again and again until the time is over. */
async function askUntil(end: number, pause: number, next: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (; Date.now() < end; await delay(pause)) answers.push(await next());
  return answers;
}

const quantile = (times: number[], share: number) =>
  Math.round(times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!);

function summaryOf(answers: Answer[]) {
  const times = answers.map(({ milliseconds }) => milliseconds);
  const faults = answers.flatMap(({ what, fault }) => (fault ? [`${what}: ${fault}`] : []));
  return {
    requests: answers.length,
    errors: faults.length,
    p50_ms: quantile(times, 0.5),
    p95_ms: quantile(times, 0.95),
    longest_ms: quantile(times, 1),
    faults: [...new Set(faults)].slice(0, 5),
  };
}

async function startDemo(directory: string): Promise<{ site: string; program: StartedProgram }> {
  const port = String(await freePort());
  const site = `http://localhost:${port}`;
  const program = startProgram(["stack/main.ts", "--demo"], {
    AESTRAK_DATA_DIR: directory,
    AESTRAK_SITE_URL: site,
    PORT: port,
  });
  while (!program.said().includes("is ready")) {
    if (program.hasEnded()) throw new Error(`AESTrak did not start:\n${program.said()}`);
    await delay(200);
  }
  return { site, program };
}

async function look(site: string, directory: string) {
  const login = JSON.parse(readFileSync(join(directory, "samples", "login.json"), "utf8")) as {
    email: string;
    password: string;
  };
  const cookies: string[] = [];
  for (let count = 0; count < sessions; count += 1)
    cookies.push(await logIn(site, login.email, login.password));
  // What a server does once, at the first request of a page, is no viewer's time.
  for (const page of pages) await ask(site, page, cookies[0]);

  const [viewers, pause] = [Number(values.viewers), Number(values.pause)];
  const end = Date.now() + Number(values.seconds) * 1_000;
  const health = askUntil(end, 1_000, () => ask(site, "/api/health"));
  const viewing = Array.from({ length: viewers }, async (_, viewer) => {
    let seen = viewer;
    // They don't come at one moment.
    await delay((pause * viewer) / viewers);
    return askUntil(end, pause, () => ask(site, pages[seen++ % pages.length]!, cookies[viewer % sessions]));
  });
  const answers = (await Promise.all(viewing)).flat();
  const byPage = pages.map((page) => [page, summaryOf(answers.filter(({ what }) => what === page))] as const);
  return { all: summaryOf(answers), pages: Object.fromEntries(byPage), health: summaryOf(await health) };
}

async function main(): Promise<boolean> {
  const load = Number(loadavg()[0]!.toFixed(1));
  const directory = temporaryDataDirectory();
  const { site, program } = await startDemo(directory);
  try {
    const found = await look(site, directory);
    const report = {
      viewers: Number(values.viewers),
      seconds: Number(values.seconds),
      pause_ms: Number(values.pause),
      cores: availableParallelism(),
      load_average_before: load,
      ...found,
    };
    if (values.json) console.log(JSON.stringify(report));
    else {
      console.table({ ...found.pages, all: found.all, health: found.health }, [
        "requests",
        "errors",
        "p50_ms",
        "p95_ms",
        "longest_ms",
      ]);
      for (const fault of [...found.all.faults, ...found.health.faults]) console.log(fault);
    }
    return found.all.errors + found.health.errors === 0;
  } finally {
    program.signal("SIGTERM");
    await program.ended;
    removeDataDirectory(directory);
  }
}

if (values.help) process.stdout.write(usage);
else process.exitCode = (await main()) ? 0 : 1;
