import "server-only";
import { cookies } from "next/headers";
import { organizationCookie } from "@/libs/access/membership";

const oneYear = 365 * 24 * 60 * 60;

/** Makes an organization the one that this browser shows. Whether its user may see it is checked at each request. */
export async function rememberOrganization(id: string): Promise<void> {
  (await cookies()).set({ ...organizationCookie(), value: id, maxAge: oneYear });
}
