"use client";

import { LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";

import { Button, type ButtonProps } from "@/components/ui/button";

/**
 * Submits the form around it and shows that the form's action is running.
 * `pending` overrides the form's own state, for a form whose action is started in another way.
 */
export function SubmitButton({
  children,
  pendingText,
  pending,
  disabled,
  ...props
}: Omit<ButtonProps, "type" | "asChild"> & { pendingText?: ReactNode; pending?: boolean }) {
  const status = useFormStatus();
  // A form may hold several submit buttons: only the one that was pressed spins, all are disabled.
  const pressed = props.name === undefined || status.data?.get(props.name) === String(props.value ?? "");
  const busy = pending ?? status.pending;
  return (
    <Button type="submit" disabled={disabled || busy} aria-busy={busy} {...props}>
      {busy && pressed ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
      {busy && pressed ? (pendingText ?? children) : children}
    </Button>
  );
}
