import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type EmptyStateProps = {
  icon: LucideIcon;
  /** What is not there. */
  title: string;
  /** What to do next. */
  children: ReactNode;
  /** The button or link that does it. */
  action?: ReactNode;
};

/** Stands where a list or chart would, when there is nothing to show yet or nothing matches. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-12 text-center">
      <span className="grid size-10 place-items-center rounded-lg border bg-muted text-muted-foreground">
        <Icon aria-hidden className="size-5" />
      </span>
      <div className="max-w-md space-y-1">
        <p className="text-[0.9375rem] font-semibold">{title}</p>
        <div className="text-pretty text-muted-foreground">{children}</div>
      </div>
      {action ? <div className="flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
