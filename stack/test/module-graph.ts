import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cruise, type IConfiguration, type ICruiseResult } from "dependency-cruiser";
import { projectDirectory } from "../migrations";

export interface Violation {
  rule: string;
  /** Paths from the checked folder. */
  from: string;
  to: string;
}

/** Tests and programs that nothing imports are read as well, so nearly every file should turn up. */
const expectedShare = 0.8;

/**
 * Reads every module below src, stack, bench and tests of a checkout and applies the boundary rules.
 *
 * @param directory an absolute path
 * @throws when far fewer modules were read than lie on the disk: a check that saw nothing found nothing
 */
export async function checkBoundaries(
  directory: string,
): Promise<{ examined: number; violations: Violation[] }> {
  const rules = pathToFileURL(join(projectDirectory, ".dependency-cruiser.mjs")).href;
  const { default: configuration } = (await import(rules)) as { default: IConfiguration };
  const folders = ["src", "stack", "bench", "tests"].filter((folder) => existsSync(join(directory, folder)));
  const { output } = await cruise(
    folders,
    {
      ...configuration.options,
      baseDir: directory,
      ruleSet: { forbidden: configuration.forbidden },
      validate: true,
    },
    {
      alias: { "@": join(directory, "src") },
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      bustTheCache: true,
    },
  );
  const { modules, summary } = output as ICruiseResult;
  const read = modules.filter(({ source }) => source.startsWith("src/") && /\.tsx?$/.test(source)).length;
  const present = sourcesOnDisk(join(directory, "src"));
  if (present === 0 || read < present * expectedShare) {
    throw new Error(
      `Only ${read} of ${present} modules below src were read; the boundaries are not checked.`,
    );
  }
  return {
    examined: modules.filter(({ source }) => !source.includes("node_modules/")).length,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

function sourcesOnDisk(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name))
    .length;
}
