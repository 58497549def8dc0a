import type { AuditEntry, Names } from "./entry";
import { actorOf, predicateOf } from "./sentences";

/** The columns of an exported audit log. */
export const exportHeadings = [
  "Number",
  "Time (UTC)",
  "Person",
  "User id",
  "What happened",
  "Action",
  "Record",
  "Record id",
  "Before",
  "After",
  "IP address",
  "Browser",
  "Request",
] as const;

/** An entry as one row of text, in the order of the headings. */
export function exportRow(entry: AuditEntry, names: Names): string[] {
  return [
    entry.number,
    new Date(entry.createdAt).toISOString(),
    actorOf(entry, names),
    entry.actedBy ?? "",
    predicateOf(entry, names),
    entry.action,
    entry.entityType,
    entry.entityId ?? "",
    entry.before === null ? "" : JSON.stringify(entry.before),
    entry.after === null ? "" : JSON.stringify(entry.after),
    entry.ipAddress?.replace(/\/\d+$/, "") ?? "",
    entry.userAgent ?? "",
    entry.requestId ?? "",
  ];
}
