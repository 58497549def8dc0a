"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/libs/class-names";
import { paths } from "@/libs/paths";

const pages = [
  { label: "Profile", href: paths.settings.profile },
  { label: "Account", href: paths.settings.account },
  { label: "Notifications", href: paths.settings.notifications },
  { label: "Security", href: paths.settings.security },
  { label: "Organization", href: paths.settings.organization },
  { label: "People", href: paths.settings.people },
] as const;
const forAdmins = [
  { label: "API tokens", href: paths.settings.apiTokens },
  { label: "Audit log", href: paths.settings.audit() },
] as const;

/** Leads between the pages of the settings. */
export function SettingsNavigation({ isAdmin }: { isAdmin: boolean }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Settings" className="mb-6 overflow-x-auto border-b">
      <ul className="flex gap-1">
        {[...pages, ...(isAdmin ? forAdmins : [])].map(({ label, href }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={pathname === href ? "page" : undefined}
              className={cn(
                "-mb-px flex min-h-11 items-center border-b-2 px-3 font-medium whitespace-nowrap focus-visible:-outline-offset-2 sm:min-h-10",
                pathname === href
                  ? "border-brand text-foreground"
                  : "border-transparent text-muted-foreground hover:text-foreground",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
