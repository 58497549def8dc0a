"use client";

import { useActionState } from "react";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogTrigger,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { leaveOrganization } from "@/features/organizations/actions";

/** Ends one's own membership after asking. */
export function LeaveOrganization({ organizationName }: { organizationName: string }) {
  const [state, action] = useActionState(leaveOrganization, { status: "idle" });
  return (
    <AlertDialog>
      <AlertDialogTrigger asChild>
        <Button variant="outline">Leave organization</Button>
      </AlertDialogTrigger>
      <AlertDialogContent
        title={<span className="wrap-anywhere">Leave {organizationName}?</span>}
        description="You see nothing of it any more, and come back only by a new invitation. What you did stays in its records."
      >
        <form action={action} className="grid gap-3">
          <FormMessage tone="error">{state.status === "refused" ? state.message : null}</FormMessage>
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <AlertDialogCancel>Stay</AlertDialogCancel>
            <SubmitButton variant="destructive" pendingText="Leaving">
              Leave organization
            </SubmitButton>
          </div>
        </form>
      </AlertDialogContent>
    </AlertDialog>
  );
}
