import { DateText } from "@/components/date-text";
import { RowLink } from "@/components/data-table";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { SourceRow, SurveyNotes, SurveyTotal } from "@/features/quantity-surveys/components/survey-cells";
import { StageBadge } from "@/features/quantity-surveys/components/stage-badge";
import type { SurveyRow } from "@/features/quantity-surveys/queries";
import { paths } from "@/libs/paths";

export type SurveyListProps = {
  rows: readonly SurveyRow[];
  /** The organization's present day, from which ages are counted. */
  today: string;
  currency: string;
  locale: string;
  /** Left out where all rows belong to one purchase order. */
  withOrder?: boolean;
};

/** Quantity surveys as a table; on a phone as cards. Rows that count in no total are struck and say why. */
export function SurveyList(props: SurveyListProps) {
  return (
    <>
      <SurveyTable {...props} />
      <SurveyCards {...props} />
    </>
  );
}

function SurveyTable({ rows, today, currency, locale, withOrder = true }: SurveyListProps) {
  return (
    <Table label="Quantity surveys" containerClassName="hidden md:block">
      <TableHeader>
        <tr>
          <TableHead>Quantity survey</TableHead>
          {withOrder ? <TableHead>Purchase order</TableHead> : null}
          <TableHead>Stage</TableHead>
          <TableHead align="right">Total</TableHead>
          <TableHead>Created</TableHead>
          <TableHead>Accepted</TableHead>
          <TableHead>Invoice</TableHead>
          <TableHead>Source</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <TableCell className="max-w-72">
              <SurveyName row={row} />
              <SurveyNotes row={row} withOrphan={!withOrder} />
            </TableCell>
            {withOrder ? (
              <TableCell className="min-w-44">
                <OrderOfRow row={row} />
              </TableCell>
            ) : null}
            <TableCell>
              <StageBadge survey={row} today={today} />
            </TableCell>
            <TableCell align="right">
              <SurveyTotal row={row} currency={currency} locale={locale} />
            </TableCell>
            <TableCell className="whitespace-nowrap">
              <DateText value={row.created_date} />
            </TableCell>
            <TableCell className="whitespace-nowrap">
              <DateText value={row.accepted_date} />
            </TableCell>
            <TableCell className="max-w-36">
              <span className="block truncate" title={row.invoice_number ?? undefined}>
                {row.invoice_number ?? "–"}
              </span>
            </TableCell>
            <TableCell className="max-w-40">
              <SourceRow row={row} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function SurveyCards({ rows, today, currency, locale, withOrder = true }: SurveyListProps) {
  return (
    <ul className="divide-y md:hidden">
      {rows.map((row) => (
        <li key={row.id} className="space-y-1.5 px-4 py-3">
          <div className="flex items-start justify-between gap-3">
            <div className="min-w-0">
              <SurveyName row={row} />
            </div>
            <SurveyTotal row={row} currency={currency} locale={locale} />
          </div>
          {withOrder ? <OrderOfRow row={row} /> : null}
          <SurveyNotes row={row} withOrphan={!withOrder} />
          <div className="flex flex-wrap items-center justify-between gap-2 text-[0.8125rem] text-muted-foreground">
            <StageBadge survey={row} today={today} />
            <span>
              Created <DateText value={row.created_date} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function SurveyName({ row }: { row: SurveyRow }) {
  return (
    <>
      <RowLink href={paths.quantitySurvey(row.id)} className="tabular-nums wrap-anywhere">
        {row.qs_number}
        {row.part_no > 1 ? `, part ${row.part_no}` : ""}
      </RowLink>
      {row.short_text ? (
        <span className="line-clamp-2 text-[0.8125rem] text-muted-foreground">{row.short_text}</span>
      ) : null}
    </>
  );
}

function OrderOfRow({ row }: { row: SurveyRow }) {
  if (row.purchase_order_id === null) {
    return (
      <>
        <span className="tabular-nums wrap-anywhere">{row.purchase_order_no}</span>
        <span className="block text-xs text-level-warning-text">
          Orphan: this order is not in AESTrak yet; counts in no total
        </span>
      </>
    );
  }
  return (
    <RowLink
      href={paths.purchaseOrder(row.purchase_order_id)}
      className="font-normal tabular-nums wrap-anywhere"
    >
      {row.purchase_order_no}
    </RowLink>
  );
}
