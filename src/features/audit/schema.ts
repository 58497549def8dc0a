import { z } from "zod";
import { isIsoDate } from "@/libs/calendar-date";

/** The kinds of action that the log can be narrowed to, by how their names begin; null: whatever is in no other. */
export const actionGroups = {
  people: { label: "People", prefixes: ["member.", "invitation."] },
  imports: { label: "Imports", prefixes: ["import."] },
  alerts: { label: "Alerts", prefixes: ["alert."] },
  accounts: { label: "Accounts", prefixes: ["user."] },
  exports: { label: "Exports", prefixes: ["audit.", "export.", "report."] },
  settings: { label: "Settings and other", prefixes: null },
} as const;

export type ActionGroup = keyof typeof actionGroups;

const day = z.string().refine(isIsoDate);
const entryNumber = z.string().regex(/^\d{1,15}$/);

/** What the address of the audit log may hold; anything malformed counts as not given. */
export const auditAddress = z.object({
  person: z.uuid().optional().catch(undefined),
  group: z
    .enum(Object.keys(actionGroups) as [ActionGroup, ...ActionGroup[]])
    .optional()
    .catch(undefined),
  /** One record's story, as "import:5e8f…". */
  entity: z
    .string()
    .max(200)
    .regex(/^[a-z_]+:.+$/)
    .optional()
    .catch(undefined),
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
  after: entryNumber.optional().catch(undefined),
  before: entryNumber.optional().catch(undefined),
});

export type AuditAddress = z.output<typeof auditAddress>;
export type AuditFilters = Pick<AuditAddress, "person" | "group" | "entity" | "from" | "to">;

export function filtersOf({ person, group, entity, from, to }: AuditAddress): AuditFilters {
  return { person, group, entity, from, to };
}
