"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { toast } from "sonner";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { changePerson } from "@/features/organizations/actions";
import { stepWords, stepsFor } from "@/features/organizations/lib/person-steps";
import type { Person } from "@/features/organizations/queries";
import type { PersonStep } from "@/features/organizations/schema";
import type { ActionState } from "@/libs/access/action";

/** What an admin can do to one person; each step says first what it means. */
export function PersonMenu({ person }: { person: Person }) {
  const [step, setStep] = useState<PersonStep | null>(null);
  const name = person.fullName || person.email;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Change ${name}`}>
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {stepsFor(person).map((one) =>
            one === "remove" ? (
              <div key={one}>
                <DropdownMenuSeparator />
                <DropdownMenuItem tone="destructive" onSelect={() => setStep(one)}>
                  {stepWords[one].choice}
                </DropdownMenuItem>
              </div>
            ) : (
              <DropdownMenuItem key={one} onSelect={() => setStep(one)}>
                {stepWords[one].choice}
              </DropdownMenuItem>
            ),
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <AlertDialog open={step !== null} onOpenChange={(open) => (open ? undefined : setStep(null))}>
        {step ? <StepDialog person={person} step={step} onDone={() => setStep(null)} /> : null}
      </AlertDialog>
    </>
  );
}

function StepDialog({ person, step, onDone }: { person: Person; step: PersonStep; onDone: () => void }) {
  const name = person.fullName || person.email;
  const words = stepWords[step];
  const [state, action] = useFormAction(async (previous: ActionState, form: FormData) => {
    const next = await changePerson(previous, form);
    if (next.status === "done") {
      // Said here, because the dialog that would say it is about to go.
      toast.success(next.message);
      onDone();
    }
    return next;
  });
  return (
    <AlertDialogContent
      title={<span className="wrap-anywhere">{words.question(name)}</span>}
      description={words.meaning}
    >
      <ActionForm state={state} action={action} className="grid gap-3">
        <input type="hidden" name="userId" value={person.userId} />
        <input type="hidden" name="step" value={step} />
        <FormMessage tone="error">{state.status === "refused" ? state.message : null}</FormMessage>
        <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
          <AlertDialogCancel>Cancel</AlertDialogCancel>
          <SubmitButton variant={words.destructive ? "destructive" : "default"} pendingText="One moment">
            {words.choice}
          </SubmitButton>
        </div>
      </ActionForm>
    </AlertDialogContent>
  );
}
