import { database } from "@/libs/database";
import { organizationBySlug } from "./organization";

type Print = (json: object, lines: string[]) => void;

const sentence: Readonly<Record<string, (number: string) => string>> = {
  missing: (number) => `Entry ${number} is missing.`,
  altered: (number) => `Entry ${number} says something else than was written.`,
  unlinked: (number) => `Entry ${number} does not continue the entry before it.`,
};

/**
 * Reads the audit log of an organization from its first entry and checks that each continues the one before it.
 * @throws naming the first entry that is missing, was altered or does not belong there
 */
export async function verifyAudit(slug: string, print: Print): Promise<void> {
  const organization = await organizationBySlug(slug);
  const sql = database();
  const [broken] = await sql<{ entry_number: string; entry_id: string | null; fault: string }[]>`
    select entry_number::text, entry_id::text, fault from private.verify_audit_chain(${organization.id})`;
  if (broken) {
    const what =
      sentence[broken.fault]?.(broken.entry_number) ?? `Entry ${broken.entry_number}: ${broken.fault}.`;
    print({ organization_id: organization.id, intact: false, ...broken }, [
      `The audit log of ${organization.name} is broken.`,
    ]);
    throw new Error(broken.entry_id ? `${what} (row ${broken.entry_id} of audit_logs)` : what);
  }
  const [head] = await sql<{ entries: string; hash: string }[]>`
    select h.entry_number::text as entries, encode(h.entry_hash, 'hex') as hash from private.audit_heads h
    where h.chain_id = ${organization.id}`;
  print(
    {
      organization_id: organization.id,
      intact: true,
      entries: Number(head?.entries ?? 0),
      last_hash: head?.hash ?? null,
    },
    [
      `The audit log of ${organization.name} is whole: ${head?.entries ?? 0} entries.`,
      `  The last one's hash is ${head?.hash ?? "–"}; kept elsewhere, it also shows if all of this was replaced.`,
    ],
  );
}
