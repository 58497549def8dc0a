import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { dataDirectory } from "./installation";
import { giveAccount } from "./known-account";
import { projectDirectory } from "./migrations";
import { writeSampleExports } from "./samples/sample-exports";

const run = promisify(execFile);
const slug = "demo";
const email = "admin@demo.example";

/**
 * Gives a demo installation its organization, filled through the real import with two weeks of generated exports.
 * @returns the lines to print: how to log in
 */
export async function prepareDemo(
  environment: NodeJS.ProcessEnv,
  say: (step: string) => void,
): Promise<string[]> {
  const folder = join(dataDirectory(), "samples");
  const loginFile = join(folder, "login.json");
  if (existsSync(loginFile)) {
    const { password: known } = JSON.parse(readFileSync(loginFile, "utf8")) as { password: string };
    return loginLines(known);
  }
  mkdirSync(folder, { recursive: true });
  const command = async (...words: string[]) => {
    const { stdout } = await run(
      process.execPath,
      ["--import", "tsx", join("stack", "cli.ts"), ...words, "--json"],
      {
        cwd: projectDirectory,
        env: { ...environment, TSX_TSCONFIG_PATH: join(projectDirectory, "tsconfig.node.json") },
      },
    );
    return JSON.parse(stdout) as Record<string, string | number>;
  };

  say("Making the sample organization");
  const password = `demo-${randomBytes(16).toString("base64url")}`;
  await giveAccount(environment, email, password);
  await command(
    "org",
    "create",
    "--name",
    "Meridian Industrial Services",
    "--slug",
    slug,
    "--admin-email",
    email,
  );

  const weeks = 2;
  const lastDay = new Date(Date.now() - 7 * (weeks - 1) * 86_400_000).toISOString().slice(0, 10);
  for (let week = 1; week <= weeks; week++) {
    const files = join(folder, `week-${week}`);
    mkdirSync(files, { recursive: true });
    const manifest = await writeSampleExports(files, { seed: 1, week, endDate: lastDay });
    for (const file of [manifest.purchaseOrdersFile, manifest.quantitySurveysFile]) {
      const result = await command("import", join(files, file.split("/").at(-1)!), "--org", slug, "--yes");
      say(
        `Week ${week}: ${result.rows} rows of ${String(result.kind).replace("-", " ")}, ${result.alerts_opened} alerts opened`,
      );
    }
  }
  writeFileSync(loginFile, JSON.stringify({ email, password }), { mode: 0o600 });
  return loginLines(password);
}

function loginLines(password: string): string[] {
  return [`  E-mail     ${email}`, `  Password   ${password}`];
}
