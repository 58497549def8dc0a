import Link from "next/link";
import { Money } from "@/components/money";
import type { SurveyRow } from "@/features/quantity-surveys/queries";
import { paths } from "@/libs/paths";

type MoneyFormat = { currency: string; locale: string };

/** The total of a survey; struck through when it was withdrawn. */
export function SurveyTotal({
  row,
  ...format
}: MoneyFormat & { row: Pick<SurveyRow, "total" | "withdrawn_at"> }) {
  const amount = <Money value={row.total} {...format} />;
  if (row.withdrawn_at === null) return amount;
  return (
    <del className="text-muted-foreground">
      <span className="sr-only">Not counted: </span>
      {amount}
    </del>
  );
}

/** Why a survey counts in no total. */
export function SurveyNotes({
  row,
  withOrphan,
}: {
  row: Pick<SurveyRow, "withdrawn_at" | "purchase_order_id">;
  /** Where the purchase order, which says it otherwise, is not shown. */
  withOrphan: boolean;
}) {
  if (row.withdrawn_at !== null) {
    return (
      <span className="block text-xs text-level-warning-text">Withdrawn by the client; not counted</span>
    );
  }
  if (withOrphan && row.purchase_order_id === null) {
    return <span className="block text-xs text-level-warning-text">Orphan; not counted</span>;
  }
  return null;
}

/** Where the row stands in which imported file. */
export function SourceRow({ row }: { row: Pick<SurveyRow, "import_job_id" | "source_row" | "file_name"> }) {
  return (
    <Link
      href={paths.importJob(row.import_job_id)}
      title={row.file_name ?? undefined}
      className="block truncate rounded-sm text-[0.8125rem] text-muted-foreground hover:text-foreground hover:underline"
    >
      Row {row.source_row} of {row.file_name ?? "its import"}
    </Link>
  );
}
