import { execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "../../../stack/installation";
import { projectDirectory } from "../../../stack/migrations";
import type { Installation } from "../../installation/start";

const next = join(projectDirectory, "node_modules", "next", "dist", "bin", "next");

/**
 * Builds the application once more with src/proxy.ts deleted, and starts it beside the installation, on its services.
 * @returns its address, and how to end it and remove the copy
 */
export async function startServerWithoutProxy({
  environment,
}: Installation): Promise<{ siteUrl: string; stop(): Promise<void> }> {
  // Inside the checkout, where the packages are found.
  const ignored = join(projectDirectory, "test-results");
  mkdirSync(ignored, { recursive: true });
  const copy = mkdtempSync(join(ignored, "without-proxy-"));
  const remove = () => rmSync(copy, { recursive: true, force: true });
  try {
    for (const name of [
      "src",
      "public",
      "package.json",
      "next.config.ts",
      "tsconfig.json",
      "postcss.config.mjs",
    ])
      cpSync(join(projectDirectory, name), join(copy, name), { recursive: true });
    rmSync(join(copy, "src", "proxy.ts"));
    const settings = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
    await promisify(execFile)(process.execPath, [next, "build"], {
      cwd: copy,
      env: settings,
      maxBuffer: 16 * 1024 * 1024,
    });
    const port = await freePort();
    const siteUrl = `http://localhost:${port}`;
    const server = spawn(
      process.execPath,
      [next, "start", "--port", String(port), "--hostname", "127.0.0.1"],
      {
        cwd: copy,
        env: { ...settings, ...environment, AESTRAK_SITE_URL: siteUrl },
        stdio: "ignore",
      },
    );
    const gone = new Promise<void>((done) => server.once("exit", () => done()));
    const stop = async () => {
      server.kill("SIGTERM");
      await gone;
      remove();
    };
    for (let tries = 0; tries < 300; tries++) {
      const answer = await fetch(`${siteUrl}/api/health`).catch(() => null);
      if (answer?.ok) return { siteUrl, stop };
      await delay(100);
    }
    await stop();
    throw new Error("The server without src/proxy.ts did not get healthy.");
  } catch (error) {
    remove();
    throw error;
  }
}
