"use client";

import { ChevronsUpDown, LoaderCircle } from "lucide-react";
import { useTransition } from "react";

import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

export type OrganizationSummary = { id: string; name: string };

export type OrganizationSwitcherProps = {
  organization: OrganizationSummary;
  organizations: readonly OrganizationSummary[];
  /** Receives the chosen id as the form field `organizationId`; checks the membership itself. */
  switchOrganizationAction: (formData: FormData) => Promise<unknown>;
};

/** Names the organization whose data is shown and, for people in several, changes it. */
export function OrganizationSwitcher({
  organization,
  organizations,
  switchOrganizationAction,
}: OrganizationSwitcherProps) {
  const [pending, startTransition] = useTransition();

  if (organizations.length < 2) {
    return (
      <p className="flex min-h-10 items-center gap-2.5 px-1.5 font-medium">
        <Avatar name={organization.name} square />
        <span dir="auto" className="truncate">
          {organization.name}
        </span>
      </p>
    );
  }

  function switchTo(organizationId: string) {
    if (organizationId === organization.id) return;
    const form = new FormData();
    form.set("organizationId", organizationId);
    startTransition(async () => {
      await switchOrganizationAction(form);
    });
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        disabled={pending}
        className="flex min-h-11 w-full items-center gap-2.5 rounded-md px-1.5 text-left font-medium hover:bg-muted lg:min-h-10"
      >
        <Avatar name={organization.name} square />
        <span className="min-w-0 flex-1 truncate">
          <span className="sr-only">Switch organization, now </span>
          {organization.name}
        </span>
        {pending ? (
          <LoaderCircle aria-hidden className="size-4 animate-spin text-muted-foreground" />
        ) : (
          <ChevronsUpDown aria-hidden className="size-4 text-muted-foreground" />
        )}
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-(--radix-dropdown-menu-trigger-width) min-w-56">
        <DropdownMenuLabel>Organizations</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={organization.id} onValueChange={switchTo}>
          {organizations.map((item) => (
            <DropdownMenuRadioItem key={item.id} value={item.id}>
              <span className="truncate">{item.name}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
