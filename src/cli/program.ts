import { Argument, Command, Option } from "commander";
import { entitlements } from "@/libs/entitlements";
import { version } from "@/libs/version";
import { resetSecondFactors } from "./account";
import { verifyAudit } from "./audit";
import { importFiles } from "./import";
import type { ImportOptions } from "./import-file";
import { createOrganization, inviteAdmin, putOnPlan } from "./organization";
import { printer } from "./output";
import { purchaseOrderFigures, statusOfOrganization } from "./status";
import { undoImport } from "./undo";

interface Common {
  org: string;
  json?: boolean;
}

const organization = () => new Option("--org <slug>", "the organization").makeOptionMandatory();
const json = () => new Option("--json", "print one JSON object");
const yes = (does: string) => new Option("--yes", `${does} without asking`);

/** Every command of `aestrak`, with its arguments and options. docs/command-line.md lists them from here. */
export function commandLine(): Command {
  const program = new Command("aestrak")
    .description("Imports exports, and answers what stands where, on the same database as the screens.")
    .version(version)
    .exitOverride();

  program
    .command("import")
    .argument("<files...>", "exports (.xlsx, .csv), or folders of them; purchase orders are taken first")
    .description("stages files and prints what each would change; with --yes applies them")
    .addOption(organization())
    .addOption(
      new Option("--kind <kind>", "what the files are, where their headers don't tell").choices([
        "purchase-orders",
        "quantity-surveys",
      ]),
    )
    .addOption(
      new Option("--incremental", "rows that a file doesn't hold stay as they are (the default)").conflicts(
        "snapshot",
      ),
    )
    .addOption(
      new Option(
        "--snapshot",
        "each file is complete: quantity surveys that it doesn't hold any more were withdrawn",
      ),
    )
    .addOption(yes("apply"))
    .addOption(json())
    .action(async (files: string[], options: ImportOptions & { json?: boolean }) => {
      await importFiles(files, options);
    });
  program
    .command("undo")
    .argument("<job>", "the id of an applied import, as import --json prints it")
    .description("prints what undoing an import would do; with --yes undoes it as a whole")
    .option("--org <slug>", "the organization; refuses an import of another")
    .addOption(yes("undo"))
    .addOption(json())
    .action(async (job: string, options: Partial<Common> & { yes?: boolean }) => {
      await undoImport(job, options, printer(options.json));
    });
  program
    .command("status")
    .description("prints the figures of an organization")
    .addOption(organization())
    .addOption(json())
    .action(async (options: Common) => {
      await statusOfOrganization(options.org, printer(options.json));
    });
  program
    .command("po")
    .argument("<number>", "header and line number: 6500008279.00001")
    .description("prints the figures of a purchase order line")
    .addOption(organization())
    .addOption(json())
    .action(async (number: string, options: Common) => {
      await purchaseOrderFigures(number, options.org, printer(options.json));
    });
  const organizations = program.command("org").description("organizations");
  organizations
    .command("create")
    .description("makes an organization, and prints a link for its first admin")
    .requiredOption("--name <name>", "as people call it")
    .requiredOption("--slug <slug>", "what --org calls it: lower-case letters, digits, hyphens")
    .requiredOption("--admin-email <address>", "who will administrate it")
    .addOption(json())
    .action(async (options: { name: string; slug: string; adminEmail: string; json?: boolean }) => {
      await createOrganization(options, printer(options.json));
    });
  organizations
    .command("invite-admin")
    .argument("<address>", "who will administrate it")
    .description("invites an admin and prints the link; a second time, the first link is void")
    .addOption(organization())
    .addOption(json())
    .action(async (address: string, options: Common) => {
      await inviteAdmin(options.org, address, printer(options.json));
    });
  organizations
    .command("plan")
    .addArgument(new Argument("<plan>", "the plan").choices(Object.keys(entitlements)))
    .description("puts an organization on a plan that was agreed by contract")
    .addOption(organization())
    .addOption(json())
    .action(async (plan: string, options: Common) => {
      await putOnPlan(options.org, plan, printer(options.json));
    });
  program
    .command("account")
    .description("accounts of people")
    .command("reset-second-factors")
    .argument("<email>", "the address with which they log in")
    .description("removes the second factors and recovery codes of somebody who has lost them all")
    .addOption(json())
    .action(async (email: string, options: { json?: boolean }) => {
      await resetSecondFactors(email, printer(options.json));
    });
  program
    .command("audit")
    .description("the audit log")
    .command("verify")
    .description("checks that no entry was altered or taken out; fails naming the first one that was")
    .addOption(organization())
    .option("--noted <hash>", "the last hash that an earlier check printed; it must still be in the log")
    .addOption(json())
    .action(async (options: Common & { noted?: string }) => {
      await verifyAudit(options.org, options.noted, printer(options.json));
    });
  return program;
}
