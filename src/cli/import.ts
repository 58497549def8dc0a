import { isSessionLost } from "@/libs/lost-session";
import { importFile, type ImportOptions } from "./import-file";
import { purchaseOrdersFirst } from "./import-order";
import { type FileOutcome, jobAsLines, outcomesAsJson } from "./import-report";
import { organizationBySlug } from "./organization";

/**
 * Imports files one after the other, purchase orders first; prints their previews, and applies them when told to.
 * A file that fails is told on stderr, and the others go on.
 * @throws with a sentence when a file failed
 */
export async function importFiles(
  files: readonly string[],
  options: ImportOptions & { json?: boolean },
): Promise<void> {
  const organization = await organizationBySlug(options.org);
  const outcomes: FileOutcome[] = [];
  for (const file of await purchaseOrdersFirst(files)) {
    try {
      const job = await importFile(organization.id, file, options);
      outcomes.push({ file, job });
      if (!options.json) console.log(jobAsLines(file, job).join("\n"));
    } catch (error) {
      // Without a database, nothing can be said of the others either.
      if (files.length === 1 || isSessionLost(error)) throw error;
      const sentence = error instanceof Error ? error.message : String(error);
      console.error(sentence);
      outcomes.push({ file, error: sentence });
    }
  }
  if (options.json) console.log(JSON.stringify(outcomesAsJson(outcomes)));
  const failed = outcomes.filter((outcome) => "error" in outcome).length;
  if (failed > 0) throw new Error(`${failed} of ${files.length} files were not imported.`);
}
