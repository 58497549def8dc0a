import Link from "next/link";

import { Logo } from "@/components/logo";
import { ThemeToggle } from "@/components/theme-toggle";
import { Button } from "@/components/ui/button";
import { paths } from "@/libs/paths";

export function SiteHeader() {
  return (
    <header className="sticky top-0 z-30 border-b bg-background">
      <div className="mx-auto flex h-14 max-w-6xl items-center gap-1 px-4 sm:gap-2 sm:px-6">
        <Link href={paths.home} className="mr-auto flex min-h-11 items-center rounded-md">
          <Logo />
        </Link>
        <ThemeToggle />
        <Button variant="ghost" className="px-3" asChild>
          <Link href={paths.login}>Log in</Link>
        </Button>
        <Button className="px-3" asChild>
          <Link href={paths.signup}>Sign up</Link>
        </Button>
      </div>
    </header>
  );
}
