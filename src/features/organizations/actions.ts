"use server";

import { redirect } from "next/navigation";
import { userAction } from "@/libs/access/action";
import { memberships } from "@/libs/access/membership";
import { Refusal } from "@/libs/access/refusals";
import { paths } from "@/libs/paths";
import { rememberOrganization } from "./lib/remember-organization";
import { newOrganizationInput, switchInput } from "./schema";

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
  { name: "switch-organization", input: switchInput },
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
