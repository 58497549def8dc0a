import { availableParallelism, loadavg } from "node:os";
import postgres from "postgres";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort } from "../../stack/installation";
import { aestrak, createOrganizationOfKnownAdmin } from "../installation/command-line";
import { logIn } from "../installation/login";
import { writeSamples } from "../installation/sample-files";
import {
  removeDataDirectory,
  type RunningInstallation,
  startInstallation,
  temporaryDataDirectory,
} from "../installation/start";
import { kill, type Part, parts } from "./support/parts";
import { familyOf, isAlive } from "./support/processes";
import { type Scene, type State, states } from "./support/states";

// AESTRAK_FAULTS=some gives each part and each state its turn, which takes five minutes; AESTRAK_FAULTS=all kills every
// part in every state, which takes half an hour of a machine of its own.
const all = Object.keys(states).flatMap((state) =>
  Object.keys(parts).map((part): [State, Part] => [state as State, part as Part]),
);
const chosen: [State, Part][] = [
  ["idle under load", "the gateway's backend"],
  ["idle under load", "gateway"],
  ["upload", "web server"],
  ["staging", "worker"],
  ["applying", "postmaster"],
  ["undoing", "the worker's backend"],
  ["mail", "keeper"],
  ["mail", "supervisor"],
  ["applying", "supervisor"],
];
const asked = process.env["AESTRAK_FAULTS"];
const isFull = asked === "all";
const cases = isFull ? all : chosen;
/** Milliseconds in which all is well again on a machine that has its cores for this. */
const longest = 20_000;
const patience = () => longest * Math.max(1, loadavg()[0]! / availableParallelism());

const directory = temporaryDataDirectory();
const settings: Record<string, string> = {};
const smtp = holdingMailServer();
let running: RunningInstallation;
let sql: postgres.Sql;
let cookie = "";
let organizationId = "";
let files = 0;

const open = () => postgres(running.databaseUrl, { max: 4, fetch_types: false, onnotice: () => {} });
const start = async () => {
  running = await startInstallation(directory, settings);
  await sql?.end({ timeout: 0 });
  sql = open();
};

beforeAll(async () => {
  // A session that this test holds ends with the database's.
  process.on("unhandledRejection", () => {});
  Object.assign(settings, { PORT: String(await freePort()), SMTP_URL: await smtp.listen() });
  await start();
  const made = await createOrganizationOfKnownAdmin(directory, {
    name: "Faults",
    slug: "faults",
    email: "a@example.com",
  });
  organizationId = made.organization_id;
  cookie = await logIn(running.siteUrl, made.admin_email, made.password);
});
afterAll(async () => {
  await sql?.end({ timeout: 0 });
  await running?.stop();
  smtp.stop();
  removeDataDirectory(directory);
});

async function scene(): Promise<Scene> {
  files += 1;
  const { purchaseOrdersFile } = await writeSamples({ seed: files, purchaseOrders: 30, quantitySurveys: 1 });
  return { siteUrl: running.siteUrl, cookie, organizationId, sql, file: purchaseOrdersFile, smtp };
}

async function expectHealthy(): Promise<void> {
  await vi.waitFor(
    async () => {
      const answer = await fetch(`${running.siteUrl}/api/health`);
      expect(await answer.json()).toMatchObject({ status: "ok" });
      // Somebody who is signed in sees their page: session, gateway and database.
      const page = await fetch(`${running.siteUrl}/dashboard`, { headers: { cookie }, redirect: "manual" });
      expect(page.status).toBe(200);
    },
    { timeout: patience(), interval: 200 },
  );
}

describe.runIf(asked)("a part that is killed comes back, and what it was at comes out whole", () => {
  it.each(cases)(
    "%s: %s",
    async (state, part) => {
      const before = await scene();
      const interrupted = await states[state](before);
      const family = familyOf(running.program.pid);
      // The next keeper ends the server that this one leaves, and starts its own.
      const server = part === "keeper" ? await parts.postmaster(running) : null;
      const pid = await kill(part, running, sql);
      const killedAt = Date.now();
      if (part === "supervisor") {
        await vi.waitFor(() => expect(family.filter(isAlive)).toEqual([]), {
          timeout: patience(),
          interval: 200,
        });
        await start();
      }
      if (server)
        await vi.waitFor(() => expect(isAlive(server)).toBe(false), { timeout: patience(), interval: 100 });
      await interrupted.release();
      await expectHealthy();
      const healthyAfter = Date.now() - killedAt;
      expect(isAlive(running.program.pid)).toBe(true);
      // It may take a moment to be gone where nothing waited for it.
      await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: patience(), interval: 100 });
      if (isFull) console.error(JSON.stringify({ state, part, healthyAfter }));
      await interrupted.expectDone({ ...before, sql, siteUrl: running.siteUrl });
    },
    180_000,
  );

  it("and the command line finds figures and an audit log that are in order", async () => {
    expect(await aestrak(directory, "status", "--org", "faults")).toMatchObject({ code: 0 });
    expect(await aestrak(directory, "audit", "verify", "--org", "faults")).toMatchObject({ code: 0 });
  });

  it("and it stops in order", async () => {
    const family = familyOf(running.program.pid);
    const before = Date.now();
    running.program.signal("SIGTERM");
    expect(await running.program.ended).toBe(0);
    expect(Date.now() - before).toBeLessThan(15_000);
    expect(family.filter(isAlive)).toEqual([]);
  });

  // At once, and when the next server recovers. Two starts more, and no part of CI.
  it.runIf(isFull).each([0, 1_500])(
    "and also %i ms after its database died, and starts again",
    async (moment) => {
      await start();
      const family = familyOf(running.program.pid);
      await kill("postmaster", running, sql);
      await new Promise((done) => setTimeout(done, moment));
      family.push(...familyOf(running.program.pid));
      const before = Date.now();
      running.program.signal("SIGTERM");
      expect(await running.program.ended).toBe(0);
      expect(Date.now() - before).toBeLessThan(15_000);
      // What a server leaves that was killed ends by itself.
      await vi.waitFor(() => expect(family.filter(isAlive)).toEqual([]), { timeout: 5_000 });
      const startedAt = Date.now();
      await start();
      expect(Date.now() - startedAt).toBeLessThan(patience());
      await running.stop();
    },
  );
});

describe.runIf(asked)("the first start of all", () => {
  it("may be killed at any moment: the next one goes on", async () => {
    const fresh = temporaryDataDirectory();
    try {
      for (const moment of isFull
        ? [300, 600, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000]
        : [800, 2_000, 3_500]) {
        const first = startInstallation(fresh).then(
          (installation) => installation.program,
          () => null,
        );
        void first;
        await new Promise((done) => setTimeout(done, moment));
        await killStarts(fresh);
        await first;
      }
      const installation = await startInstallation(fresh);
      await installation.stop();
    } finally {
      removeDataDirectory(fresh);
    }
  }, 300_000);
});

/** Kills the supervisor that starts on the folder. */
async function killStarts(folder: string): Promise<void> {
  const { readdirSync, readFileSync } = await import("node:fs");
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, "utf8");
      const environment = readFileSync(`/proc/${name}/environ`, "utf8");
      if (words.includes("stack/main.ts") && environment.includes(`AESTRAK_DATA_DIR=${folder}\0`))
        process.kill(Number(name), "SIGKILL");
    } catch {
      // It ended meanwhile.
    }
  }
}

/** Takes mail, and where it is told to, only says so when it is let. */
function holdingMailServer() {
  const received: string[] = [];
  let held: PromiseWithResolvers<void> | undefined;
  let inHand = Promise.withResolvers<void>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
      stream.on("end", () => {
        received.push(text);
        inHand.resolve();
        void (held?.promise ?? Promise.resolve()).then(() => done());
      });
    },
  });
  server.on("error", () => {});
  return {
    received,
    hold() {
      held = Promise.withResolvers<void>();
      inHand = Promise.withResolvers<void>();
      return inHand.promise;
    },
    release: () => held?.resolve(),
    async listen() {
      await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
      return `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`;
    },
    stop: () => server.close(() => {}),
  };
}
