"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { memberAction, userAction } from "@/libs/access/action";
import { invitationHash } from "@/libs/access/invitation";
import { memberships } from "@/libs/access/membership";
import { Refusal } from "@/libs/access/refusals";
import { paths } from "@/libs/paths";
import { rememberOrganization } from "./lib/remember-organization";
import { changePerson as changeStanding } from "./lib/change-person";
import {
  invitationInput,
  inviteInput,
  leaveInput,
  newOrganizationInput,
  personInput,
  switchInput,
  tokenInput,
} from "./schema";

/** Makes an organization whose first admin is the signed-in user, and shows it. */
export const createOrganization = userAction(
  { name: "create-organization", input: newOrganizationInput },
  async ({ name }, { transaction }) => {
    const [created] = await transaction(
      (sql) => sql<{ id: string }[]>`select public.create_organization(${name}) as id`,
    );
    if (created) await rememberOrganization(created.id);
    redirect(paths.dashboard);
  },
);

const enterOrganization = userAction(
  { name: "switch-organization", input: switchInput, isButton: true },
  async ({ organizationId }) => {
    const mine = await memberships();
    if (!mine.some(({ organization }) => organization.id === organizationId)) {
      throw new Refusal("You do not belong to this organization.");
    }
    await rememberOrganization(organizationId);
    // The page that is open may show a record of the organization that is being left.
    redirect(paths.dashboard);
  },
);

/**
 * Shows another of the signed-in user's organizations.
 * @param form holds `organizationId`
 * @throws when they are not an active member there
 */
export async function switchOrganization(form: FormData): Promise<void> {
  const { message } = await enterOrganization({ status: "idle" }, form);
  throw new Error(message);
}

/** Invites people into the active organization: all of them, or none and the reason why. */
export const invitePeople = memberAction(
  { name: "invite-people", role: "admin", input: inviteInput },
  async ({ emails, role }, { member, transaction }) => {
    await transaction(async (sql) => {
      // Sorted, because each address has a limit that is locked until the commit.
      for (const email of emails.toSorted())
        await sql`select public.invite_member(${member.organization.id}, ${email}, ${role})`;
    });
    revalidatePath(paths.settings.people);
    const [first] = emails;
    return {
      message: `${emails.length === 1 ? `An invitation to ${first} is` : `${emails.length} invitations are`} on the way.`,
    };
  },
);

/** Mails an invitation anew; the link of the earlier mail is void from then on. */
export const resendInvitation = memberAction(
  { name: "resend-invitation", role: "admin", input: invitationInput },
  async ({ invitationId }, { member, transaction }) => {
    await transaction(
      (sql) => sql`select public.resend_invitation(${member.organization.id}, ${invitationId})`,
    );
    revalidatePath(paths.settings.people);
    return { message: "A new mail is on the way. The link of the earlier one no longer works." };
  },
);

/** Withdraws an invitation. */
export const revokeInvitation = memberAction(
  { name: "revoke-invitation", role: "admin", input: invitationInput },
  async ({ invitationId }, { member, transaction }) => {
    await transaction(
      (sql) => sql`select public.revoke_invitation(${member.organization.id}, ${invitationId})`,
    );
    revalidatePath(paths.settings.people);
    return { message: "The invitation is withdrawn." };
  },
);

/** Joins the organization that invited the signed-in user's address, and shows it. */
export const acceptInvitation = userAction(
  { name: "accept-invitation", input: tokenInput },
  async ({ token }, { transaction }) => {
    const [joined] = await transaction(
      (sql) => sql<{ id: string }[]>`select public.accept_invitation(${invitationHash(token)}::bytea) as id`,
    );
    if (joined) await rememberOrganization(joined.id);
    redirect(paths.dashboard);
  },
);

/** Changes the role or the standing of a person of the active organization. */
export const changePerson = memberAction(
  { name: "change-person", role: "admin", input: personInput },
  async (input, { member, transaction }) => {
    const message = await transaction((sql) => changeStanding(sql, member.organization.id, input));
    // Who gave up their own rights no longer sees what is on this page.
    revalidatePath("/", "layout");
    return { message };
  },
);

/** Ends the signed-in user's own membership of the active organization. */
export const leaveOrganization = memberAction(
  { name: "leave-organization", input: leaveInput },
  async (_input, { member, transaction }) => {
    await transaction((sql) => sql`select public.leave_organization(${member.organization.id})`);
    redirect(paths.dashboard);
  },
);
