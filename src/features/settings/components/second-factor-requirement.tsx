import { entitlements, type Plan } from "@/libs/entitlements";
import { SecondFactorRequirementForm } from "./second-factor-requirement-form";
import { SettingsCard } from "./settings-card";

type SecondFactorRequirementProps = { isRequired: boolean; isAdmin: boolean; plan: Plan };

/** Whether everybody in the organization needs a second factor; its admins decide, where the plan includes it. */
export function SecondFactorRequirement({ isRequired, isAdmin, plan }: SecondFactorRequirementProps) {
  const isIncluded = entitlements[plan].enforcedSecondFactor;
  const isInForce = isRequired && isIncluded;
  return (
    <SettingsCard
      title="Second factor"
      description={
        isInForce
          ? "Everybody in this organization logs in with a passkey or an authenticator app besides their password."
          : "A passkey or an authenticator app besides the password is everybody’s own choice."
      }
    >
      {isAdmin && (isIncluded || isRequired) ? (
        <SecondFactorRequirementForm isRequired={isRequired} />
      ) : (
        <p className="text-muted-foreground">
          {isInForce
            ? "Your admins require it."
            : "On the Enterprise plan, admins may require it of everybody."}
        </p>
      )}
    </SettingsCard>
  );
}
