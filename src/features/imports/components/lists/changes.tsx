import { Equal } from "lucide-react";
import { ListPager } from "@/features/imports/components/lists/list-pager";
import { shownChanges, type ShownChange } from "@/features/imports/lib/field-words";
import type { MoneyFormat } from "@/features/imports/components/money-change";
import { counted } from "@/libs/formatters";
import type { ImportJob } from "@/features/imports/queries";
import type { CountedPage, ImportChange, ListFilter } from "@/features/imports/list-queries";
import { RowLink } from "@/components/data-table";
import { DateText } from "@/components/date-text";
import { EmptyState } from "@/components/empty-state";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { paths } from "@/libs/paths";

const actionLooks = {
  changed: { label: "Changed", variant: "neutral" },
  withdrawn: { label: "Withdrawn", variant: "warning" },
  restored: { label: "Counts again", variant: "success" },
  linked: { label: "Found its order", variant: "info" },
} as const;

const meanings: Partial<Record<ImportChange["action"], string>> = {
  withdrawn: "Missing from this full export. It is kept, but no longer counts.",
  restored: "It was withdrawn, is in the file again, and counts again.",
  linked: "Its purchase order arrived with this file. It counts from now on.",
};

/** What the import changed, or would change, field by field, with the former values. */
export function Changes({
  job,
  page,
  filter,
  format,
}: {
  job: ImportJob;
  page: CountedPage<ImportChange>;
  filter: ListFilter;
  format: MoneyFormat;
}) {
  if (page.rows.length === 0) {
    return filter.search || filter.kind ? (
      <EmptyState icon={Equal} title="No changed row matches">
        Search for another number, or take the filter off.
      </EmptyState>
    ) : (
      <EmptyState icon={Equal} title="No known row changes">
        {job.status === "awaiting_confirmation"
          ? "This import would change no values that are there now."
          : "This import changed no values that were there before."}
      </EmptyState>
    );
  }
  return (
    <>
      <Table label="Changed rows">
        <TableHeader>
          <tr>
            <TableHead>Row</TableHead>
            <TableHead>What happened</TableHead>
            <TableHead>Before and after</TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {page.rows.map((change) => (
            <TableRow key={change.id}>
              <TableCell className="align-top">
                <RowLink
                  href={
                    change.type === "purchase_orders"
                      ? paths.purchaseOrder(change.entity_id)
                      : paths.quantitySurvey(change.entity_id)
                  }
                >
                  {change.entity_key}
                </RowLink>
                {change.type === "quantity_surveys" ? (
                  <div className="text-[0.8125rem] text-muted-foreground">
                    Purchase order {change.purchase_order_no}
                  </div>
                ) : null}
              </TableCell>
              <TableCell className="align-top">
                <Badge variant={actionLooks[change.action].variant}>{actionLooks[change.action].label}</Badge>
              </TableCell>
              <TableCell className="min-w-72">
                <FieldChanges change={change} format={format} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <ListPager
        importId={job.id}
        view="changes"
        label="Changed rows"
        page={page}
        filter={filter}
        summary={`${page.rows.length} of ${counted(page.matching, "changed row", "changed rows")}`}
      />
    </>
  );
}

function FieldChanges({ change, format }: { change: ImportChange; format: MoneyFormat }) {
  const shown = shownChanges(change.type, change.fields);
  const meaning = meanings[change.action];
  return (
    <>
      {meaning ? <p className="text-muted-foreground">{meaning}</p> : null}
      <dl className="grid gap-1">
        {shown.map(({ label, type, before, after }) => (
          <div key={label} className="flex flex-wrap gap-x-1.5">
            <dt className="text-muted-foreground">{label}:</dt>
            <dd className="wrap-anywhere">
              <del className="text-muted-foreground">
                <span className="sr-only">was </span>
                <FieldValue type={type} value={before} format={format} />
              </del>{" "}
              <span aria-hidden>→</span>
              <span className="sr-only"> now </span>{" "}
              <ins className="no-underline">
                <FieldValue type={type} value={after} format={format} />
              </ins>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function FieldValue({
  type,
  value,
  format,
}: {
  type: ShownChange["type"];
  value: string | null;
  format: MoneyFormat;
}) {
  if (value === null || value === "") return "blank";
  if (type === "money") return <Money value={value} {...format} />;
  if (type === "date") return <DateText value={value} locale={format.locale} />;
  return value;
}
