import { CircleAlert, CircleCheck, OctagonX, TriangleAlert, type LucideIcon } from "lucide-react";

import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { levelLabel, type UtilizationLevel } from "@/types/domain";

const looks: Record<UtilizationLevel, { icon: LucideIcon; variant: BadgeVariant }> = {
  on_track: { icon: CircleCheck, variant: "success" },
  warning: { icon: TriangleAlert, variant: "warning" },
  critical: { icon: CircleAlert, variant: "critical" },
  over_budget: { icon: OctagonX, variant: "error" },
};

type LevelBadgeProps = {
  level: UtilizationLevel;
  /** What is left of an order, as exact decimal text: with nothing left and nothing too much, it is fully used. */
  remaining?: string | null;
  className?: string;
};

/** A utilisation level as icon, word and colour, so that none of them has to carry it alone. */
export function LevelBadge({ level, remaining, className }: LevelBadgeProps) {
  return (
    <Badge variant={looks[level].variant} className={className}>
      <svg aria-hidden>
        <use href={`#level-${level}`} />
      </svg>
      {levelLabel(level, remaining)}
    </Badge>
  );
}

/** The icons of the levels, drawn once per document: a list shows one in each of its rows. */
export function LevelIcons() {
  return (
    <svg aria-hidden className="hidden">
      {Object.entries(looks).map(([level, { icon: Icon }]) => (
        <symbol key={level} id={`level-${level}`} viewBox="0 0 24 24">
          <Icon />
        </symbol>
      ))}
    </svg>
  );
}
