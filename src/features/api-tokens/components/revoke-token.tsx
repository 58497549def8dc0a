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
import { revokeApiToken } from "@/features/api-tokens/actions";

/** Revokes a token after asking. */
export function RevokeToken({ tokenId, name }: { tokenId: string; name: string }) {
  const [state, action] = useActionState(revokeApiToken, { status: "idle" });
  return (
    <AlertDialog>
      <AlertDialogTrigger asChild>
        <Button variant="outline" size="sm">
          Revoke<span className="sr-only"> {name}</span>
        </Button>
      </AlertDialogTrigger>
      <AlertDialogContent
        title="Revoke this token?"
        description={
          <>
            Whatever sends <span className="font-medium wrap-anywhere">{name}</span> is refused from now on.
            This can’t be taken back; what it has sent stays.
          </>
        }
      >
        <form action={action} className="grid gap-3">
          <FormMessage tone="error">{state.status === "refused" ? state.message : null}</FormMessage>
          <input type="hidden" name="tokenId" value={tokenId} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <AlertDialogCancel>Keep it</AlertDialogCancel>
            <SubmitButton variant="destructive" pendingText="Revoking">
              Revoke token
            </SubmitButton>
          </div>
        </form>
      </AlertDialogContent>
    </AlertDialog>
  );
}
