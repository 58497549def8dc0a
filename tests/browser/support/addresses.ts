import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectDirectory } from "../../../stack/migrations";
import type { Contractor } from "./contractor";

/** A page or a route handler of the application, as its folder below src/app names it. */
export interface Route {
  /** Such as /alerts/[alertId]. */
  path: string;
  /** Whether it lies in the part for members of an organization. */
  forMembers: boolean;
}

/** Every route that has a file of that name (page.tsx, route.ts), so that a new one can't go untested. */
export function routesOf(file: "page.tsx" | "route.ts"): Route[] {
  const root = join(projectDirectory, "src", "app");
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path === file || path.endsWith(`/${file}`))
    .map((path) => ({
      path: `/${dirname(path)
        .split("/")
        .filter((part) => part !== "." && !/^\(.*\)$/.test(part))
        .join("/")}`,
      forMembers: path.startsWith("(app)/"),
    }))
    .sort((a, b) => a.path.localeCompare(b.path));
}

/** Pages for people who are logged in, but outside the part for members of an organization. */
export const forPeople = ["/organizations/new", "/account/delete", "/account/email/[token]"];

/**
 * The addresses at which the pages are looked at, by route: at least one each, and one for each state that looks
 * different. A page without an entry fails the tests that walk them.
 */
export function pageAddresses({ rows }: Contractor): Record<string, string[]> {
  return {
    "/": ["/"],
    "/login": ["/login"],
    "/login/second-factor": ["/login/second-factor"],
    "/signup": ["/signup"],
    "/signup/sent": ["/signup/sent"],
    "/reset-password": ["/reset-password"],
    "/reset-password/sent": ["/reset-password/sent"],
    "/auth/confirm/[token]": [`/auth/confirm/${"0a".repeat(32)}`],
    "/invite/[token]": ["/invite/0123456789abcdef0123456789abcdef"],
    "/organizations/new": ["/organizations/new"],
    "/account/delete": ["/account/delete"],
    "/account/email/[token]": [`/account/email/${"0a".repeat(32)}`],
    "/account/deleted": ["/account/deleted"],
    "/dashboard": ["/dashboard"],
    "/purchase-orders": [
      "/purchase-orders",
      "/purchase-orders?level=over_budget&lifecycle=open",
      "/purchase-orders?q=nothing-has-this-name",
    ],
    "/purchase-orders/[poId]": [`/purchase-orders/${rows.purchaseOrder}`],
    "/quantity-surveys": ["/quantity-surveys", "/quantity-surveys?orphans=only"],
    "/quantity-surveys/[qsId]": [
      `/quantity-surveys/${rows.quantitySurvey}`,
      `/quantity-surveys/${rows.orphan}`,
    ],
    "/imports": ["/imports"],
    "/imports/new": ["/imports/new"],
    "/imports/[importId]": [
      `/imports/${rows.appliedImport}`,
      `/imports/${rows.appliedImport}?view=orphans`,
      `/imports/${rows.previewedImport}`,
      `/imports/${rows.previewedImport}?view=errors`,
      `/imports/${rows.previewedImport}?view=columns`,
      `/imports/${rows.openImport}`,
      `/imports/${rows.failedImport}`,
    ],
    "/imports/[importId]/mapping": [`/imports/${rows.previewedImport}/mapping`],
    "/imports/[importId]/undo": [`/imports/${rows.appliedImport}/undo`],
    "/alerts": ["/alerts", "/alerts?status=resolved"],
    "/alerts/[alertId]": [`/alerts/${rows.alert}`],
    "/settings/audit": ["/settings/audit"],
    "/settings/api-tokens": ["/settings/api-tokens"],
    "/settings/profile": ["/settings/profile"],
    "/settings/account": ["/settings/account"],
    "/settings/notifications": ["/settings/notifications"],
    "/settings/security": ["/settings/security"],
    "/settings/organization": ["/settings/organization"],
    "/settings/organization/people": ["/settings/organization/people"],
  };
}

/** How a route handler is asked. */
interface ApiRequest {
  method: "GET" | "POST";
  address: string;
}

/** The route handlers that answer members of an organization, logged in as in the browser. */
export function memberApi({ rows }: Contractor): Record<string, ApiRequest[]> {
  const one = `/api/imports/${rows.previewedImport}`;
  const applied = `/api/imports/${rows.appliedImport}`;
  return {
    "/api/imports/[importId]": [{ method: "GET", address: one }],
    "/api/imports/[importId]/changes.xlsx": [{ method: "GET", address: `${applied}/changes.xlsx` }],
    "/api/imports/[importId]/file": [{ method: "GET", address: `${one}/file` }],
    "/api/imports/[importId]/row-errors.xlsx": [{ method: "GET", address: `${one}/row-errors.xlsx` }],
    "/settings/audit/export/[format]": [
      { method: "GET", address: "/settings/audit/export/csv" },
      { method: "GET", address: "/settings/audit/export/xlsx" },
    ],
    "/api/imports/upload": [{ method: "POST", address: "/api/imports/upload?name=orders.csv&size=4" }],
    "/settings/account/export": [{ method: "POST", address: "/settings/account/export" }],
  };
}

/** The route handlers that answer who holds a token. */
export function tokenApi({ rows }: Contractor): Record<string, ApiRequest[]> {
  return {
    "/api/v1/imports": [
      { method: "GET", address: "/api/v1/imports" },
      { method: "POST", address: "/api/v1/imports?name=orders.csv" },
    ],
    "/api/v1/imports/[importId]": [{ method: "GET", address: `/api/v1/imports/${rows.previewedImport}` }],
  };
}

/** Route handlers that anybody may ask. */
export const openApi = ["/api/health", "/api/v1/openapi.json"];
