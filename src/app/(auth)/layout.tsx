import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Logo } from "@/components/logo";
import { ThemeToggle } from "@/components/theme-toggle";
import { paths } from "@/libs/paths";

export const metadata: Metadata = {
  // Addresses of these pages may hold a token: no search engine and no other site shall learn it. (With "no-referrer"
  // browsers would send no origin either, and forms would be refused.)
  robots: { index: false, follow: false },
  referrer: "same-origin",
};

/** The frame around pages for people who are not in the application (yet). */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-canvas">
      <header className="flex h-14 items-center justify-between px-4 sm:px-6">
        <Link href={paths.home} className="flex min-h-11 items-center rounded-md">
          <Logo />
        </Link>
        <ThemeToggle />
      </header>
      <main className="flex flex-1 flex-col items-center px-4 pt-6 pb-16 sm:pt-[10vh]">{children}</main>
    </div>
  );
}
