import { readFileSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../stack/installation";
import { aestrak, createOrganization } from "../installation/command-line";
import { startProgram } from "../installation/program";
import {
  removeDataDirectory,
  type RunningInstallation,
  startInstallation,
  temporaryDataDirectory,
} from "../installation/start";
import { familyOf, isAlive, type Listener, listenersOf } from "./support/processes";

const directory = temporaryDataDirectory();
const otherDirectory = temporaryDataDirectory();
let port: string;
let running: RunningInstallation;
let other: RunningInstallation | undefined;

beforeAll(async () => {
  port = String(await freePort());
  running = await startInstallation(directory, { PORT: port, HOST: "0.0.0.0" });
});

afterAll(async () => {
  await Promise.all([running.stop(), other?.stop()]);
  removeDataDirectory(directory);
  removeDataDirectory(otherDirectory);
});

describe("a running installation", () => {
  it("listens beyond this machine with its web server only", () => {
    const listeners = listenersOf(familyOf(running.program.pid));
    // Database, gateway, mail catcher (SMTP and its page), web server.
    expect(new Set(listeners.map((listener) => listener.port)).size).toBeGreaterThanOrEqual(5);
    const open = listeners.filter(({ onLoopback }) => !onLoopback);
    expect([...new Set(open.map((listener) => listener.port))]).toEqual([Number(port)]);
  });

  it("keeps its secrets, its clients' files and its logs where only their owner can read them", () => {
    for (const file of ["secrets.json", "running.json"])
      expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
    for (const folder of ["files", "logs"])
      expect(statSync(join(directory, folder)).mode & 0o777).toBe(0o700);
  });

  it("lets no second one onto its data folder, and says so in one sentence", async () => {
    const refused = startProgram(["stack/main.ts"], {
      AESTRAK_DATA_DIR: directory,
      PORT: String(await freePort()),
    });
    expect(await refused.ended).toBe(1);
    expect(refused.stderr().trim()).toBe(
      `AESTrak already runs on ${directory}, at ${running.siteUrl}. Stop it first, or set AESTRAK_DATA_DIR.`,
    );
  });

  it("keeps its port, and the one who wants it too is told in one sentence", async () => {
    const refused = startProgram(["stack/main.ts"], { AESTRAK_DATA_DIR: otherDirectory, PORT: port });
    expect(await refused.ended).toBe(1);
    expect(refused.stderr().trim()).toMatch(
      new RegExp(
        `^Port ${port} is in use\\. Stop what listens there, or choose another: PORT=\\d+ npm start\\.$`,
      ),
    );
  });

  it("has company: another one with its own folder and port, which knows nothing of it", async () => {
    other = await startInstallation(otherDirectory);
    await createOrganization(directory, { name: "First", slug: "first", email: "first@example.com" });
    await createOrganization(otherDirectory, { name: "Second", slug: "second", email: "second@example.com" });
    expect((await aestrak(directory, "status", "--org", "first")).code).toBe(0);
    const unknown = await aestrak(otherDirectory, "status", "--org", "first");
    expect(unknown.stderr.trim()).toBe('There is no organization "first". There are: second.');

    const secrets = [directory, otherDirectory].map(secretsIn);
    expect(Object.keys(secrets[0]!)).toEqual(Object.keys(secrets[1]!));
    for (const [name, value] of Object.entries(secrets[0]!)) expect(secrets[1]![name]).not.toBe(value);
  });
});

describe("an installation that is stopped", () => {
  it("ends every process, frees every port, and leaves with code 0", async () => {
    const { family, listeners } = lookAt(running);
    running.program.signal("SIGTERM");
    expect(await running.program.ended).toBe(0);
    expect(family.filter(isAlive)).toEqual([]);
    expect(await stillOpen(listeners)).toEqual([]);
  });

  it("finds its data when it starts again, at the same addresses, with the same secrets", async () => {
    const secrets = secretsIn(directory);
    const { inboxUrl, databaseUrl } = running;
    running = await startInstallation(directory, { PORT: port });
    expect((await aestrak(directory, "status", "--org", "first")).code).toBe(0);
    expect(secretsIn(directory)).toEqual(secrets);
    expect({ inboxUrl: running.inboxUrl, databaseUrl: running.databaseUrl }).toEqual({
      inboxUrl,
      databaseUrl,
    });
  });
});

describe("an installation whose supervisor is killed", () => {
  it("leaves no process behind that holds a port", async () => {
    const { family, listeners } = lookAt(running);
    running.program.signal("SIGKILL");
    expect(await running.program.ended).toBe(null);
    await expect.poll(() => family.filter(isAlive), { timeout: 20_000 }).toEqual([]);
    expect(await stillOpen(listeners)).toEqual([]);
  });

  it("starts again with its data", async () => {
    running = await startInstallation(directory, { PORT: port });
    expect((await aestrak(directory, "status", "--org", "first")).code).toBe(0);
  });
});

describe("an installation that is killed with all its processes at once", () => {
  it("starts again with its data, though its database recovers from a crash", async () => {
    const { family } = lookAt(running);
    for (const pid of family) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended by itself when the one before it was gone.
      }
    }
    await running.program.ended;
    await expect.poll(() => family.filter(isAlive), { timeout: 10_000 }).toEqual([]);
    running = await startInstallation(directory, { PORT: port });
    expect((await aestrak(directory, "status", "--org", "first")).code).toBe(0);
  });
});

/** The processes of an installation and what they listen on: supervisor, worker, web server, keeper, PostgreSQL's. */
function lookAt({ program }: RunningInstallation): { family: number[]; listeners: Listener[] } {
  const family = familyOf(program.pid);
  expect(family.length).toBeGreaterThan(5);
  return { family, listeners: listenersOf(family) };
}

function secretsIn(folder: string): Record<string, string> {
  return JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8")) as Record<string, string>;
}

/** Which of the ports somebody answers on. */
async function stillOpen(listeners: Listener[]): Promise<number[]> {
  const ports = [...new Set(listeners.map((listener) => listener.port))];
  const answers = await Promise.all(
    ports.map(
      (wanted) =>
        new Promise<boolean>((done) => {
          const socket = connect(wanted, "127.0.0.1");
          socket.once("connect", () => {
            socket.destroy();
            done(true);
          });
          socket.once("error", () => done(false));
        }),
    ),
  );
  return ports.filter((_, index) => answers[index]);
}
