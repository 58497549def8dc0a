"use client";

import { useState } from "react";
import type { FieldChoice } from "@/features/imports/lib/field-words";
import type { ImportMetadata } from "@/features/imports/schema";
import { Badge } from "@/components/ui/badge";
import { NativeSelect } from "@/components/ui/native-select";
import { cn } from "@/libs/class-names";
import { columnName } from "@/libs/worksheet-reader/row-view";

/** Every column of the sheet with what it holds and a choice of fields; each field once, the required ones marked. */
export function ColumnChoices({
  columns,
  fields,
}: {
  columns: ImportMetadata["mapping"];
  fields: readonly FieldChoice[];
}) {
  const [chosen, setChosen] = useState(() => columns.map(({ field }) => field ?? ""));
  const missing = fields.filter(({ field, isRequired }) => isRequired && !chosen.includes(field));
  return (
    <div className="grid gap-3">
      <p
        aria-live="polite"
        className={cn(
          "text-[0.8125rem]",
          missing.length > 0 ? "text-destructive-text" : "text-muted-foreground",
        )}
      >
        {missing.length > 0
          ? `Still to choose: ${missing.map(({ label }) => label).join(", ")}.`
          : "Every required field (marked with *) has its column."}
      </p>
      <ul className="grid divide-y rounded-md border">
        {columns.map(({ header, samples, confidence }, column) => (
          <li
            key={columnName(column)}
            className="grid gap-x-4 gap-y-1.5 px-3 py-2.5 sm:grid-cols-[2rem_minmax(0,1fr)_minmax(0,1.4fr)_minmax(0,1fr)] sm:items-center"
          >
            <span className="text-muted-foreground tabular-nums">
              <span className="sm:sr-only">Column </span>
              {columnName(column)}
            </span>
            <span className="min-w-0 font-medium wrap-anywhere">
              {header.trim() || <span className="font-normal text-muted-foreground">no heading</span>}
              {confidence === "similar" ? (
                <Badge variant="warning" className="ml-2">
                  Similar name
                </Badge>
              ) : null}
            </span>
            <span className="min-w-0 font-mono text-[0.8125rem] wrap-anywhere text-muted-foreground">
              {samples.length > 0 ? (
                samples.join(" · ")
              ) : (
                <span className="font-sans">blank in the first rows</span>
              )}
            </span>
            <NativeSelect
              name={`column.${column}`}
              aria-label={`Field of column ${columnName(column)}, ${header.trim() || "without heading"}`}
              value={chosen[column]}
              onChange={(event) => setChosen(chosen.with(column, event.currentTarget.value))}
            >
              <option value="">Keep as extra information</option>
              {fields.map(({ field, label, isRequired }) => {
                const taken = chosen.indexOf(field);
                const elsewhere = taken >= 0 && taken !== column;
                return (
                  <option key={field} value={field} disabled={elsewhere}>
                    {label}
                    {isRequired ? " *" : ""}
                    {elsewhere ? ` (column ${columnName(taken)})` : ""}
                  </option>
                );
              })}
            </NativeSelect>
          </li>
        ))}
      </ul>
    </div>
  );
}
