// The command line's first step: reach the running installation, or start its services for this one command.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { keepRunning, workerFlags } from "./children";
import { end, endOnSignals, endsWith } from "./ending";
import { dataDirectory, prepareDataDirectory } from "./installation";
import { projectDirectory } from "./migrations";
import { joinRunning, type Occupancy, occupantOf, occupy } from "./occupancy";

/** What this command is, for others who want the data folder: its first word, as the others may hold anything. */
const called = process.argv[2] ?? "";
const quiet = () => {};

async function reachInstallation(): Promise<void> {
  const envFile = join(projectDirectory, ".env.local");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const hosted = Boolean(process.env.NEXT_PUBLIC_SUPABASE_URL);
  // What another AESTrak process (npm start, a test) hands down in the environment is a running installation too.
  if (hosted || process.env.DATABASE_URL) return;
  const directory = dataDirectory();
  prepareDataDirectory(directory);
  const occupancy = await joinOrOccupy(directory);
  if (occupancy) await host(directory, occupancy);
}

/** @returns the data folder, where nobody has it; null where a running installation was joined */
async function joinOrOccupy(directory: string): Promise<Occupancy | null> {
  for (let tries = 1; ; tries += 1) {
    const occupancy = occupy(directory, { as: "command", called });
    if (occupancy) return occupancy;
    const running = joinRunning(directory);
    if (running) {
      Object.assign(process.env, running.environment);
      return null;
    }
    if (tries === 30) {
      const occupant = occupantOf(directory);
      const who = occupant?.as === "command" ? `"aestrak ${occupant.called}"` : "AESTrak";
      console.error(`Waiting for ${who}, which is starting or stopping on ${directory}.`);
    }
    await delay(100);
  }
}

/** Runs the services for this command, and for those who join it meanwhile. */
async function host(directory: string, occupancy: Occupancy): Promise<void> {
  endsWith({ stop: () => occupancy.leave() });
  const siteUrl = process.env.AESTRAK_SITE_URL || `http://localhost:${process.env.PORT || 3000}`;
  // Not loaded before it is needed: most commands find everything running.
  const { startEmbeddedServices } = await import("./embedded");
  const { environment } = await startEmbeddedServices(directory, siteUrl, {
    say: quiet,
    onExit: quiet,
    onStart: endsWith,
  });
  Object.assign(process.env, environment);
  const logs = join(directory, "logs");
  mkdirSync(logs, { recursive: true });
  const worker = keepRunning("worker", join(projectDirectory, "src", "worker", "main.ts"), {
    environment: { ...process.env, LOG_LEVEL: logLevel, NODE_ENV: "production" },
    logFile: join(logs, "worker.log"),
    typescript: true,
    flags: workerFlags,
    onExit: quiet,
  });
  endsWith(worker);
  occupancy.announce({ pid: process.pid, siteUrl, environment });
  whenDone = async () => {
    occupancy.withdraw();
    await occupancy.alone();
  };
}

/** What comes between the end of the command and that of the services. */
let whenDone: () => Promise<void> = async () => {};

// A command says itself what went wrong; its log is for whoever asks for it. The worker keeps the usual one.
const logLevel = process.env.LOG_LEVEL;
process.env.LOG_LEVEL ||= "silent";

endOnSignals((sentence) => console.error(sentence));
let code = 1;
try {
  const { runCommandLine } = await import("../src/cli/main");
  code = await runCommandLine(process.argv, reachInstallation);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
}
await whenDone();
await end(code);
