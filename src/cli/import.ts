import { isSessionLost } from "@/libs/lost-session";
import { CommandEnd } from "./ends";
import { importFile, type ImportOptions, Unanswered } from "./import-file";
import { filesOf } from "./import-files";
import { purchaseOrdersFirst } from "./import-order";
import { type FileOutcome, jobAsJson, jobAsLines, outcomesAsJson } from "./import-report";
import { organizationBySlug } from "./organization";
import { complain, printer } from "./output";

/**
 * Imports files one after the other, purchase orders first; prints their previews, and applies them when told to.
 * A folder stands for the files in it. A file that fails is told on stderr, and the others go on.
 * @throws with a sentence when a file failed or waits for an answer
 */
export async function importFiles(
  paths: readonly string[],
  options: ImportOptions & { json?: boolean },
): Promise<void> {
  const print = printer(options.json);
  const organization = await organizationBySlug(options.org);
  const files = await purchaseOrdersFirst(filesOf(paths));
  const outcomes: FileOutcome[] = [];
  for (const file of files) {
    try {
      const job = await importFile(organization.id, file, options);
      outcomes.push({ file, job });
      if (!options.json) print(jobAsJson(job), jobAsLines(file, job));
    } catch (error) {
      // Without a database, nothing can be said of the others either.
      if (files.length === 1 || isUnreachable(error)) throw error;
      const sentence = error instanceof Error ? error.message : String(error);
      complain(sentence);
      outcomes.push({ file, error: sentence, waiting: error instanceof Unanswered ? error.job : undefined });
    }
  }
  if (options.json) print(outcomesAsJson(outcomes), []);
  const undone = outcomes.flatMap((outcome) => ("error" in outcome ? [outcome] : []));
  if (undone.length === 0) return;
  throw new CommandEnd(
    undone.every(({ waiting }) => waiting) ? "unanswered" : "failed",
    `${undone.length} of ${files.length} files ${undone.length === 1 ? "was" : "were"} not imported.`,
  );
}

const isUnreachable = (error: unknown) =>
  isSessionLost(error) || (error instanceof CommandEnd && !(error instanceof Unanswered));
