"use client";

import { Menu } from "lucide-react";
import { useState } from "react";

import { Navigation } from "@/components/app-shell/navigation";
import {
  OrganizationSwitcher,
  type OrganizationSwitcherProps,
} from "@/components/app-shell/organization-switcher";
import { Button } from "@/components/ui/button";
import { Sheet, SheetContent, SheetTrigger } from "@/components/ui/sheet";

/** The sidebar's content behind a menu button, for windows too narrow to show it always. */
export function MobileNavigation({
  openAlerts,
  ...switcher
}: OrganizationSwitcherProps & { openAlerts: number }) {
  const [open, setOpen] = useState(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger asChild>
        <Button variant="ghost" className="relative size-11 px-0">
          <Menu aria-hidden />
          <span className="sr-only">
            Open menu{openAlerts > 0 ? `, ${openAlerts} open ${openAlerts === 1 ? "alert" : "alerts"}` : ""}
          </span>
          {openAlerts > 0 ? (
            <span aria-hidden className="absolute top-2 right-2 size-2 rounded-full bg-level-over-budget" />
          ) : null}
        </Button>
      </SheetTrigger>
      <SheetContent side="left" title="Menu">
        <OrganizationSwitcher {...switcher} />
        <Navigation openAlerts={openAlerts} onNavigate={() => setOpen(false)} />
      </SheetContent>
    </Sheet>
  );
}
