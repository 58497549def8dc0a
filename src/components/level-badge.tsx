import { CircleAlert, CircleCheck, OctagonX, TriangleAlert, type LucideIcon } from "lucide-react";

import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { utilizationLevelLabel, type UtilizationLevel } from "@/types/domain";

const looks: Record<UtilizationLevel, { icon: LucideIcon; variant: BadgeVariant }> = {
  on_track: { icon: CircleCheck, variant: "success" },
  warning: { icon: TriangleAlert, variant: "warning" },
  critical: { icon: CircleAlert, variant: "critical" },
  over_budget: { icon: OctagonX, variant: "error" },
};

/** A utilisation level as icon, word and colour, so that none of them has to carry it alone. */
export function LevelBadge({ level, className }: { level: UtilizationLevel; className?: string }) {
  const { icon: Icon, variant } = looks[level];
  return (
    <Badge variant={variant} className={className}>
      <Icon aria-hidden />
      {utilizationLevelLabel[level]}
    </Badge>
  );
}
