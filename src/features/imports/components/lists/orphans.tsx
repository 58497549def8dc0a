import { Link2 } from "lucide-react";
import type { MoneyFormat } from "@/features/imports/components/money-change";
import type { ImportJob } from "@/features/imports/queries";
import { RowLink } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { Money } from "@/components/money";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { paths } from "@/libs/paths";

/** Purchase orders that are named but unknown, with what is billed against them. */
export function Orphans({ job, format }: { job: ImportJob; format: MoneyFormat }) {
  const { orphans } = job.metadata;
  // Before that, the rows are only in the file.
  const applied = job.status === "succeeded";
  if (orphans.length === 0) {
    return (
      <EmptyState icon={Link2} title="Every quantity survey has its purchase order">
        Nothing is waiting for a purchase order.
      </EmptyState>
    );
  }
  return (
    <>
      <p className="max-w-prose px-4 py-3 text-muted-foreground">
        These quantity surveys name a purchase order that AESTrak does not know. They are kept, count in no
        total, and are linked by themselves once an import brings the order.
        {orphans.length >= 50 ? " The 50 with the largest amounts are shown." : ""}
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
          {orphans.map((orphan) => (
            <TableRow key={orphan.purchase_order_no}>
              <TableCell className="money">
                {applied ? (
                  <RowLink href={paths.quantitySurveys({ q: orphan.purchase_order_no })}>
                    {orphan.purchase_order_no}
                  </RowLink>
                ) : (
                  orphan.purchase_order_no
                )}
              </TableCell>
              <TableCell align="right">{orphan.count.toLocaleString("en-GB")}</TableCell>
              <TableCell align="right">
                <Money value={orphan.total} {...format} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
}
