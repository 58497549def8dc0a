import { findRunning } from "../../stack/occupancy";
import { giveAccount } from "../../stack/known-account";
import { startProgram } from "./program";

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `npm run aestrak -- …` on a data folder, whether an installation runs there or not. */
export async function aestrak(directory: string, ...words: string[]): Promise<CommandResult> {
  // As people have it: whatever a command would log, its caller reads.
  const program = startProgram(["stack/cli.ts", ...words], { AESTRAK_DATA_DIR: directory, LOG_LEVEL: "" });
  const code = await program.ended;
  return { code, stdout: program.stdout(), stderr: program.stderr() };
}

/**
 * Runs a command with --json.
 * @returns what it printed
 * @throws when it fails, or prints anything beside one JSON object
 */
export async function aestrakJson<Result>(directory: string, ...words: string[]): Promise<Result> {
  const { code, stdout, stderr } = await aestrak(directory, ...words, "--json");
  if (code !== 0) throw new Error(`aestrak ${words.join(" ")} ended with ${code}: ${stderr}`);
  if (stderr) throw new Error(`aestrak ${words.join(" ")} wrote to stderr: ${stderr}`);
  return JSON.parse(stdout) as Result;
}

/** What `org create --json` prints. */
export interface MadeOrganization {
  organization_id: string;
  slug: string;
  admin_email: string;
  /** Null where the address has an account already. */
  invitation_link: string | null;
}

export function createOrganization(
  directory: string,
  { name, slug, email }: { name: string; slug: string; email: string },
): Promise<MadeOrganization> {
  const words = ["org", "create", "--name", name, "--slug", slug, "--admin-email", email];
  return aestrakJson<MadeOrganization>(directory, ...words);
}

/** The same beside a running installation, with an admin who has chosen a password already. */
export async function createOrganizationOfKnownAdmin(
  directory: string,
  organization: { name: string; slug: string; email: string },
): Promise<MadeOrganization & { password: string }> {
  const password = `correct horse of ${organization.slug}`;
  await giveAccount(findRunning(directory)?.environment ?? {}, organization.email, password);
  return { ...(await createOrganization(directory, organization)), password };
}
