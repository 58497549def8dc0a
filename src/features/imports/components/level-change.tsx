import { ArrowRight } from "lucide-react";
import { LevelBadge } from "@/components/level-badge";
import type { UtilizationLevel } from "@/types/domain";

/** A utilisation level before and after, or once when it stays. */
export function LevelChange({
  before,
  after,
}: {
  before: UtilizationLevel | null;
  after: UtilizationLevel | null;
}) {
  if (!after)
    return before ? <LevelBadge level={before} /> : <span className="text-muted-foreground">–</span>;
  if (!before || before === after) return <LevelBadge level={after} />;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <LevelBadge level={before} />
      <ArrowRight aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
      <span className="sr-only">becomes</span>
      <LevelBadge level={after} />
    </span>
  );
}
