import type { ReactNode } from "react";
import type { ConventionExample, ImportMetadata } from "@/features/imports/schema";

type Convention = NonNullable<ImportMetadata["conventions"]>["date_order" | "decimal"];

/** One of two readings of text cells, each shown on a cell of the file. Nothing, when the file has no such cells. */
export function ConventionChoice({
  name,
  legend,
  convention,
  isAsked,
  readings,
  none,
  show,
}: {
  name: string;
  legend: string;
  convention: Convention;
  /** The file cannot be read without an answer. */
  isAsked: boolean;
  readings: readonly { value: string; label: string }[];
  /** The words for a reading that makes no value. */
  none: string;
  show: (value: string) => ReactNode;
}) {
  const { example, use, by } = convention;
  if (!example) return null;
  // What the file shows by itself need not be said, and is no answer for the next file.
  const chosen = by === "person" || by === "remembered" ? use : "";
  const choices = [...(isAsked || by === "person" ? [] : [{ value: "", label: "As the file shows" }]), ...readings];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium">{legend}</legend>
      <p className="text-[0.8125rem] text-muted-foreground">
        For example “{example.text}” in row {example.row}, column “{example.header}”. Cells that are real numbers or
        dates are never in doubt.
      </p>
      {choices.map(({ value, label }) => (
        <label
          key={value}
          className="flex cursor-pointer items-start gap-2.5 rounded-md border p-3 has-checked:border-brand has-checked:bg-info-surface"
        >
          <input
            type="radio"
            name={name}
            value={value}
            required={isAsked}
            defaultChecked={value === chosen}
            className="mt-0.5 size-4 shrink-0 accent-primary"
          />
          <span className="min-w-0">
            <span className="block font-medium">{label}</span>
            <span className="text-muted-foreground">
              {value === "" ? readByFile(use, readings, by) : <Reading {...{ example, value, none, show }} />}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function readByFile(use: string, readings: readonly { value: string; label: string }[], by: Convention["by"]): string {
  const label = readings.find(({ value }) => value === use)?.label.toLowerCase();
  return by === "file" && label
    ? `Its other cells leave one reading: ${label}.`
    : "Every cell can be read in one way only.";
}

function Reading({
  example,
  value,
  none,
  show,
}: {
  example: ConventionExample;
  value: string;
  none: string;
  show: (value: string) => ReactNode;
}) {
  const read = example.readings[value] ?? null;
  return (
    <>
      “{example.text}” is {read === null ? none : show(read)}
    </>
  );
}
