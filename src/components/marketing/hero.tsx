import { ArrowRight } from "lucide-react";
import Link from "next/link";

import { Button } from "@/components/ui/button";
import { paths } from "@/libs/paths";

export function Hero() {
  return (
    <section className="border-b bg-canvas">
      <div className="mx-auto max-w-6xl px-4 py-12 sm:px-6 sm:py-16">
        <h1 className="max-w-3xl text-3xl leading-[1.1] font-semibold tracking-tight text-balance sm:text-5xl">
          Know before a purchase order runs out
        </h1>
        <p className="mt-5 max-w-2xl text-base text-pretty text-muted-foreground sm:text-lg">
          Your client&rsquo;s portal gives you two Excel files: purchase orders and quantity surveys. AESTrak
          reads both, keeps what is spent against what is authorised, line by line, and warns you while there
          is still time to ask for more.
        </p>
        <div className="mt-7 flex flex-wrap gap-3">
          <Button size="lg" asChild>
            <Link href={paths.signup}>
              Sign up
              <ArrowRight aria-hidden />
            </Link>
          </Button>
          <Button size="lg" variant="outline" asChild>
            <Link href={paths.login}>Log in</Link>
          </Button>
        </div>
      </div>
    </section>
  );
}
