import Link from "next/link";

import { paths } from "@/libs/paths";

export function SiteFooter() {
  return (
    <footer className="border-t bg-canvas">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-6 text-[0.8125rem] text-muted-foreground sm:px-6">
        <p>AESTrak keeps spent against authorised, per purchase order. Apache License 2.0.</p>
        <ul className="flex gap-4">
          {[
            { label: "Log in", href: paths.login },
            { label: "Sign up", href: paths.signup },
          ].map(({ label, href }) => (
            <li key={href}>
              <Link
                href={href}
                className="inline-flex min-h-11 items-center hover:text-foreground hover:underline"
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  );
}
