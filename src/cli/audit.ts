import { database } from "@/libs/database";
import { organizationBySlug } from "./organization";
import type { Print } from "./output";

const sentence: Readonly<Record<string, (number: string) => string>> = {
  missing: (number) => `Entry ${number} is missing.`,
  altered: (number) => `Entry ${number} says something else than was written.`,
  unlinked: (number) => `Entry ${number} does not continue the entry before it.`,
};

/**
 * Reads the audit log of an organization from its first entry and checks that each continues the one before it.
 * @param noted the hash of an entry, in hexadecimal, that was noted at an earlier verification and must still be there;
 *   this shows when a whole log was replaced by another that is whole in itself
 * @throws naming the first entry that is missing, was altered or does not belong there
 */
export async function verifyAudit(slug: string, noted: string | undefined, print: Print): Promise<void> {
  const organization = await organizationBySlug(slug);
  const sql = database();
  const [broken] = await sql<{ entry_number: string; entry_id: string | null; fault: string }[]>`
    select entry_number::text, entry_id::text, fault from private.verify_audit_chain(${organization.id})`;
  if (broken) {
    print({ organization_id: organization.id, intact: false, ...broken }, [
      `The audit log of ${organization.name} is broken.`,
    ]);
    const what =
      sentence[broken.fault]?.(broken.entry_number) ?? `Entry ${broken.entry_number}: ${broken.fault}.`;
    throw new Error(broken.entry_id ? `${what} It is row ${broken.entry_id} of audit_logs.` : what);
  }
  const [head] = await sql<{ entries: string; hash: string; has_noted: boolean }[]>`
    select h.entry_number::text as entries, encode(h.entry_hash, 'hex') as hash,
      exists (select from public.audit_logs a where a.organization_id = h.chain_id
        and encode(a.entry_hash, 'hex') = lower(${noted ?? ""})) as has_noted
    from private.audit_heads h where h.chain_id = ${organization.id}`;
  if (noted !== undefined && !head?.has_noted) {
    print({ organization_id: organization.id, intact: false, fault: "replaced" }, [
      `The audit log of ${organization.name} is broken.`,
    ]);
    throw new Error(`No entry has the hash ${noted}: this is not the log that it was noted from.`);
  }
  const entries = Number(head?.entries ?? 0);
  print({ organization_id: organization.id, intact: true, entries, last_hash: head?.hash ?? null }, [
    `The audit log of ${organization.name} is whole: ${entries} ${entries === 1 ? "entry" : "entries"}.`,
    `  Last hash: ${head?.hash ?? "–"}. Note it elsewhere, and give it to --noted next time.`,
  ]);
}
