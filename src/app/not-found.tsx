import { FileQuestion } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";

import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={FileQuestion}
        title="There is nothing at this address"
        action={
          <>
            <Button asChild>
              <Link href={paths.dashboard}>Go to the dashboard</Link>
            </Button>
            <Button variant="outline" asChild>
              <Link href={paths.home}>Home page</Link>
            </Button>
          </>
        }
      >
        It may have been removed, or it belongs to another organization of yours: switch to that one and open
        the link again.
      </EmptyState>
    </main>
  );
}
