import type { ReactNode } from "react";

/** Frames a picture of the product and says that what it shows is invented. */
export function IllustrationFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <figure>
      <div className="overflow-hidden rounded-xl border bg-card shadow-md">
        <p className="border-b bg-canvas px-4 py-2.5 text-[0.8125rem] font-medium">{title}</p>
        {children}
      </div>
      <figcaption className="mt-2.5 text-xs text-muted-foreground">
        Illustration with invented orders and amounts.
      </figcaption>
    </figure>
  );
}
