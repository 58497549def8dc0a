export type Plan = "essential" | "growth" | "enterprise";

interface Entitlements {
  /** People and pending invitations; null: as many as are wanted. The database counts by private.seat_limit. */
  seats: number | null;
  /** Whether admins may take the audit log out as a file. */
  auditExport: boolean;
}

/** What each plan includes. The one table: screens explain by it and the server refuses by it. */
export const entitlements: Readonly<Record<Plan, Entitlements>> = {
  essential: { seats: 3, auditExport: false },
  growth: { seats: 10, auditExport: false },
  enterprise: { seats: null, auditExport: true },
};
