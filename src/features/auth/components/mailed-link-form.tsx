"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { followMailedLink } from "@/features/auth/actions";
import type { LinkType } from "@/features/auth/schema";
import { paths } from "@/libs/paths";
import { TextLink } from "./text-link";

/**
 * Uses a mailed link up by a press of a button: mail scanners open links, and one that is used by being opened
 * would be spent before its reader comes to it.
 */
export function MailedLinkForm({ tokenHash, type }: { tokenHash: string; type: LinkType }) {
  const [state, action] = useActionState(followMailedLink, { status: "idle" });
  const refused = state.status === "refused";
  return (
    <form action={action} className="grid gap-4">
      <FormMessage tone="error">{state.message}</FormMessage>
      <input type="hidden" name="token_hash" value={tokenHash} />
      <input type="hidden" name="type" value={type} />
      <SubmitButton pendingText="One moment" variant={refused ? "outline" : "default"}>
        {refused ? "Try again" : "Continue"}
      </SubmitButton>
      {refused ? (
        <p className="text-muted-foreground">
          If you have used it before, <TextLink href={paths.login}>log in</TextLink>. Otherwise{" "}
          <TextLink href={paths.resetPassword}>ask for a new link</TextLink>; it lets you choose a new
          password and confirms your address too.
        </p>
      ) : null}
    </form>
  );
}
