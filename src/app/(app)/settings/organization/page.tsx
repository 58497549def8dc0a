import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { listPeople } from "@/features/organizations/queries";
import { FactList } from "@/features/settings/components/fact-list";
import { OrganizationForm } from "@/features/settings/components/organization-form";
import { SecondFactorRequirement } from "@/features/settings/components/second-factor-requirement";
import { SettingsCard } from "@/features/settings/components/settings-card";
import { ThresholdsForm } from "@/features/settings/components/thresholds-form";
import { currencyChoices, localeChoices, timeZoneChoices } from "@/features/settings/lib/regional-choices";
import { isSecondFactorRequired, organizationForAll } from "@/features/settings/queries";
import { requireMember } from "@/libs/access/membership";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Organization" };

export default async function OrganizationPage() {
  const { organization: shown, role } = await requireMember();
  const [organization, people, isRequired] = await Promise.all([
    organizationForAll(shown),
    listPeople(shown.id),
    isSecondFactorRequired(shown.id),
  ]);
  const { thresholds } = organization;
  const isAdmin = role === "admin";
  const choices = {
    currency: currencyChoices(organization.currency),
    locale: localeChoices(organization.locale),
    timeZone: timeZoneChoices(organization.timeZone),
  };
  const labelOf = (name: keyof typeof choices) =>
    choices[name].find(({ value }) => value === organization[name])?.label ?? organization[name];
  return (
    <>
      <SettingsCard
        title="Organization"
        description={
          isAdmin ? "Holds for everybody in it." : "Holds for everybody in it. Its admins can change it."
        }
      >
        {isAdmin ? (
          <OrganizationForm organization={organization} choices={choices} />
        ) : (
          <FactList
            facts={[
              ["Name", organization.name],
              ["Currency", labelOf("currency")],
              ["Numbers and dates", labelOf("locale")],
              ["Time zone", labelOf("timeZone")],
            ]}
          />
        )}
      </SettingsCard>
      <SettingsCard
        title="Thresholds"
        description={`The share of its authorised value that a purchase order has spent decides its level. ${
          isAdmin
            ? "You see first which alerts new values would open, close or move. Saving does exactly that, and mails nobody."
            : "The organization's admins can change these."
        }`}
      >
        {isAdmin ? (
          <ThresholdsForm organization={organization} thresholds={thresholds} />
        ) : (
          <FactList
            facts={[
              ["Warning", `from ${thresholds.warning} %`],
              ["Critical", `from ${thresholds.critical} %`],
              ["Over budget", `from ${thresholds.overBudget} %`],
            ]}
          />
        )}
      </SettingsCard>
      <SecondFactorRequirement isRequired={isRequired} isAdmin={isAdmin} plan={organization.plan} />
      <SettingsCard
        title="People"
        description={`${people.length === 1 ? "One person belongs" : `${people.length} people belong`} to this organization.`}
      >
        <Button variant="outline" asChild>
          <Link href={paths.settings.people}>{isAdmin ? "Manage and invite people" : "See who"}</Link>
        </Button>
      </SettingsCard>
      <SettingsCard
        title="Another organization"
        description="For a second contractor, with purchase orders, people and settings of its own. You switch between them in the menu."
      >
        <Button variant="outline" asChild>
          <Link href={paths.newOrganization}>New organization</Link>
        </Button>
      </SettingsCard>
    </>
  );
}
