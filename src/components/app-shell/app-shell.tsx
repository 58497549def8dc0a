import Link from "next/link";
import type { ReactNode } from "react";

import { MobileNavigation } from "@/components/app-shell/mobile-navigation";
import { Navigation } from "@/components/app-shell/navigation";
import {
  OrganizationSwitcher,
  type OrganizationSwitcherProps,
} from "@/components/app-shell/organization-switcher";
import { UserMenu, type UserMenuProps } from "@/components/app-shell/user-menu";
import { type Formats, FormatsProvider } from "@/components/formats";
import { PrintHead } from "@/components/app-shell/print-head";
import { Logo } from "@/components/logo";
import { paths } from "@/libs/paths";

type AppShellProps = OrganizationSwitcherProps &
  UserMenuProps & {
    /** Alerts that still want someone's attention; shown beside "Alerts" when above zero. */
    openAlerts: number;
    /** How this person sees dates and numbers. */
    formats: Formats;
    children: ReactNode;
  };

/** The frame around every signed-in page: sidebar from 1024 px, top bar with menu below, content. */
export function AppShell({ user, signOutAction, openAlerts, formats, children, ...switcher }: AppShellProps) {
  return (
    // Whose drafts of forms may be shown here.
    <div data-person={user.email} className="app-frame min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="no-print fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-primary px-4 py-2.5 font-medium text-primary-foreground focus:translate-y-0"
      >
        Skip to content
      </a>
      <aside className="no-print sticky top-0 hidden h-dvh flex-col gap-3 border-r bg-canvas p-3 lg:flex">
        <Link href={paths.dashboard} className="flex min-h-9 items-center rounded-md px-2">
          <Logo />
        </Link>
        <OrganizationSwitcher {...switcher} />
        <div className="-mx-1 flex-1 overflow-y-auto px-1 py-0.5">
          <Navigation openAlerts={openAlerts} />
        </div>
        <UserMenu user={user} signOutAction={signOutAction} />
      </aside>
      <header className="no-print sticky top-0 z-30 flex h-14 items-center gap-2 border-b bg-background px-2 lg:hidden">
        <MobileNavigation openAlerts={openAlerts} {...switcher} />
        <Link href={paths.dashboard} className="mr-auto flex min-h-11 items-center rounded-md">
          <Logo />
        </Link>
        <UserMenu user={user} signOutAction={signOutAction} compact />
      </header>
      <main id="content" tabIndex={-1} className="min-w-0 px-4 py-5 outline-none sm:px-6 lg:px-8 lg:py-6">
        <div className="mx-auto max-w-[100rem]">
          <FormatsProvider {...formats}>
            <PrintHead organization={switcher.organization.name} />
            {children}
          </FormatsProvider>
        </div>
      </main>
    </div>
  );
}
