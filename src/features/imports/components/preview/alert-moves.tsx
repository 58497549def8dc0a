import { defaultLocale, formatCount } from "@/libs/formatters";
import { LevelChange } from "@/features/imports/components/level-change";
import type { MoneyFormat } from "@/features/imports/components/money-change";
import { RowLink } from "@/components/data-table";
import { Money } from "@/components/money";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { UtilizationLevel } from "@/types/domain";

export type AlertMove = {
  purchaseOrderNo: string;
  step: "open" | "escalate" | "deescalate" | "resolve";
  levelBefore: UtilizationLevel | null;
  levelAfter: UtilizationLevel | null;
  spent: string | null;
  orderValue: string | null;
  /** The alert itself, once it exists. */
  href?: string;
};

const stepWords = {
  open: { foreseen: "Opens", happened: "Opened" },
  escalate: { foreseen: "Gets worse", happened: "Got worse" },
  deescalate: { foreseen: "Gets better", happened: "Got better" },
  resolve: { foreseen: "Resolves itself", happened: "Resolved itself" },
} as const;

/** The alerts that an import would open or move, or did: the worst of them, and how many there are in all. */
export function AlertMoves({
  moves,
  happened,
  all,
  format,
}: {
  moves: readonly AlertMove[];
  happened: boolean;
  all: number;
  format: MoneyFormat;
}) {
  if (moves.length === 0) return null;
  return (
    <Card aria-labelledby="alert-moves" className="overflow-hidden">
      <CardHeader>
        <div>
          <CardTitle id="alert-moves">{happened ? "Alerts that moved" : "Alerts that would move"}</CardTitle>
          <CardDescription>
            Purchase orders that cross one of your thresholds with this file, the worst first.
            {all > moves.length ? ` The first ${moves.length} of ${formatCount(all, defaultLocale)}.` : ""}
          </CardDescription>
        </div>
      </CardHeader>
      <div className="mt-3 border-t">
        <Table
          label={happened ? "Purchase orders whose alert moved" : "Purchase orders whose alert would move"}
          containerClassName="max-h-96"
        >
          <TableHeader>
            <tr>
              <TableHead>Purchase order</TableHead>
              <TableHead>Alert</TableHead>
              <TableHead>Level</TableHead>
              <TableHead align="right">Spent after</TableHead>
              <TableHead align="right">Authorised after</TableHead>
            </tr>
          </TableHeader>
          <TableBody>
            {moves.map((move) => (
              <TableRow key={`${move.purchaseOrderNo} ${move.step}`}>
                <TableCell className="money">
                  {move.href ? (
                    <RowLink href={move.href}>{move.purchaseOrderNo}</RowLink>
                  ) : (
                    move.purchaseOrderNo
                  )}
                </TableCell>
                <TableCell>{stepWords[move.step][happened ? "happened" : "foreseen"]}</TableCell>
                <TableCell>
                  <LevelChange before={move.levelBefore} after={move.levelAfter} />
                </TableCell>
                <TableCell align="right">
                  <Money value={move.spent} {...format} />
                </TableCell>
                <TableCell align="right">
                  <Money value={move.orderValue} {...format} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </Card>
  );
}
