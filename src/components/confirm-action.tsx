"use client";

import type { ReactNode } from "react";
import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogTrigger,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState, FormAction } from "@/libs/access/action";

type ConfirmActionProps = {
  /** A server action; why it refuses is shown in the dialog. */
  action: FormAction;
  /** What is sent to it, by the fields' names. */
  fields?: Readonly<Record<string, string>>;
  /** What it asks for besides a yes, by what became of the last try. */
  ask?: (state: ActionState) => ReactNode;
  /** The button that asks. */
  label: ReactNode;
  size?: "sm";
  /** The question, and what comes of a yes. */
  title: ReactNode;
  description: ReactNode;
  /** The answers: yes (also while it is being done), and no. */
  confirm: string;
  pending: string;
  cancel: string;
};

/** A button for what can't be taken back: it asks first, and then does it. */
export function ConfirmAction({ action, fields, ask, label, size, ...words }: ConfirmActionProps) {
  const [state, dispatch] = useFormAction(action);
  return (
    <AlertDialog>
      <AlertDialogTrigger asChild>
        <Button variant="outline" {...(size ? { size } : {})}>
          {label}
        </Button>
      </AlertDialogTrigger>
      <AlertDialogContent title={words.title} description={words.description}>
        <ActionForm state={state} action={dispatch} className="grid gap-3">
          <FormMessage tone="error">{state.status === "refused" ? state.message : null}</FormMessage>
          {Object.entries(fields ?? {}).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {ask?.(state)}
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <AlertDialogCancel>{words.cancel}</AlertDialogCancel>
            <SubmitButton variant="destructive" pendingText={words.pending}>
              {words.confirm}
            </SubmitButton>
          </div>
        </ActionForm>
      </AlertDialogContent>
    </AlertDialog>
  );
}
