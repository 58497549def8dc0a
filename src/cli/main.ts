import { Command, CommanderError, Option } from "commander";
import { database } from "@/libs/database";
import { entitlements } from "@/libs/entitlements";
import { closeJobs } from "@/libs/jobs";
import { version } from "@/libs/version";
import { verifyAudit } from "./audit";
import { importFiles } from "./import";
import type { ImportOptions } from "./import-file";
import { createOrganization, putOnPlan } from "./organization";
import { purchaseOrderFigures, statusOfOrganization } from "./status";
import { undoImport } from "./undo";

/** Prints one JSON object, or lines for people. */
type Printer = (json: object, lines: string[]) => void;

const printer =
  (asJson: boolean | undefined): Printer =>
  (json, lines) =>
    console.log(asJson ? JSON.stringify(json) : lines.join("\n"));

/**
 * Runs one command of `aestrak`.
 * @param argv as Node gives it
 * @returns the exit code; a failure has been said in one sentence on stderr
 */
export async function runCommandLine(argv: string[]): Promise<number> {
  const program = new Command("aestrak")
    .description("Imports exports, and answers what stands where, on the same database as the screens.")
    .version(version)
    .exitOverride();
  const organization = () => new Option("--org <slug>", "the organization").makeOptionMandatory();

  program
    .command("import")
    .argument(
      "<files...>",
      "exports of purchase orders and quantity surveys; purchase orders are taken first",
    )
    .description("stages files and prints what each would change; with --yes applies them")
    .addOption(organization())
    .addOption(
      new Option("--kind <kind>", "what the files are, where their headers don't tell").choices([
        "purchase-orders",
        "quantity-surveys",
      ]),
    )
    .addOption(
      new Option(
        "--snapshot",
        "a file is complete: rows that it doesn't hold any more were withdrawn",
      ).conflicts("incremental"),
    )
    .option("--incremental", "rows that a file doesn't hold stay as they are (the default)")
    .option("--yes", "apply without asking")
    .option("--json", "print one JSON object")
    .action(async (files: string[], options: ImportOptions & { json?: boolean }) => {
      await importFiles(files, options);
    });
  program
    .command("undo")
    .argument("<job>", "the id of an applied import, as import --json prints it")
    .description("prints what undoing an import would do; with --yes undoes it as a whole")
    .option("--yes", "undo without asking")
    .option("--json", "print one JSON object")
    .action(async (job: string, options: { yes?: boolean; json?: boolean }) => {
      await undoImport(job, options, printer(options.json));
    });
  program
    .command("status")
    .description("prints the figures of an organization")
    .addOption(organization())
    .option("--json", "print one JSON object")
    .action(async (options: { org: string; json?: boolean }) => {
      await statusOfOrganization(options.org, printer(options.json));
    });
  program
    .command("po")
    .argument("<number>", "header and line number: 6500008279.00001")
    .description("prints the figures of a purchase order line")
    .addOption(organization())
    .option("--json", "print one JSON object")
    .action(async (number: string, options: { org: string; json?: boolean }) => {
      await purchaseOrderFigures(number, options.org, printer(options.json));
    });
  const organizations = program.command("org").description("organizations");
  organizations
    .command("create")
    .description("makes an organization and its first admin, and prints a one-time password")
    .requiredOption("--name <name>", "as people call it")
    .requiredOption("--slug <slug>", "short name for the command line: lower-case letters, digits, hyphens")
    .requiredOption("--admin-email <address>", "who will administrate it")
    .option("--json", "print one JSON object")
    .action(async (options: { name: string; slug: string; adminEmail: string; json?: boolean }) => {
      await createOrganization(options, printer(options.json));
    });
  organizations
    .command("plan")
    .argument("<plan>", Object.keys(entitlements).join(", "))
    .description("puts an organization on a plan that was agreed by contract")
    .addOption(organization())
    .option("--json", "print one JSON object")
    .action(async (plan: string, options: { org: string; json?: boolean }) => {
      await putOnPlan(options.org, plan, printer(options.json));
    });
  program
    .command("audit")
    .description("the audit log")
    .command("verify")
    .description("checks that no entry was altered or taken out; fails naming the first one that was")
    .addOption(organization())
    .option("--noted <hash>", "the last hash that an earlier check printed; it must still be in the log")
    .option("--json", "print one JSON object")
    .action(async (options: { org: string; noted?: string; json?: boolean }) => {
      await verifyAudit(options.org, options.noted, printer(options.json));
    });

  try {
    await program.parseAsync(argv);
    return 0;
  } catch (error) {
    // Commander has said its own errors already.
    if (error instanceof CommanderError) return error.exitCode;
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    if (process.env.DATABASE_URL) {
      await closeJobs();
      await database().end({ timeout: 2 });
    }
  }
}
