import "server-only";
import { memberships } from "@/libs/access/membership";
import type { Organization } from "@/libs/access/standing";

/** An organization of the signed-in user as it is for everybody, without their own choice of a format. */
export async function organizationForAll(shown: Organization): Promise<Organization> {
  const all = await memberships();
  return all.find(({ organization }) => organization.id === shown.id)?.organization ?? shown;
}
