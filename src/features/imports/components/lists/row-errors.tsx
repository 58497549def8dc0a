import { CircleCheck, Download } from "lucide-react";
import { ListPager } from "@/features/imports/components/lists/list-pager";
import { counted } from "@/libs/formatters";
import type { CountedPage, ImportRowError } from "@/features/imports/list-queries";
import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { paths } from "@/libs/paths";

/** What could not be read: where it stands, what it holds, what to do; and those rows as a workbook to correct. */
export function RowErrors({ importId, page }: { importId: string; page: CountedPage<ImportRowError> }) {
  if (page.rows.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title="Every row could be read">
        There is nothing to correct in this file.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
        <p className="max-w-prose text-muted-foreground">
          These rows are left out. Correct them in the workbook, delete its last column, and upload it as a
          file that holds only some rows.
        </p>
        <Button variant="outline" asChild>
          <a href={paths.importApi.rowErrors(importId)} download>
            <Download aria-hidden />
            Download these rows
          </a>
        </Button>
      </div>
      <Table label="Rows with errors">
        <TableHeader>
          <tr>
            <TableHead align="right">Sheet row</TableHead>
            <TableHead>Column</TableHead>
            <TableHead>Value</TableHead>
            <TableHead>What is wrong</TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {page.rows.map((error) => (
            <TableRow key={error.id}>
              <TableCell align="right">{error.row_number}</TableCell>
              <TableCell className="whitespace-nowrap">
                {[error.column_letter, error.header].filter(Boolean).join(" · ") || "–"}
              </TableCell>
              <TableCell className="max-w-64 font-mono text-[0.8125rem] wrap-anywhere">
                {error.value || <span className="font-sans text-muted-foreground">blank</span>}
              </TableCell>
              <TableCell className="min-w-64">{error.reason}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <ListPager
        importId={importId}
        view="errors"
        label="Rows with errors"
        page={page}
        summary={`${page.rows.length} of ${counted(page.matching, "fault", "faults")}`}
      />
    </>
  );
}
