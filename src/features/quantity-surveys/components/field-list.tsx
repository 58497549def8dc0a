"use client";

import { type ReactNode, useId, useState } from "react";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

/** A named value of a record; `text` is what is searched and, without `shown`, displayed. Null: blank. */
export type FieldEntry = { key: string; label: string; text: string | null; shown?: ReactNode };

type FieldListProps = {
  fields: readonly FieldEntry[];
  /** Columns of the client's file that AESTrak has no field for. */
  attributes: readonly FieldEntry[];
};

/** Every field of a record with a small filter by name or value. */
export function FieldList({ fields, attributes }: FieldListProps) {
  const [wanted, setWanted] = useState("");
  const inputId = useId();
  const needle = wanted.trim().toLowerCase();
  const matching = (entries: readonly FieldEntry[]) =>
    entries.filter(({ label, text }) => `${label}\n${text ?? ""}`.toLowerCase().includes(needle));
  const found = matching(fields);
  const foundAttributes = matching(attributes);
  return (
    <div className="space-y-5">
      <div className="grid max-w-xs gap-1">
        <Label htmlFor={inputId} className="text-xs text-muted-foreground">
          Find a field by name or value
        </Label>
        <Input
          id={inputId}
          type="search"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </div>
      <p role="status" className="sr-only">
        {needle ? `${found.length + foundAttributes.length} fields match` : ""}
      </p>
      <Entries entries={found} />
      {attributes.length > 0 ? (
        <div className="space-y-2.5">
          <h3 className="text-[0.8125rem] font-semibold">Further columns of the client’s file</h3>
          <Entries entries={foundAttributes} />
        </div>
      ) : null}
    </div>
  );
}

function Entries({ entries }: { entries: readonly FieldEntry[] }) {
  if (entries.length === 0)
    return <p className="text-[0.8125rem] text-muted-foreground">No field matches.</p>;
  return (
    <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
      {entries.map(({ key, label, text, shown }) => (
        <div key={key} className="min-w-0">
          <dt className="text-xs text-muted-foreground">{label}</dt>
          <dd className="whitespace-pre-line wrap-anywhere">{text === null ? "–" : (shown ?? text)}</dd>
        </div>
      ))}
    </dl>
  );
}
