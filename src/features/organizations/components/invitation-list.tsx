"use client";

import { useEffect } from "react";
import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { toast } from "sonner";
import { DateText } from "@/components/date-text";
import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { resendInvitation, revokeInvitation } from "@/features/organizations/actions";
import type { PendingInvitation } from "@/features/organizations/queries";
import type { ActionState } from "@/libs/access/action";

const mailWords: Record<NonNullable<PendingInvitation["mail"]>, [word: string, look: BadgeVariant]> = {
  pending: ["Mail on its way", "neutral"],
  sending: ["Mail on its way", "neutral"],
  sent: ["Mail sent", "success"],
  failed: ["Mail not delivered", "error"],
  uncertain: ["Mail perhaps not delivered", "warning"],
};

type InvitationListProps = { invitations: readonly PendingInvitation[]; timeZone: string };

/** Invitations that nobody has accepted yet. */
export function InvitationList({ invitations, timeZone }: InvitationListProps) {
  return (
    <ul className="-my-3 divide-y">
      {invitations.map((invitation) => (
        <InvitationItem key={invitation.id} invitation={invitation} timeZone={timeZone} />
      ))}
    </ul>
  );
}

function InvitationItem({
  invitation,
  timeZone,
}: { invitation: PendingInvitation } & Omit<InvitationListProps, "invitations">) {
  const [state, act] = useFormAction((previous: ActionState, form: FormData) =>
    form.get("step") === "resend" ? resendInvitation(previous, form) : revokeInvitation(previous, form),
  );
  useEffect(() => {
    if (state.status === "done" && state.message) toast.success(state.message);
  }, [state]);
  const [word, look] = invitation.hasExpired
    ? (["Expired", "warning"] as const)
    : invitation.mail
      ? mailWords[invitation.mail]
      : (["Pending", "neutral"] as const);
  return (
    <li className="grid gap-2 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="font-medium wrap-anywhere">{invitation.email}</p>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-[0.8125rem] text-muted-foreground">
            <Badge variant={look}>{word}</Badge>
            <span>
              as {invitation.role === "admin" ? "admin" : "member"},{" "}
              {invitation.hasExpired ? "was open until" : "open until"}{" "}
              <DateText value={invitation.expiresAt} timeZone={timeZone} />
            </span>
          </p>
        </div>
        <ActionForm state={state} action={act} className="flex gap-2">
          <input type="hidden" name="invitationId" value={invitation.id} />
          <SubmitButton
            name="step"
            value="resend"
            size="sm"
            variant="outline"
            pendingText="Sending"
            aria-label={`Resend the invitation to ${invitation.email}`}
          >
            Resend
          </SubmitButton>
          <SubmitButton
            name="step"
            value="revoke"
            size="sm"
            variant="ghost"
            pendingText="Withdrawing"
            aria-label={`Withdraw the invitation to ${invitation.email}`}
          >
            Withdraw
          </SubmitButton>
        </ActionForm>
      </div>
      <FormMessage tone="error">{state.status === "refused" ? state.message : null}</FormMessage>
    </li>
  );
}
