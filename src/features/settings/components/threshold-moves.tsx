import Link from "next/link";
import { Money } from "@/components/money";
import { StackedCell, Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { previewSentence, type ThresholdPreview } from "@/features/settings/lib/threshold-preview";
import { paths } from "@/libs/paths";
import { levelLabel } from "@/types/domain";
import { centsToDecimal, decimalToCents } from "@/libs/money";

type ThresholdMovesProps = {
  preview: ThresholdPreview;
  /** The three percentages, as "80 90 100". */
  of: string;
  format: { currency: string; locale: string };
};

const words = {
  open: "Opens",
  resolve: "Closes",
  escalate: "Gets worse",
  deescalate: "Gets better",
} as const;

/** Which alerts new thresholds would move. Nothing has happened yet. */
export function ThresholdMoves({ preview, of, format }: ThresholdMovesProps) {
  const { orders, opens, closes, rises, falls } = preview;
  const moved = opens + closes + rises + falls;
  const [warning, critical, overBudget] = of.split(" ");
  return (
    <div className="grid gap-3" role="status">
      <p>
        With warning from {warning}%, critical from {critical}% and over budget from {overBudget}%:{" "}
        <strong>{previewSentence(preview)}</strong> Nothing is saved yet, and no mail is sent when you save.
      </p>
      {orders.length > 0 ? (
        <Table label="Alerts that would move" stacked containerClassName="max-h-96">
          <TableHeader>
            <TableRow>
              <TableHead>Purchase order</TableHead>
              <TableHead>Alert</TableHead>
              <TableHead>Level</TableHead>
              <TableHead align="right">Billed</TableHead>
              <TableHead align="right">Order value</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {orders.map(({ id, no, text, value, spent, step, before, after }) => {
              const remaining = centsToDecimal(decimalToCents(value) - decimalToCents(spent));
              return (
                <TableRow key={id}>
                  <StackedCell wide>
                    <Link href={paths.purchaseOrder(id)} className="text-link underline underline-offset-4">
                      {no}
                    </Link>
                    <span className="line-clamp-1 text-xs text-muted-foreground">{text}</span>
                  </StackedCell>
                  <StackedCell label="Alert">{words[step]}</StackedCell>
                  <StackedCell label="Level">
                    {levelLabel(before ?? "on_track", remaining)} →{" "}
                    {levelLabel(after ?? "on_track", remaining)}
                  </StackedCell>
                  <StackedCell label="Billed" align="right">
                    <Money value={spent} currency={format.currency} locale={format.locale} />
                  </StackedCell>
                  <StackedCell label="Order value" align="right">
                    <Money value={value} currency={format.currency} locale={format.locale} />
                  </StackedCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      ) : null}
      {moved > orders.length ? (
        <p className="text-[0.8125rem] text-muted-foreground">The first {orders.length} are shown.</p>
      ) : null}
    </div>
  );
}
