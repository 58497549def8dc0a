// The command line's first step: reach the running installation, or start its services for this one command.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Child, keepRunning, workerFlags } from "./children";
import { dataDirectory, findRunning, prepareDataDirectory } from "./installation";
import { projectDirectory } from "./migrations";

const stops: (() => Promise<void>)[] = [];

async function reachInstallation(): Promise<void> {
  const envFile = join(projectDirectory, ".env.local");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const hosted = Boolean(process.env.NEXT_PUBLIC_SUPABASE_URL);
  const directory = dataDirectory();
  const running = hosted ? null : findRunning(directory);
  if (running) {
    Object.assign(process.env, running.environment);
    return;
  }
  // What another AESTrak process (npm start, a test) hands down in the environment is a running installation too.
  if (hosted || process.env.DATABASE_URL) return;
  prepareDataDirectory(directory);
  const siteUrl = process.env.AESTRAK_SITE_URL || `http://localhost:${process.env.PORT || 3000}`;
  const quiet = () => {};
  // Not loaded before it is needed: most commands find everything running.
  const { startEmbeddedServices } = await import("./embedded");
  const services = await startEmbeddedServices(directory, siteUrl, quiet, quiet);
  stops.push(() => services.stop());
  Object.assign(process.env, services.environment);
  const logs = join(directory, "logs");
  mkdirSync(logs, { recursive: true });
  const worker: Child = keepRunning("worker", join(projectDirectory, "src", "worker", "main.ts"), [], {
    environment: { ...process.env, LOG_LEVEL: logLevel, NODE_ENV: "production" },
    logFile: join(logs, "worker.log"),
    typescript: true,
    flags: workerFlags,
    onExit: quiet,
  });
  stops.push(() => worker.stop());
}

// A command says itself what went wrong; its log is for whoever asks for it. The worker keeps the usual one.
const logLevel = process.env.LOG_LEVEL;
process.env.LOG_LEVEL ||= "silent";

let code = 1;
try {
  const { runCommandLine } = await import("../src/cli/main");
  code = await runCommandLine(process.argv, reachInstallation);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
}
for (const stop of stops.reverse()) await stop();
process.exit(code);
