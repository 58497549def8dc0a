import { Count } from "@/components/count";
import { Link2 } from "lucide-react";
import { ListPager } from "@/features/imports/components/lists/list-pager";
import type { MoneyFormat } from "@/features/imports/components/money-change";
import { counted } from "@/libs/formatters";
import type { CountedPage, ImportOrphan, ListFilter } from "@/features/imports/list-queries";
import type { ImportJob } from "@/features/imports/queries";
import { RowLink } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { Money } from "@/components/money";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { paths } from "@/libs/paths";

/** Purchase orders that are named but unknown, with what is billed against them. */
export function Orphans({
  job,
  page,
  filter,
  format,
}: {
  job: ImportJob;
  page: CountedPage<ImportOrphan>;
  filter: ListFilter;
  format: MoneyFormat;
}) {
  // Before that, the rows are only in the file.
  const applied = job.status === "succeeded";
  if (page.rows.length === 0) {
    return filter.search ? (
      <EmptyState icon={Link2} title="No purchase order matches">
        Search for another number.
      </EmptyState>
    ) : (
      <EmptyState icon={Link2} title="Every quantity survey has its purchase order">
        Nothing is waiting for a purchase order.
      </EmptyState>
    );
  }
  return (
    <>
      <p className="max-w-prose px-4 py-3 text-muted-foreground">
        These quantity surveys name a purchase order that AESTrak does not know. They are kept, count in no
        total, and are linked by themselves once an import brings the order. The largest amounts come first.
      </p>
      <Table label="Quantity surveys without a purchase order">
        <TableHeader>
          <tr>
            <TableHead>Purchase order</TableHead>
            <TableHead align="right">Quantity surveys</TableHead>
            <TableHead align="right">Billed</TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {page.rows.map((orphan) => (
            <TableRow key={orphan.id}>
              <TableCell className="money">
                {applied ? (
                  <RowLink href={paths.quantitySurveys({ q: orphan.id })}>{orphan.id}</RowLink>
                ) : (
                  orphan.id
                )}
              </TableCell>
              <TableCell align="right">
                <Count value={orphan.survey_count} />
              </TableCell>
              <TableCell align="right">
                <Money value={orphan.total} {...format} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <ListPager
        importId={job.id}
        view="orphans"
        label="Quantity surveys without a purchase order"
        page={page}
        filter={filter}
        summary={`${page.rows.length} of ${counted(page.matching, "purchase order", "purchase orders")}`}
      />
    </>
  );
}
