"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { type ComponentProps, useEffect, useInsertionEffect, useRef } from "react";
import { dropDraft, keepDraft, restoreDraft } from "@/components/form-draft";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { FormActionState } from "@/components/use-form-action";
import { paths } from "@/libs/paths";

type ActionFormProps = Omit<ComponentProps<"form">, "action"> & {
  /** Both from `useFormAction`. */
  state: FormActionState;
  action: (form: FormData) => void;
};

/**
 * A form with a server action, which loses nothing that was typed: refused, offline, or after the session ended, it
 * stays as it is, and logging in brings it back. After a refusal, the first wrong field has the focus, or the message.
 */
export function ActionForm({ state, action, children, ...props }: ActionFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const latest = useRef(state);
  // Before React sets the form back, which it does as it draws what the action answered.
  useInsertionEffect(() => {
    latest.current = state;
  }, [state]);

  useEffect(() => {
    const element = form.current;
    if (!element) return;
    const keepText = (event: Event) => {
      if (latest.current.status === "refused") event.preventDefault();
    };
    element.addEventListener("reset", keepText);
    if (restoreDraft(element)) element.scrollIntoView({ block: "nearest" });
    return () => element.removeEventListener("reset", keepText);
  }, []);

  useEffect(() => {
    const element = form.current;
    if (!element || state.status === "idle") return;
    if (state.status === "done") dropDraft(element);
    else afterRefusal(element, state);
  }, [state]);

  return (
    <form ref={form} action={action} {...props}>
      {state.sessionEnded ? <SessionEnded /> : null}
      {children}
    </form>
  );
}

function afterRefusal(form: HTMLFormElement, { sessionEnded, unsent }: FormActionState): void {
  if (sessionEnded || unsent) keepDraft(form);
  else {
    for (const field of form.querySelectorAll<HTMLInputElement>("input[type=password]")) field.value = "";
  }
  const wrong = form.querySelector<HTMLElement>("[aria-invalid=true]:not([type=hidden])");
  const message = form.querySelector<HTMLElement>("[role=alert]");
  if (message && !wrong) message.tabIndex = -1;
  (wrong ?? message)?.focus();
}

function SessionEnded() {
  const search = useSearchParams().toString();
  const here = `${usePathname()}${search ? `?${search}` : ""}`;
  return (
    <Alert
      tone="warning"
      role="alert"
      className="col-span-full"
      title="Your session has ended; nothing was sent."
      actions={
        <Button variant="outline" size="sm" asChild>
          <Link href={paths.logInThen(here)} prefetch={false}>
            Log in and come back
          </Link>
        </Button>
      }
    >
      What you typed is kept, and will be here again.
    </Alert>
  );
}
