import type { ReactNode } from "react";

type AuthCardProps = {
  title: ReactNode;
  /** What this page is for, under its title. */
  description?: ReactNode;
  children: ReactNode;
  /** Ways to go on for those who are here by mistake. */
  footer?: ReactNode;
};

/** A page of one task, for people who are not in the application (yet). */
export function AuthCard({ title, description, children, footer }: AuthCardProps) {
  return (
    <div className="w-full max-w-md">
      <div className="rounded-xl border bg-card p-6 shadow-xs sm:p-8">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {description ? <div className="mt-1.5 text-pretty text-muted-foreground">{description}</div> : null}
        <div className="mt-6 grid gap-5">{children}</div>
      </div>
      {footer ? <div className="mt-5 text-center text-muted-foreground">{footer}</div> : null}
    </div>
  );
}
