import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectDirectory } from "./migrations";

const stampFile = join(projectDirectory, ".next", "aestrak-sources");

/** Builds the web application when there is no build, or when its sources changed since. */
export async function ensureBuilt(say: (step: string) => void): Promise<void> {
  const stamp = sourcesStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  say("Building the web application (a minute or two, once)");
  try {
    await promisify(execFile)(
      process.execPath,
      [join("node_modules", "next", "dist", "bin", "next"), "build"],
      {
        cwd: projectDirectory,
        env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
        maxBuffer: 64 * 1024 * 1024,
      },
    );
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`The web application did not build:\n${stdout}${stderr}`, { cause: error });
  }
  writeFileSync(stampFile, stamp);
}

/** A digest of everything that goes into the build. */
function sourcesStamp(): string {
  const hash = createHash("sha256");
  const add = (path: string) => hash.update(path).update(readFileSync(join(projectDirectory, path)));
  const entries = readdirSync(join(projectDirectory, "src"), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name).slice(projectDirectory.length + 1));
  for (const file of files.sort()) add(file);
  for (const file of ["package-lock.json", "next.config.ts", "tsconfig.json", "postcss.config.mjs"])
    add(file);
  return hash.digest("hex");
}
