import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { surviveLostSessions } from "../src/libs/survive-lost-sessions";
import { ensureBuilt } from "./build";
import { keepRunning, workerFlags } from "./children";
import { end, endOnSignals, endsWith, isEnding } from "./ending";
import { dataDirectory, prepareDataDirectory, requirePort } from "./installation";
import { projectDirectory } from "./migrations";
import { type Occupancy, occupantOf, occupy } from "./occupancy";

const withSamples = process.argv.includes("--demo");
/** Serves the sources as they are, recompiling what changes, instead of a build. */
const development = process.argv.includes("--dev");
const startedAt = Date.now();
const say = (step: string) =>
  console.log(`[${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s] ${step}`);

/** Milliseconds that the web server and the worker of a killed installation may take to leave. */
const leftoverPatience = 10_000;
/** Milliseconds of a stop that the web server and the worker get; the rest is for the database. */
const childrenPatience = 8_000;

async function start(): Promise<void> {
  const envFile = join(projectDirectory, ".env.local");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const port = portNumber();
  const host = process.env.HOST || "127.0.0.1";
  const siteUrl = process.env.AESTRAK_SITE_URL || `http://localhost:${port}`;
  const hosted = Boolean(process.env.NEXT_PUBLIC_SUPABASE_URL);
  const directory = dataDirectory();
  prepareDataDirectory(directory);
  const occupancy = await occupied(directory, siteUrl);
  endsWith({ stop: () => occupancy.leave() });
  await requirePort(port, host, occupancy.afterCrash ? leftoverPatience : 0);
  const logs = join(directory, "logs");
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const onExit = (name: string) => {
    if (!isEnding()) console.error(`The ${name} ended; it is started again. See ${logs}.`);
  };

  let services: { environment: Record<string, string> } = { environment: { AESTRAK_SITE_URL: siteUrl } };
  if (!hosted) {
    // Not loaded before the settings are known to be right, nor where others run these services.
    const { startEmbeddedServices } = await import("./embedded");
    services = await startEmbeddedServices(directory, siteUrl, { say, onExit, onStart: endsWith });
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
  // It came while there was nothing to stop yet.
  if (isEnding()) return;
  say("Starting worker and web server");
  startChildren({ environment, logs, onExit, port, host, hosted });
  occupancy.announce({ pid: process.pid, siteUrl, environment: services.environment });
  endsWith({ stop: () => occupancy.withdraw() });

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

/** Takes the data folder, once the command that works there is done. @throws when AESTrak runs on it already */
async function occupied(directory: string, siteUrl: string): Promise<Occupancy> {
  let told = false;
  for (let tries = 0; ; tries += 1) {
    const occupancy = occupy(directory, { as: "start", called: siteUrl });
    if (occupancy) return occupancy;
    const occupant = occupantOf(directory);
    // Whoever came a moment ago hasn't written its name yet.
    if (occupant?.as === "start" && tries > 3) {
      throw new Error(
        `AESTrak already runs on ${directory}, at ${occupant.called}. Stop it first, or set AESTRAK_DATA_DIR.`,
      );
    }
    if (occupant?.as === "command" && tries > 3 && !told) {
      told = true;
      say(`Waiting for "aestrak ${occupant.called}", which works on ${directory}, to end`);
    }
    await delay(100);
  }
}

interface ChildrenSettings {
  environment: NodeJS.ProcessEnv;
  logs: string;
  onExit(name: string): void;
  port: number;
  host: string;
  hosted: boolean;
}

function startChildren({ environment, logs, onExit, port, host, hosted }: ChildrenSettings): void {
  const worker = keepRunning("worker", join(projectDirectory, "src", "worker", "main.ts"), {
    args: hosted ? [] : ["--beside-pages"],
    environment: { ...environment, TSX_TSCONFIG_PATH: join(projectDirectory, "tsconfig.node.json") },
    logFile: join(logs, "worker.log"),
    typescript: true,
    flags: workerFlags,
    onExit,
  });
  const web = development
    ? keepRunning("web server", join(projectDirectory, "node_modules", "next", "dist", "bin", "next"), {
        args: ["dev", "--port", String(port), "--hostname", host],
        environment,
        logFile: join(logs, "web.log"),
        onExit,
      })
    : keepRunning("web server", join(projectDirectory, "stack", "web.ts"), {
        args: [String(port), host],
        environment,
        logFile: join(logs, "web.log"),
        typescript: true,
        onExit,
      });
  endsWith({
    async stop(by) {
      const soon = Math.min(by, Date.now() + childrenPatience);
      await Promise.all([worker.stop(soon), web.stop(soon)]);
    },
    kill() {
      worker.kill();
      web.kill();
    },
  });
}

function portNumber(): number {
  const port = Number(process.env.PORT || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`PORT is "${process.env.PORT}", which is not a port number (1 to 65535).`);
}

/** Waits until the web server says that all parts work. */
async function healthy(address: string, logs: string): Promise<void> {
  let answer = "no answer";
  for (let tries = 0; tries < 240 && !isEnding(); tries++) {
    try {
      const response = await fetch(`${address}/api/health`);
      answer = await response.text();
      const { disk, ...parts } = (JSON.parse(answer) as { checks: Record<string, string> }).checks;
      if (Object.values(parts).every((check) => check === "ok")) {
        // Who starts it may be about to make room.
        if (disk !== "ok") console.error(`Make room on the disk: ${disk}.`);
        return;
      }
    } catch {
      // Not listening yet.
    }
    await delay(250);
  }
  throw new Error(`AESTrak did not get ready within a minute: ${answer}. See ${logs}.`);
}

surviveLostSessions();
endOnSignals((sentence) => console.log(`\n${sentence}`));

start().catch((error: Error) => {
  // What fails while it is being stopped is no news.
  if (!isEnding()) console.error(`\n${error.message}`);
  void end(1);
});
