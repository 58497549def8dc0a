import { Check } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "@/libs/class-names";

type FeatureSectionProps = {
  title: string;
  points: readonly string[];
  illustration: ReactNode;
  /** Puts the illustration first where both stand side by side. */
  reverse?: boolean;
};

export function FeatureSection({ title, points, illustration, reverse = false }: FeatureSectionProps) {
  return (
    <section className="border-b">
      <div
        className={cn(
          "mx-auto grid max-w-6xl items-center gap-8 px-4 py-12 sm:px-6 sm:py-16 lg:gap-12",
          reverse ? "lg:grid-cols-[3fr_2fr]" : "lg:grid-cols-[2fr_3fr]",
        )}
      >
        <div className={cn("min-w-0", reverse && "lg:order-last")}>
          <h2 className="text-xl font-semibold tracking-tight text-balance sm:text-2xl">{title}</h2>
          <ul className="mt-4 space-y-3 text-[0.9375rem] text-muted-foreground">
            {points.map((point) => (
              <li key={point} className="flex gap-2.5">
                <Check aria-hidden className="mt-1 size-4 shrink-0 text-link" />
                <span className="text-pretty">{point}</span>
              </li>
            ))}
          </ul>
        </div>
        <div className="min-w-0">{illustration}</div>
      </div>
    </section>
  );
}
