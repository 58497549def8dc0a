"use client";

import { type ReactNode, useActionState } from "react";
import { FormMessage } from "@/components/ui/form-message";
import type { FormAction } from "@/libs/access/action";

/** A form that sends an import's id to a server action and shows why the action refused. */
export function ActionForm({
  action,
  importId,
  children,
  className,
}: {
  action: FormAction;
  importId: string;
  children: ReactNode;
  className?: string;
}) {
  const [state, dispatch] = useActionState(action, { status: "idle" });
  return (
    <form action={dispatch} className={className}>
      <input type="hidden" name="importId" value={importId} />
      {children}
      <FormMessage tone="error">{state.status === "refused" ? state.message : null}</FormMessage>
    </form>
  );
}
