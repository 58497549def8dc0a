import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { environment } from "@/libs/environment";
import { paths } from "@/libs/paths";
import { type OpenSession, requireAdmittedSession, type SignedInUser } from "./session";
import { ownCookie } from "./session-cookie";
import type { Membership, Standing } from "./standing";

export interface Member extends Membership {
  user: SignedInUser;
  /** Empty when they gave none. */
  fullName: string;
  /** IANA; in which this person sees times: their own choice, or the organization's, which decides what day it is. */
  timeZone: string;
}

/** Which organization is shown. Only a wish: it counts when the signed-in user is an active member there. */
export const organizationCookie = () =>
  ownCookie("organization", environment().AESTRAK_SITE_URL.startsWith("https:"));

/** What AESTrak keeps about the signed-in user. */
export const ownProfile = async (): Promise<Standing["profile"] | null> =>
  (await requireAdmittedSession()).standing?.profile ?? null;

/** The organizations in which the signed-in user is active, by name. */
export const memberships = async (): Promise<readonly Membership[]> =>
  membershipsOf(await requireAdmittedSession());

const membershipsOf = ({ standing }: OpenSession): readonly Membership[] =>
  (standing?.memberships ?? []).toSorted((a, b) => a.organization.name.localeCompare(b.organization.name));

/** The owner of a session in the active organization; null when they belong to none. */
export async function memberOf(session: OpenSession): Promise<Member | null> {
  const all = membershipsOf(session);
  const wished = (await cookies()).get(organizationCookie().name)?.value;
  const active = all.find(({ organization }) => organization.id === wished) ?? all[0];
  if (!active) return null;
  const { organization } = active;
  const profile = session.standing?.profile;
  return {
    ...active,
    organization: { ...organization, locale: profile?.locale ?? organization.locale },
    user: session.user,
    fullName: profile?.fullName ?? "",
    timeZone: profile?.timeZone ?? organization.timeZone,
  };
}

/** The signed-in user in the active organization; sends others to log in or to set one up. */
export async function requireMember(): Promise<Member> {
  const session = await requireAdmittedSession();
  const member = await memberOf(session);
  if (member) return member;
  redirect(paths.newOrganization);
}
