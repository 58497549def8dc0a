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
  signup: "/signup",
  resetPassword: "/reset-password",
  newOrganization: "/organizations/new",
  dashboard: "/dashboard",
  purchaseOrders: (filters?: PathFilters) => withFilters("/purchase-orders", filters),
  purchaseOrder: (id: string | number) => `/purchase-orders/${encodeURIComponent(String(id))}`,
  quantitySurveys: (filters?: PathFilters) => withFilters("/quantity-surveys", filters),
  quantitySurvey: (id: string | number) => `/quantity-surveys/${encodeURIComponent(String(id))}`,
  imports: "/imports",
  newImport: "/imports/new",
  importJob: (id: string | number) => `/imports/${encodeURIComponent(String(id))}`,
  alerts: (filters?: PathFilters) => withFilters("/alerts", filters),
  alert: (id: string | number) => `/alerts/${encodeURIComponent(String(id))}`,
  settings: {
    profile: "/settings/profile",
    notifications: "/settings/notifications",
    organization: "/settings/organization",
  },
} as const;
