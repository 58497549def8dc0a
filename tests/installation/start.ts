import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "../../stack/installation";
import { findRunning } from "../../stack/occupancy";
import { type StartedProgram, startProgram } from "./program";

/** Where the parts of an installation under test are. */
export interface Installation {
  siteUrl: string;
  /** The mail catcher's page. */
  inboxUrl: string;
  /** Connects as the owner of the schema, to arrange what no page can. */
  databaseUrl: string;
  /** Its data folder. */
  directory: string;
  /** What its worker and web server were told, to start more of their kind. */
  environment: Record<string, string>;
}

export interface RunningInstallation extends Installation {
  program: StartedProgram;
  /** Ends it in order, leaving its data folder. */
  stop(): Promise<void>;
}

/** Minutes matter on a fresh checkout, where the first start also builds the application. */
const patience = 10 * 60_000;

/** A data folder below the tests' temporary folder, which other accounts may enter, as PostgreSQL's must. */
export function temporaryDataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "aestrak-data-"));
  chmodSync(directory, 0o755);
  return directory;
}

/**
 * Starts AESTrak as `npm start` does and waits until it is healthy.
 * @param settings environment variables over the defaults: embedded services, a free port
 * @throws with what it said, when it ends or doesn't get healthy
 */
export async function startInstallation(
  directory: string,
  settings: Record<string, string> = {},
): Promise<RunningInstallation> {
  const port = settings["PORT"] ?? String(await freePort());
  const siteUrl = `http://localhost:${port}`;
  const program = startProgram(["stack/main.ts"], {
    AESTRAK_DATA_DIR: directory,
    AESTRAK_SITE_URL: siteUrl,
    PORT: port,
    ...settings,
  });
  const stop = async () => {
    if (!program.hasEnded()) program.signal("SIGTERM");
    const slow = setTimeout(() => program.signal("SIGKILL"), 30_000);
    await program.ended;
    clearTimeout(slow);
  };
  try {
    await healthy(siteUrl, program);
  } catch (error) {
    const logs = ["web.log", "worker.log", "postgres.log"].map((name) => tail(join(directory, "logs", name)));
    await stop();
    const said = [program.said(), ...logs].join("\n");
    throw new Error(`${(error as Error).message}\n${said}`, { cause: error });
  }
  const environment = findRunning(directory)?.environment ?? {};
  return {
    siteUrl,
    inboxUrl: environment["AESTRAK_INBOX_URL"] ?? "",
    databaseUrl: environment["DATABASE_URL"] ?? "",
    directory,
    environment,
    program,
    stop,
  };
}

/** Waits for the address to answer that all parts work. @throws when the program ends before, or after minutes */
async function healthy(siteUrl: string, program: StartedProgram): Promise<void> {
  for (const until = Date.now() + patience; Date.now() < until && !program.hasEnded(); await delay(100)) {
    const answer = await fetch(`${siteUrl}/api/health`).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error(
    program.hasEnded() ? "AESTrak ended while it was starting." : "AESTrak did not get healthy.",
  );
}

/** Removes a data folder that nothing runs on any more. */
export function removeDataDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

function tail(file: string): string {
  try {
    return readFileSync(file, "utf8").split("\n").slice(-15).join("\n");
  } catch {
    return "";
  }
}
