/** Query parameters of a list screen. Blank and undefined values are left out, a list repeats its key. */
export type PathFilters = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

function withFilters(path: string, filters?: PathFilters): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(filters ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== "") search.append(key, String(item));
    }
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

/** The one builder of the application's own URLs. All are root-relative; ids are escaped. */
export const paths = {
  home: "/",
  login: "/login",
  /** @param next where to go after logging in */
  logInThen: (next: string) => withFilters("/login", { next }),
  /** @param next where to go afterwards */
  secondFactor: (next?: string) => withFilters("/login/second-factor", { next }),
  /** To show it once more, before it is changed. @param next where to go afterwards */
  secondFactorAgain: (next: string) => withFilters("/login/second-factor", { again: "1", next }),
  signup: "/signup",
  signupSent: "/signup/sent",
  resetPassword: "/reset-password",
  resetPasswordSent: "/reset-password/sent",
  /** @param token of a link that was mailed to sign up or to choose a new password */
  mailedLink: (token: string) => `/auth/confirm/${encodeURIComponent(token)}`,
  newOrganization: "/organizations/new",
  confirmEmail: (token: string) => `/account/email/${encodeURIComponent(token)}`,
  deleteAccount: "/account/delete",
  accountDeleted: "/account/deleted",
  invitation: (token: string) => `/invite/${encodeURIComponent(token)}`,
  dashboard: "/dashboard",
  purchaseOrders: (filters?: PathFilters) => withFilters("/purchase-orders", filters),
  purchaseOrder: (id: string | number, filters?: PathFilters) =>
    withFilters(`/purchase-orders/${encodeURIComponent(String(id))}`, filters),
  quantitySurveys: (filters?: PathFilters) => withFilters("/quantity-surveys", filters),
  quantitySurvey: (id: string | number) => `/quantity-surveys/${encodeURIComponent(String(id))}`,
  imports: "/imports",
  newImport: "/imports/new",
  importHistory: (filters?: PathFilters) => withFilters("/imports", filters),
  importJob: (id: string | number, filters?: PathFilters) =>
    withFilters(`/imports/${encodeURIComponent(String(id))}`, filters),
  /** One of the lists below the figures of an import, where the page scrolls to. */
  importList: (id: string | number, view: string) =>
    `${withFilters(`/imports/${encodeURIComponent(String(id))}`, { view })}#lists`,
  undoImport: (id: string | number) => `/imports/${encodeURIComponent(String(id))}/undo`,
  importMapping: (id: string) => `/imports/${encodeURIComponent(id)}/mapping`,
  importApi: {
    upload: (filters: { name: string; size: number }) => withFilters("/api/imports/upload", filters),
    state: (id: string) => `/api/imports/${encodeURIComponent(id)}`,
    file: (id: string) => `/api/imports/${encodeURIComponent(id)}/file`,
    rowErrors: (id: string) => `/api/imports/${encodeURIComponent(id)}/row-errors.xlsx`,
    changes: (id: string) => `/api/imports/${encodeURIComponent(id)}/changes.xlsx`,
  },
  api: {
    description: "/api/v1/openapi.json",
    imports: "/api/v1/imports",
    importJob: (id: string) => `/api/v1/imports/${encodeURIComponent(id)}`,
  },
  alerts: (filters?: PathFilters) => withFilters("/alerts", filters),
  alert: (id: string | number) => `/alerts/${encodeURIComponent(String(id))}`,
  settings: {
    profile: "/settings/profile",
    notifications: "/settings/notifications",
    security: "/settings/security",
    account: "/settings/account",
    ownData: "/settings/account/export",
    organization: "/settings/organization",
    people: "/settings/organization/people",
    audit: (filters?: PathFilters) => withFilters("/settings/audit", filters),
    auditExport: (format: "csv" | "xlsx", filters?: PathFilters) =>
      withFilters(`/settings/audit/export/${format}`, filters),
    apiTokens: "/settings/api-tokens",
  },
} as const;
