import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, it } from "vitest";
import type { GatewaySettings } from "../../stack/gateway-process";
import { freePort, loadSecrets } from "../../stack/installation";
import { projectDirectory } from "../../stack/migrations";
import { useDatabase } from "./support/database";

const db = useDatabase();
const folder = mkdtempSync(join(tmpdir(), "gateway-log-"));
let gateway: ChildProcess | undefined;
afterAll(() => {
  gateway?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

it("the gateway's log is lines of JSON, whatever it is asked", async () => {
  const secrets = loadSecrets(folder);
  const port = await freePort();
  gateway = spawn(process.execPath, ["--import", "tsx", join(projectDirectory, "stack/gateway-process.ts")], {
    cwd: projectDirectory,
    env: {
      ...process.env,
      LOG_LEVEL: "info",
      TSX_TSCONFIG_PATH: join(projectDirectory, "tsconfig.node.json"),
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let log = "";
  for (const stream of [gateway.stdout, gateway.stderr])
    stream?.on("data", (chunk: Buffer) => (log += chunk.toString("utf8")));
  const settings: GatewaySettings = {
    port,
    databaseUrl: inject("servers").gateway + db.owner.options.database,
    secrets,
    siteUrl: "http://localhost:3000",
  };
  const ready = once(gateway, "message");
  gateway.send(settings);
  expect(await ready).toEqual([{ ready: true }, undefined]);

  const odd = encodeURIComponent('asked\n{"level":60}\u009b31m');
  for (const path of [`/rest/v1/${odd}`, `/rest/v1/organizations?select=${odd}`, `/rest/v1/rpc/${odd}`])
    await (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { apikey: secrets.secretKey } })).text();
  const closed = once(gateway, "close");
  gateway.kill("SIGTERM");
  await closed;
  const lines = log.split("\n").filter(Boolean);
  expect(lines.length, "of what it refused").toBeGreaterThan(0);
  for (const line of lines) {
    expect(() => JSON.parse(line) as unknown, line).not.toThrow();
    expect(line).not.toMatch(/[\p{Cc}\u2028-\u202e]/u);
  }
});
