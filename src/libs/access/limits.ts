import "server-only";
import { countAttempt } from "@/libs/rate-limit";

/** How often all members of one organization together may do what costs much. */
const organizationLimits = {
  uploads: { max: 60, minutes: 60 },
  downloads: { max: 120, minutes: 60 },
};

export type OrganizationLimit = keyof typeof organizationLimits;

/**
 * Counts one use against a limit of the organization.
 * @throws TooManyAttempts when it is reached
 */
export async function countUse(limit: OrganizationLimit, organizationId: string): Promise<void> {
  const { max, minutes } = organizationLimits[limit];
  await countAttempt([{ scope: `${limit} by organization`, subject: organizationId, max, minutes }]);
}
