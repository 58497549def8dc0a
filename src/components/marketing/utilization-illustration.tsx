import { LevelBadge } from "@/components/level-badge";
import { IllustrationFrame } from "@/components/marketing/illustration-frame";
import { Money } from "@/components/money";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { UtilizationBar } from "@/components/utilization-bar";
import type { UtilizationLevel } from "@/types/domain";

type SampleOrder = {
  number: string;
  text: string;
  authorised: string;
  spent: string;
  percent: string;
  level: UtilizationLevel;
};

const orders: readonly SampleOrder[] = [
  {
    number: "6500001042.00001",
    text: "Scaffolding, cracker turnaround",
    authorised: "480000.00",
    spent: "512640.00",
    percent: "106.80",
    level: "over_budget",
  },
  {
    number: "6500001187.00002",
    text: "Pipe insulation, tank farm",
    authorised: "220000.00",
    spent: "206800.00",
    percent: "94.00",
    level: "critical",
  },
  {
    number: "6500001203.00001",
    text: "Instrument loop checks",
    authorised: "96500.00",
    spent: "76235.00",
    percent: "79.00",
    level: "warning",
  },
  {
    number: "6500001311.00003",
    text: "Civil works, loading bay",
    authorised: "350000.00",
    spent: "150500.00",
    percent: "43.00",
    level: "on_track",
  },
  {
    number: "6500001340.00001",
    text: "Valve overhaul programme",
    authorised: "128000.00",
    spent: "23040.00",
    percent: "18.00",
    level: "on_track",
  },
];

// The thresholds that an organization starts with.
const thresholds = { warning: 75, critical: 90, overBudget: 100 };

export function UtilizationIllustration() {
  return (
    <IllustrationFrame title="Purchase orders, worst first">
      <Table label="Illustration: purchase orders with their utilisation">
        <TableHeader>
          <TableRow>
            <TableHead>Purchase order</TableHead>
            <TableHead align="right" className="hidden sm:table-cell">
              Spent of authorised
            </TableHead>
            <TableHead>Utilisation</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {orders.map((order) => (
            <TableRow key={order.number}>
              <TableCell>
                <span className="money block text-[0.8125rem] font-medium">{order.number}</span>
                <span className="block text-xs text-muted-foreground">{order.text}</span>
              </TableCell>
              <TableCell align="right" className="hidden text-[0.8125rem] sm:table-cell">
                <Money value={order.spent} currency="EUR" locale="en-US" className="block" />
                <Money
                  value={order.authorised}
                  currency="EUR"
                  locale="en-US"
                  className="block text-muted-foreground"
                />
              </TableCell>
              <TableCell className="w-44 sm:w-52">
                <UtilizationBar
                  percent={order.percent}
                  level={order.level}
                  thresholds={thresholds}
                  label={`Utilisation of ${order.number}`}
                />
                <LevelBadge level={order.level} className="mt-1" />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </IllustrationFrame>
  );
}
