import { BellRing, CircleCheck, Clock, Eye, type LucideIcon } from "lucide-react";
import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { type AlertStatus, alertStatusLabel } from "@/features/alerts/schema";

const looks: Record<AlertStatus, { icon: LucideIcon; variant: BadgeVariant }> = {
  open: { icon: BellRing, variant: "info" },
  acknowledged: { icon: Eye, variant: "neutral" },
  snoozed: { icon: Clock, variant: "neutral" },
  resolved: { icon: CircleCheck, variant: "success" },
};

export function AlertStatusBadge({ status }: { status: AlertStatus }) {
  const { icon: Icon, variant } = looks[status];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {alertStatusLabel[status]}
    </Badge>
  );
}
