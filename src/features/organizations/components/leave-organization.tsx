import { ConfirmAction } from "@/components/confirm-action";
import { leaveOrganization } from "@/features/organizations/actions";

/** Ends one's own membership after asking. */
export function LeaveOrganization({ organizationName }: { organizationName: string }) {
  return (
    <ConfirmAction
      action={leaveOrganization}
      label="Leave organization"
      title={<span className="wrap-anywhere">Leave {organizationName}?</span>}
      description="You see nothing of it any more, and come back only by a new invitation. What you did stays in its records."
      confirm="Leave organization"
      pending="Leaving"
      cancel="Stay"
    />
  );
}
