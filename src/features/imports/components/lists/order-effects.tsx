import { Filter } from "lucide-react";
import { ListPager } from "@/features/imports/components/lists/list-pager";
import { LevelChange } from "@/features/imports/components/level-change";
import { MoneyChange, type MoneyFormat } from "@/features/imports/components/money-change";
import { counted } from "@/libs/formatters";
import type { CountedPage, ImportEffect, ListFilter } from "@/features/imports/list-queries";
import { RowLink } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { paths } from "@/libs/paths";

const alertWords = {
  open: "Opens",
  escalate: "Gets worse",
  deescalate: "Gets better",
  resolve: "Resolves",
} as const;

/** What the import does per purchase order, the largest movement of money first. */
export function OrderEffects({
  importId,
  page,
  filter,
  format,
}: {
  importId: string;
  page: CountedPage<ImportEffect>;
  filter: ListFilter;
  format: MoneyFormat;
}) {
  const isFiltered = filter.search !== "" || filter.kind !== null;
  return (
    <>
      {page.rows.length > 0 ? (
        <p className="px-4 pt-3 text-[0.8125rem] text-muted-foreground">
          The purchase orders for which most money moves come first.
        </p>
      ) : null}
      {page.rows.length === 0 ? (
        <EmptyState
          icon={Filter}
          title={isFiltered ? "No purchase order matches" : "No purchase order is affected"}
        >
          {isFiltered
            ? "Search for another number, or take the filter off."
            : "No order value and no spend changes with this file."}
        </EmptyState>
      ) : (
        <>
          <Table label="Effects by purchase order">
            <TableHeader>
              <tr>
                <TableHead>Purchase order</TableHead>
                <TableHead>Rows</TableHead>
                <TableHead align="right">Authorised</TableHead>
                <TableHead align="right">Spent</TableHead>
                <TableHead>Level</TableHead>
                <TableHead>Alert</TableHead>
              </tr>
            </TableHeader>
            <TableBody>
              {page.rows.map((effect) => (
                <TableRow key={effect.id}>
                  <TableCell className="money">
                    {effect.purchase_order_id === null ? (
                      effect.purchase_order_no
                    ) : (
                      <RowLink href={paths.purchaseOrder(effect.purchase_order_id)}>
                        {effect.purchase_order_no}
                      </RowLink>
                    )}
                    {effect.is_new_order ? (
                      <Badge variant="info" className="ml-2">
                        New order
                      </Badge>
                    ) : null}
                  </TableCell>
                  <TableCell className="whitespace-nowrap">{rowsText(effect)}</TableCell>
                  <TableCell align="right">
                    <MoneyChange
                      before={effect.is_new_order ? effect.order_value_after : effect.order_value_before}
                      after={effect.order_value_after}
                      format={format}
                    />
                  </TableCell>
                  <TableCell align="right">
                    <MoneyChange before={effect.spent_before} after={effect.spent_after} format={format} />
                  </TableCell>
                  <TableCell>
                    <LevelChange before={effect.level_before} after={effect.level_after} />
                  </TableCell>
                  <TableCell className="whitespace-nowrap">
                    {effect.alert_step ? (
                      alertWords[effect.alert_step]
                    ) : (
                      <span className="text-muted-foreground">–</span>
                    )}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
          <ListPager
            importId={importId}
            view="orders"
            label="Purchase orders"
            page={page}
            filter={filter}
            summary={`${page.rows.length} of ${counted(page.matching, "purchase order", "purchase orders")}`}
          />
        </>
      )}
    </>
  );
}

function rowsText({ new_count, changed_count, withdrawn_count }: ImportEffect): string {
  const parts = [
    new_count > 0 ? `${new_count} new` : null,
    changed_count > 0 ? `${changed_count} changed` : null,
    withdrawn_count > 0 ? `${withdrawn_count} withdrawn` : null,
  ].filter((part) => part !== null);
  return parts.join(", ") || "–";
}
