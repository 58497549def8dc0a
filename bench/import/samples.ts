import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { SampleManifest } from "../../stack/samples/manifest";
import { projectDirectory } from "../../stack/migrations";

const run = promisify(execFile);

/** Writes the exports of weeks 1 and 2 in processes of their own, whose memory is nobody's figure. */
export async function writeWeeks(
  folder: string,
  size: { rows: number; orders: number },
): Promise<SampleManifest[]> {
  const program = join(projectDirectory, "stack", "samples", "main.ts");
  const weeks: SampleManifest[] = [];
  for (const week of [1, 2]) {
    const wanted = { week, orders: size.orders, surveys: size.rows, out: join(folder, `week-${week}`) };
    const options = Object.entries(wanted).map(([name, value]) => `--${name}=${value}`);
    const { stdout } = await run(process.execPath, ["--import", "tsx", program, "--json", ...options]);
    weeks.push(JSON.parse(stdout) as SampleManifest);
  }
  return weeks;
}
