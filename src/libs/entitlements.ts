export type Plan = "essential" | "growth" | "enterprise";

export interface Entitlements {
  /** People and pending invitations; null: as many as are wanted. The database counts by private.seat_limit. */
  seats: number | null;
  /** Whether admins may take the audit log out as a file. */
  auditExport: boolean;
  /** Whether admins may require a second factor of everybody. The database asks private.enforces_second_factor. */
  enforcedSecondFactor: boolean;
}

/** What each plan includes. The one table: screens explain by it and the server refuses by it. */
export const entitlements: Readonly<Record<Plan, Entitlements>> = {
  essential: { seats: 3, auditExport: false, enforcedSecondFactor: false },
  growth: { seats: 10, auditExport: false, enforcedSecondFactor: false },
  enterprise: { seats: null, auditExport: true, enforcedSecondFactor: true },
};
