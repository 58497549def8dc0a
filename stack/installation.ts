import { randomBytes, randomInt } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Generated once per installation, kept in `secrets.json` of the data folder, readable by its owner alone. */
export interface Secrets {
  superuserPassword: string;
  ownerPassword: string;
  gatewayPassword: string;
  jwtSecret: string;
  publishableKey: string;
  secretKey: string;
}

/** Where the parts of a running installation listen: what the command line needs to reach it. */
export interface RunningInstallation {
  pid: number;
  siteUrl: string;
  environment: Record<string, string>;
}

/** The folder that holds everything an embedded installation must not lose. */
export function dataDirectory(): string {
  return resolve(process.env.AESTRAK_DATA_DIR || ".data");
}

/** Reads the installation's secrets, making them on the first start. */
export function loadSecrets(directory: string): Secrets {
  const file = join(directory, "secrets.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Secrets;
  if (existsSync(join(directory, "postgres"))) {
    throw new Error(
      `${file} is missing: without its passwords nobody gets into the database beside it. Restore it from a backup.`,
    );
  }
  const secret = (bytes: number) => randomBytes(bytes).toString("base64url");
  const secrets: Secrets = {
    superuserPassword: secret(24),
    ownerPassword: secret(24),
    gatewayPassword: secret(24),
    jwtSecret: secret(48),
    publishableKey: `sb_publishable_${secret(24)}`,
    secretKey: `sb_secret_${secret(24)}`,
  };
  writePrivately(file, secrets);
  return secrets;
}

/** Makes the folder, or says in one sentence why it can't be used. */
export function prepareDataDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    const probe = join(directory, `.probe-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw new Error(
      `AESTrak can't write to its data folder ${directory} (${(error as NodeJS.ErrnoException).code}). ` +
        "Set AESTRAK_DATA_DIR to a folder that it may write to.",
      { cause: error },
    );
  }
}

/**
 * A free port on loopback. `preferred` is kept when it is free, so that addresses stay the same over restarts.
 * Others lie below the range from which systems number outgoing connections, one of which could take the port before
 * its service listens.
 */
export async function freePort(preferred?: number): Promise<number> {
  const attempt = (port: number) =>
    new Promise<number>((done, fail) => {
      const server = createServer();
      server.once("error", fail);
      server.listen(port, "127.0.0.1", () => server.close(() => done(port)));
    });
  const candidates = Array.from({ length: 50 }, () => randomInt(20_000, 30_000));
  for (const port of preferred ? [preferred, ...candidates] : candidates) {
    const free = await attempt(port).catch(() => null);
    if (free !== null) return free;
  }
  throw new Error("No free port was found between 20000 and 30000.");
}

/**
 * Fails with one sentence when the port that people will open is taken.
 * @param patience milliseconds that whoever listens there may take to leave
 */
export async function requirePort(port: number, host: string, patience = 0): Promise<void> {
  for (const until = Date.now() + patience; ; await delay(200)) {
    const code = await listenOnce(port, host);
    if (!code) return;
    if (code === "EADDRINUSE" && Date.now() < until) continue;
    throw new Error(
      code === "EADDRINUSE"
        ? `Port ${port} is in use. Stop what listens there, or choose another: PORT=${port + 1} npm start.`
        : `AESTrak can't listen on ${host}:${port} (${code}).`,
    );
  }
}

/** @returns why one can't listen there; undefined when one can */
function listenOnce(port: number, host: string): Promise<string | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => done(error.code));
    server.listen(port, host, () => server.close(() => done(undefined)));
  });
}

/** Writes a file that only its owner may read, whole or not at all. */
export function writePrivately(file: string, value: unknown): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(value, null, 2), { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}
