import { Count } from "@/components/count";
import { ImportStatusBadge } from "@/features/imports/components/import-status-badge";
import { MoneyDifference, type MoneyFormat } from "@/features/imports/components/money-change";
import { importTypeLabel } from "@/features/imports/lib/import-words";
import type { ImportSummary } from "@/features/imports/history-queries";
import { RowLink } from "@/components/data-table";
import { RelativeTime } from "@/components/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { paths } from "@/libs/paths";

/** The imports of an organization: who brought which file when, and what it did. */
export function ImportHistoryTable({
  imports,
  format,
  now,
}: {
  imports: readonly ImportSummary[];
  format: MoneyFormat;
  /** The moment of drawing. */
  now: Date;
}) {
  return (
    <Table label="Imports" containerClassName="long-list">
      <TableHeader>
        <tr>
          <TableHead>File</TableHead>
          <TableHead>Status</TableHead>
          <TableHead className="hidden sm:table-cell">Uploaded</TableHead>
          <TableHead align="right">New</TableHead>
          <TableHead align="right">Changed</TableHead>
          <TableHead align="right">Unchanged</TableHead>
          <TableHead align="right">Without order</TableHead>
          <TableHead align="right">Row errors</TableHead>
          <TableHead align="right">Money moved</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {imports.map((job) => (
          <TableRow key={job.id}>
            <TableCell className="min-w-52">
              <RowLink href={paths.importJob(job.id)} className="wrap-anywhere">
                {job.file_name}
              </RowLink>
              <div className="text-[0.8125rem] text-muted-foreground">
                {job.type ? importTypeLabel[job.type] : "Not recognised"}
                {job.mode === "snapshot" ? " · full export" : ""}
                <span className="block sm:hidden">
                  <RelativeTime value={job.created_at} now={now} /> · {job.created_by_name ?? "Operator"}
                </span>
              </div>
            </TableCell>
            <TableCell>
              <ImportStatusBadge status={job.status} />
            </TableCell>
            <TableCell className="hidden whitespace-nowrap sm:table-cell">
              <RelativeTime value={job.created_at} now={now} />
              <div className="text-[0.8125rem] text-muted-foreground">
                {job.created_by_name ?? "Operator"}
              </div>
            </TableCell>
            <CountCell value={job.new_count} />
            <CountCell value={job.changed_count} />
            <CountCell value={job.unchanged_count} />
            <CountCell value={job.orphan_count} />
            <CountCell value={job.error_count} />
            <TableCell align="right">
              {job.money_after === null ? (
                "–"
              ) : (
                <>
                  <MoneyDifference before={job.money_before} after={job.money_after} format={format} />
                  <div className="text-[0.8125rem] text-muted-foreground">
                    {job.type === "purchase_orders" ? "authorised" : "billed"}
                  </div>
                </>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function CountCell({ value }: { value: number | null }) {
  return (
    <TableCell align="right" className={value ? undefined : "text-muted-foreground"}>
      {value === null ? "–" : <Count value={value} />}
    </TableCell>
  );
}
