import type { ReactNode } from "react";

import { Breadcrumb, type BreadcrumbItem } from "@/components/ui/breadcrumb";

type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  breadcrumb?: readonly BreadcrumbItem[];
  /** Buttons and links of the whole page, the main one last. */
  actions?: ReactNode;
};

/** The top of every page; holds the page's only h1. */
export function PageHeader({ title, description, breadcrumb, actions }: PageHeaderProps) {
  return (
    <header className="mb-5 space-y-1.5">
      {breadcrumb ? <Breadcrumb items={breadcrumb} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 space-y-1">
          <h1 className="text-xl leading-tight font-semibold tracking-tight wrap-anywhere">{title}</h1>
          {description ? <div className="max-w-prose text-muted-foreground">{description}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}
