import { CircleAlert } from "lucide-react";
import { useId, type ReactNode } from "react";
import * as Slot from "radix-ui/slot";

import { Label } from "@/components/ui/label";
import { cn } from "@/libs/class-names";

type FieldProps = {
  label: ReactNode;
  /** Exactly one control (`Input`, `NativeSelect`, `Textarea`); it receives id, aria-describedby, aria-invalid. */
  children: ReactNode;
  hint?: ReactNode;
  /** Messages for this field, as zod's `flatten` or `treeifyError` give them. */
  error?: string | readonly string[] | null;
  /** Marks the label as optional; required is the rule and carries no mark. */
  optional?: boolean;
  /** Keeps the label for assistive technology only. */
  hideLabel?: boolean;
  className?: string;
};

/** A form control with its label, hint and error, wired together for assistive technology. */
export function Field({ label, children, hint, error, optional, hideLabel, className }: FieldProps) {
  const id = useId();
  const message = typeof error === "string" ? error : error?.join(" ");
  const describedBy = [hint ? `${id}-hint` : null, message ? `${id}-error` : null].filter(Boolean).join(" ");
  return (
    <div className={cn("grid content-start gap-1.5", className)}>
      <Label htmlFor={id} className={cn(hideLabel && "sr-only")}>
        {label}
        {optional ? <span className="font-normal text-muted-foreground"> (optional)</span> : null}
      </Label>
      <Slot.Root
        id={id}
        aria-describedby={describedBy || undefined}
        aria-invalid={message ? true : undefined}
      >
        {children}
      </Slot.Root>
      {hint ? (
        <p id={`${id}-hint`} className="text-[0.8125rem] text-muted-foreground">
          {hint}
        </p>
      ) : null}
      {message ? (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-[0.8125rem] text-destructive-text">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {message}
        </p>
      ) : null}
    </div>
  );
}
