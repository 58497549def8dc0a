"use client";

import { DateText } from "@/components/date-text";
import { RowLink } from "@/components/data-table";
import { StackedCell, Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";
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
export function SurveyList({ rows, today, currency, locale, withOrder = true }: SurveyListProps) {
  return (
    <Table label="Quantity surveys" stacked containerClassName="long-list">
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
            <StackedCell wide className="md:max-w-72">
              <SurveyName row={row} />
              <SurveyNotes row={row} withOrphan={!withOrder} />
            </StackedCell>
            {withOrder ? (
              <StackedCell wide label="Purchase order" className="md:min-w-44">
                <OrderOfRow row={row} />
              </StackedCell>
            ) : null}
            <StackedCell label="Stage">
              <StageBadge survey={row} today={today} />
            </StackedCell>
            <StackedCell label="Total" align="right">
              <SurveyTotal row={row} currency={currency} locale={locale} />
            </StackedCell>
            <StackedCell label="Created" className="whitespace-nowrap">
              <DateText value={row.created_date} />
            </StackedCell>
            <StackedCell label="Accepted" className="whitespace-nowrap">
              <DateText value={row.accepted_date} />
            </StackedCell>
            <StackedCell label="Invoice" className="md:max-w-36">
              <span className="block truncate" title={row.invoice_number ?? undefined}>
                {row.invoice_number ?? "–"}
              </span>
            </StackedCell>
            <StackedCell label="Source" className="md:max-w-40">
              <SourceRow row={row} />
            </StackedCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function SurveyName({ row }: { row: SurveyRow }) {
  return (
    <>
      <RowLink href={paths.quantitySurvey(row.id)} className="tabular-nums wrap-anywhere">
        {row.qs_number}
        {row.part_no > 1 ? `, part ${row.part_no}` : ""}
      </RowLink>
      {row.short_text ? <span className="row-text">{row.short_text}</span> : null}
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
