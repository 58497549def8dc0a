"use client";

import {
  BellRing,
  FileSpreadsheet,
  LayoutDashboard,
  ReceiptText,
  Settings,
  Upload,
  type LucideIcon,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

import { cn } from "@/libs/class-names";
import { paths } from "@/libs/paths";

type Destination = {
  label: string;
  href: string;
  icon: LucideIcon;
  /** Path under which every page belongs to this entry; the href itself unless given. */
  section?: string;
};

const destinations: readonly Destination[] = [
  { label: "Dashboard", href: paths.dashboard, icon: LayoutDashboard },
  { label: "Purchase orders", href: paths.purchaseOrders(), icon: ReceiptText },
  { label: "Quantity surveys", href: paths.quantitySurveys(), icon: FileSpreadsheet },
  { label: "Imports", href: paths.imports, icon: Upload },
  { label: "Alerts", href: paths.alerts(), icon: BellRing },
  { label: "Settings", href: paths.settings.profile, icon: Settings, section: "/settings" },
];

/** The links to the main areas; the one that holds the current page is marked. */
export function Navigation({ openAlerts, onNavigate }: { openAlerts: number; onNavigate?: () => void }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Main">
      <ul className="grid gap-0.5">
        {destinations.map(({ label, href, icon: Icon, section = href }) => {
          const active = pathname === section || pathname.startsWith(`${section}/`);
          return (
            <li key={href}>
              <Link
                href={href}
                onClick={onNavigate}
                aria-current={active ? (pathname === href ? "page" : "true") : undefined}
                className={cn(
                  "flex min-h-11 items-center gap-2.5 rounded-md px-2.5 font-medium lg:min-h-8",
                  active
                    ? "bg-muted text-foreground [&>svg]:text-brand"
                    : "text-muted-foreground hover:bg-muted/60 hover:text-foreground",
                )}
              >
                <Icon aria-hidden className="size-4 shrink-0" />
                {label}
                {href === paths.alerts() && openAlerts > 0 ? <AlertCount count={openAlerts} /> : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function AlertCount({ count }: { count: number }) {
  return (
    <span className="ml-auto rounded-full bg-level-over-budget-surface px-1.5 text-xs leading-5 font-semibold text-level-over-budget-text tabular-nums">
      {count > 999 ? "999+" : count}
      <span className="sr-only"> open</span>
    </span>
  );
}
