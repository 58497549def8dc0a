import type { Json } from "@/types/database";

/** One entry of the audit log. */
export interface AuditEntry {
  /** Counts the organization's entries from 1. */
  number: string;
  /** User id; null for AESTrak itself. */
  actedBy: string | null;
  action: string;
  entityType: string;
  entityId: string | null;
  before: Json;
  after: Json;
  ipAddress: string | null;
  userAgent: string | null;
  requestId: string | null;
  /** ISO 8601 instant. */
  createdAt: string;
}

/** Names by user id, of everybody who is or was in the organization. */
export type Names = ReadonlyMap<string, string>;

type Fields = Readonly<Record<string, Json | undefined>>;

/** The fields of what was before or after; none where there is nothing. */
export function fieldsOf(value: Json): Fields {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

/** A field as text; null when it isn't text. */
export function textOf(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === "string" && value !== "" ? value : null;
}
