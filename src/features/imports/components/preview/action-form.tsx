"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { ActionForm as SharedForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { FormMessage } from "@/components/ui/form-message";
import type { FormAction } from "@/libs/access/action";

/** A form that sends an import's id to a server action and shows why the action refused. */
export function ActionForm({
  action,
  importId,
  shown,
  children,
  className,
}: {
  action: FormAction;
  importId: string;
  /** What the answer is about, by the field's name: the version that the page was drawn for. */
  shown?: Readonly<Record<string, number>>;
  children: ReactNode;
  className?: string;
}) {
  const router = useRouter();
  const [state, dispatch] = useFormAction(action);
  // Refused mostly because the import is no longer what the page shows.
  useEffect(() => {
    if (state.status === "refused") router.refresh();
  }, [state, router]);
  return (
    <SharedForm state={state} action={dispatch} className={className}>
      <input type="hidden" name="importId" value={importId} />
      {Object.entries(shown ?? {}).map(([name, version]) => (
        <input key={name} type="hidden" name={name} value={version} />
      ))}
      {children}
      <FormMessage tone="error">{state.status === "refused" ? state.message : null}</FormMessage>
    </SharedForm>
  );
}
