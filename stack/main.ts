import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./build";
import { type Child, keepRunning, workerFlags } from "./children";
import {
  announce,
  dataDirectory,
  findRunning,
  prepareDataDirectory,
  requirePort,
  withdraw,
} from "./installation";
import { projectDirectory } from "./migrations";

const withSamples = process.argv.includes("--demo");
/** Serves the sources as they are, recompiling what changes, instead of a build. */
const development = process.argv.includes("--dev");
const startedAt = Date.now();
const say = (step: string) =>
  console.log(`[${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s] ${step}`);

const stops: (() => Promise<void>)[] = [];
let ending: Promise<void> | undefined;

function end(code: number): Promise<void> {
  ending ??= (async () => {
    for (const stop of stops.reverse()) await stop().catch((error: Error) => console.error(error.message));
    process.exit(code);
  })();
  return ending;
}

async function start(): Promise<void> {
  const envFile = join(projectDirectory, ".env.local");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const port = portNumber();
  const host = process.env.HOST || "127.0.0.1";
  const siteUrl = process.env.AESTRAK_SITE_URL || `http://localhost:${port}`;
  const hosted = Boolean(process.env.NEXT_PUBLIC_SUPABASE_URL);
  const directory = dataDirectory();
  prepareDataDirectory(directory);
  const running = findRunning(directory);
  if (running) {
    throw new Error(
      `AESTrak already runs on ${directory}, at ${running.siteUrl}. Stop it first, or set AESTRAK_DATA_DIR.`,
    );
  }
  await requirePort(port, host);
  const lost = (what: string) => {
    if (ending) return;
    console.error(`${what} ended unexpectedly; see ${join(directory, "logs")}. AESTrak stops.`);
    void end(1);
  };

  let services: { environment: Record<string, string> } = { environment: { AESTRAK_SITE_URL: siteUrl } };
  if (!hosted) {
    // Not loaded before the settings are known to be right, nor where others run these services.
    const { startEmbeddedServices } = await import("./embedded");
    const embedded = await startEmbeddedServices(directory, siteUrl, say, () => lost("PostgreSQL"));
    stops.push(() => embedded.stop());
    services = embedded;
  }
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    ...services.environment,
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: development ? "development" : "production",
  };
  // Refuses a wrong setting here, in one sentence, rather than in each child's log.
  Object.assign(process.env, services.environment);
  const { environment: checkEnvironment } = await import("../src/libs/environment");
  checkEnvironment();

  if (!development) await ensureBuilt(say);
  say("Starting worker and web server");
  const logs = join(directory, "logs");
  mkdirSync(logs, { recursive: true });
  const onExit = (name: string) => {
    if (!ending) console.error(`The ${name} ended; it is started again. See ${logs}.`);
  };
  const children: Child[] = [
    keepRunning(
      "worker",
      join(projectDirectory, "src", "worker", "main.ts"),
      hosted ? [] : ["--beside-pages"],
      {
        environment: { ...environment, TSX_TSCONFIG_PATH: join(projectDirectory, "tsconfig.node.json") },
        logFile: join(logs, "worker.log"),
        typescript: true,
        flags: workerFlags,
        onExit,
      },
    ),
    development
      ? keepRunning(
          "web server",
          join(projectDirectory, "node_modules", "next", "dist", "bin", "next"),
          ["dev", "--port", String(port), "--hostname", host],
          { environment, logFile: join(logs, "web.log"), onExit },
        )
      : keepRunning("web server", join(projectDirectory, "stack", "web.ts"), [String(port), host], {
          environment,
          logFile: join(logs, "web.log"),
          typescript: true,
          onExit,
        }),
  ];
  stops.push(async () => void (await Promise.all(children.map((child) => child.stop()))));
  announce(directory, { pid: process.pid, siteUrl, environment: services.environment });
  stops.push(async () => withdraw(directory));

  await healthy(`http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`, logs);
  const login = withSamples ? await (await import("./demo")).prepareDemo(environment, say) : [];
  say("AESTrak is ready");
  const inbox = services.environment.AESTRAK_INBOX_URL;
  console.log(
    [
      "",
      `  Open   ${siteUrl}`,
      ...login,
      ...(inbox ? [`  Mail   ${inbox} (caught, not sent)`] : []),
      "",
      "  Ctrl-C stops it.",
      "",
    ].join("\n"),
  );
}

function portNumber(): number {
  const port = Number(process.env.PORT || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`PORT is "${process.env.PORT}", which is not a port number (1 to 65535).`);
}

/** Waits until the web server says that all parts work. */
async function healthy(address: string, logs: string): Promise<void> {
  let answer = "no answer";
  for (let tries = 0; tries < 240 && !ending; tries++) {
    try {
      const response = await fetch(`${address}/api/health`);
      if (response.ok) return;
      answer = await response.text();
    } catch {
      // Not listening yet.
    }
    await new Promise((wait) => setTimeout(wait, 250));
  }
  throw new Error(`AESTrak did not get ready within a minute: ${answer}. See ${logs}.`);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (!ending) console.log("\nStopping");
    void end(0);
  });
}

start().catch((error: Error) => {
  console.error(`\n${error.message}`);
  void end(1);
});
