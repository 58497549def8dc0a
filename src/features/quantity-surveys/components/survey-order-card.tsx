import { RowLink } from "@/components/data-table";
import { LevelBadge } from "@/components/level-badge";
import { Money } from "@/components/money";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { UtilizationBar } from "@/components/utilization-bar";
import type { UtilizationThresholds } from "@/libs/utilization";
import type { Survey, SurveyOrder } from "@/features/quantity-surveys/detail-queries";
import { paths } from "@/libs/paths";

type SurveyOrderCardProps = {
  survey: Survey;
  /** Null for an orphan. */
  order: SurveyOrder | null;
  thresholds: UtilizationThresholds;
  currency: string;
  locale: string;
};

/** The purchase order line that the survey is billed against, and how much of it is used up. */
export function SurveyOrderCard({ survey, order, thresholds, ...format }: SurveyOrderCardProps) {
  if (order === null) return null;
  return (
    <Card>
      <CardHeader>
        <div className="min-w-0">
          <CardTitle>
            Billed against{" "}
            <RowLink href={paths.purchaseOrder(order.id)} className="tabular-nums">
              {survey.purchase_order_no}
            </RowLink>
          </CardTitle>
          {order.order_short_text ? <p className="text-muted-foreground">{order.order_short_text}</p> : null}
        </div>
        <LevelBadge level={order.level} remaining={order.remaining_budget} />
      </CardHeader>
      <CardContent className="space-y-3">
        <UtilizationBar percent={order.utilization_percent} level={order.level} thresholds={thresholds} />
        <p className="text-[0.8125rem] text-muted-foreground">
          <Money value={order.total_spent} {...format} className="font-medium text-foreground" /> spent of{" "}
          <Money value={order.order_value} {...format} className="font-medium text-foreground" /> authorised,{" "}
          <Money value={order.remaining_budget} {...format} className="font-medium text-foreground" />{" "}
          remaining. Spent is the sum of all quantity surveys of this line that count.
        </p>
      </CardContent>
    </Card>
  );
}
