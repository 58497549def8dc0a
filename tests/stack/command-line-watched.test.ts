import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { SampleManifest } from "../../stack/samples/manifest";
import { aestrak, aestrakJson, createOrganization } from "../installation/command-line";
import { startProgram } from "../installation/program";
import { writeSamples } from "../installation/sample-files";
import {
  removeDataDirectory,
  type RunningInstallation,
  startInstallation,
  temporaryDataDirectory,
} from "../installation/start";
import { familyOf } from "./support/processes";

const directory = temporaryDataDirectory();
const slug = "north-yard";
let manifest: SampleManifest;
let running: RunningInstallation;

beforeAll(async () => {
  manifest = await writeSamples({ seed: 5 });
  running = await startInstallation(directory);
  await createOrganization(directory, { name: "North Yard Ltd", slug, email: "admin@example.com" });
});
afterAll(async () => {
  await running.stop();
  removeDataDirectory(directory);
});

it("an import shows on a terminal how far it is, in one line that is gone at the end", async () => {
  const words = ["import", manifest.purchaseOrdersFile, "--org", slug, "--yes"];
  // script(1) gives it a terminal, as which it writes both streams together.
  const command = [process.execPath, "--import", "tsx", "stack/cli.ts", ...words].join(" ");
  const inTerminal = `require("node:child_process").spawnSync("script", ["-qec", ${JSON.stringify(command)}, "/dev/null"], { stdio: "inherit" })`;
  const program = startProgram(["--eval", inTerminal], { AESTRAK_DATA_DIR: directory, LOG_LEVEL: "" });
  await program.ended;
  const [before, after] = program.stdout().split("purchase-orders.xlsx: 120 rows of purchase orders");
  const lines = before!.split("\r\u001B[2K");
  expect(lines).toContain("purchase-orders.xlsx: sending");
  // What it shows in between depends on the worker's speed; the last thing it does is to clear the line.
  expect(lines.at(-1)).toBe("");
  expect(before).not.toContain("\n");
  expect(after).toContain("Applied:");
});

it("without a terminal it shows nothing of that", async () => {
  const words = ["import", manifest.quantitySurveysFile, "--org", slug];
  const { code, stdout, stderr } = await aestrak(directory, ...words);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).not.toContain("\u001B");
});

it("the loss of the database is told in a sentence and ends with code 4; the import goes on with the next start", async () => {
  const worker = familyOf(running.program.pid).find((pid) => commandOf(pid).includes("src/worker/main.ts"));
  // It takes nothing up now, so that the import is on its way for sure.
  process.kill(worker!, "SIGSTOP");
  const command = aestrak(directory, "import", manifest.quantitySurveysFile, "--org", slug, "--yes");
  const sql = postgres(running.databaseUrl, { max: 1, onnotice: () => {} });
  const waiting = () => sql`select 1 from public.import_jobs where status in ('pending', 'processing')`;
  while ((await waiting()).length === 0) await delay(50);
  await sql.end();
  for (const pid of familyOf(running.program.pid)) process.kill(pid, "SIGKILL");
  const { code, stdout, stderr } = await command;
  expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
  expect(stderr.trim()).toMatch(
    /^quantity-surveys\.xlsx: The database went away\. The import is not lost: it goes on .* It was not confirmed yet: .*\(import [0-9a-f-]{36}\)$/,
  );

  running = await startInstallation(directory);
  const [, job] = /import ([0-9a-f-]{36})/.exec(stderr) ?? [];
  const again = postgres(running.databaseUrl, { max: 1, onnotice: () => {} });
  const state = async () =>
    (await again<{ status: string }[]>`select status from public.import_jobs where id = ${job!}`)[0]?.status;
  while (["pending", "processing"].includes((await state()) ?? "")) await delay(100);
  expect(await state()).toBe("awaiting_confirmation");
  await again.end();
  expect(await aestrakJson(directory, "status", "--org", slug)).toMatchObject({ quantity_surveys: 0 });
});

function commandOf(pid: number): string {
  try {
    return readFileSync(join("/proc", String(pid), "cmdline"), "utf8");
  } catch {
    return "";
  }
}
