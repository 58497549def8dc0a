"use client";

import { LogOut, UserRound } from "lucide-react";
import { useTheme } from "next-themes";
import Link from "next/link";
import { useTransition } from "react";

import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { cn } from "@/libs/class-names";
import { paths } from "@/libs/paths";

export type UserMenuProps = {
  user: { name: string; email: string };
  /** Ends the session and redirects. */
  signOutAction: (formData: FormData) => Promise<unknown>;
};

/** The signed-in person's own menu: profile, theme, log out. `compact` shows the initials only. */
export function UserMenu({ user, signOutAction, compact = false }: UserMenuProps & { compact?: boolean }) {
  const { theme, setTheme } = useTheme();
  const [pending, startTransition] = useTransition();
  const name = user.name || user.email;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        disabled={pending}
        className={cn(
          "flex min-h-11 items-center gap-2.5 rounded-md px-1.5 text-left hover:bg-muted",
          compact ? "min-w-11 justify-center" : "w-full",
        )}
      >
        <Avatar name={name} />
        <span className="sr-only">Your account{compact ? `: ${name}` : ": "}</span>
        {compact ? null : (
          <span className="min-w-0 flex-1 leading-tight">
            <span dir="auto" className="block truncate font-medium">
              {name}
            </span>
            {user.name ? (
              <span className="block truncate text-xs text-muted-foreground">{user.email}</span>
            ) : null}
          </span>
        )}
      </DropdownMenuTrigger>
      <DropdownMenuContent align={compact ? "end" : "start"} className="w-60">
        <DropdownMenuLabel className="truncate">{user.email}</DropdownMenuLabel>
        <DropdownMenuItem asChild>
          <Link href={paths.settings.profile}>
            <UserRound aria-hidden />
            Profile
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme ?? "system"} onValueChange={setTheme}>
          <DropdownMenuRadioItem value="light">Light</DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="dark">Dark</DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="system">As this device</DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem
          onSelect={() =>
            startTransition(async () => {
              await signOutAction(new FormData());
            })
          }
        >
          <LogOut aria-hidden />
          Log out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
