import { numberFormatter } from "@/libs/formatters";
import { Money } from "@/components/money";
import { StatCard } from "@/components/stat-card";
import type { Order } from "@/features/purchase-orders/detail-queries";
import { paths } from "@/libs/paths";

/** The four figures of a line; each says how it is made and leads to the rows that it is made of. */
export function OrderFigures({ order, ...format }: { order: Order; currency: string; locale: string }) {
  const counted = paths.quantitySurveys({ order: order.id, withdrawn: "without" });
  return (
    <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      <StatCard
        label="Authorised"
        value={<Money value={order.order_value} {...format} />}
        href="#story"
        hint="The order value in the client’s file. When an import changes it, the story below keeps both values."
      />
      <StatCard
        label="Spent"
        value={<Money value={order.total_spent} {...format} />}
        href={counted}
        hint={`The sum of the ${numberFormatter(format.locale).format(order.quantity_survey_count)} quantity surveys of this line that count. Surveys that the client withdrew don’t.`}
      />
      <StatCard
        label="Remaining"
        value={<Money value={order.remaining_budget} {...format} />}
        href={counted}
        hint="Authorised less spent. Below zero, more was billed than the client authorised."
      />
      <StatCard
        label="Utilisation"
        value={order.utilization_percent === null ? "No value" : `${order.utilization_percent}%`}
        href={counted}
        hint={
          order.utilization_percent === null
            ? "Nothing is authorised, so no percentage says anything; anything spent is over budget."
            : "Spent as a share of authorised, rounded to two decimals. The level is decided on the exact share."
        }
      />
    </div>
  );
}
