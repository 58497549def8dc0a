import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "@/libs/class-names";

type AlertTone = "info" | "success" | "warning" | "error";

const tones: Record<AlertTone, { icon: LucideIcon; classes: string }> = {
  info: { icon: Info, classes: "border-brand/30 bg-info-surface [&>svg]:text-info-text" },
  success: {
    icon: CircleCheck,
    classes: "border-level-on-track/40 bg-level-on-track-surface [&>svg]:text-level-on-track-text",
  },
  warning: {
    icon: TriangleAlert,
    classes: "border-level-warning/40 bg-level-warning-surface [&>svg]:text-level-warning-text",
  },
  error: {
    icon: CircleAlert,
    classes: "border-level-over-budget/40 bg-level-over-budget-surface [&>svg]:text-level-over-budget-text",
  },
};

type AlertProps = {
  tone?: AlertTone;
  title?: ReactNode;
  children?: ReactNode;
  /** Buttons or links that act on the message. */
  actions?: ReactNode;
  /** Set "alert" or "status" when the callout appears after the page has loaded, so that it is read out. */
  role?: "alert" | "status";
  className?: string;
};

/** A callout inside a page: something the reader should know here. */
export function Alert({ tone = "info", title, children, actions, role, className }: AlertProps) {
  const { icon: Icon, classes } = tones[tone];
  return (
    <div role={role} className={cn("flex gap-2.5 rounded-lg border px-3.5 py-3", classes, className)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 space-y-1">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className="text-foreground/90">{children}</div> : null}
        {actions ? <div className="flex flex-wrap gap-2 pt-1">{actions}</div> : null}
      </div>
    </div>
  );
}
