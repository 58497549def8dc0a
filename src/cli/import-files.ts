import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/** Without the files that Excel keeps beside an open workbook (~$orders.xlsx), and hidden ones. */
const isExport = (name: string) => /^[^.~].*\.(?:xlsx|csv)$/i.test(name);

/**
 * The files that a call names: a folder stands for each .xlsx and .csv file in it, sorted by name; a file named twice
 * is taken once. Whether a file can be read is found out later.
 * @throws for a folder that holds none
 */
export function filesOf(paths: readonly string[]): string[] {
  const files = new Map(paths.flatMap(filesAt).map((file) => [resolve(file), file]));
  return [...files.values()];
}

function filesAt(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const names = readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && isExport(entry.name))
    .map(({ name }) => name)
    .toSorted();
  if (names.length === 0) throw new Error(`There is no .xlsx or .csv file in the folder ${path}.`);
  return names.map((name) => join(path, name));
}
