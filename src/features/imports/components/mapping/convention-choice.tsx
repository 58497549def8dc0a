import type { MoneyFormat } from "@/features/imports/components/money-change";
import type { ConventionExample, ImportMetadata } from "@/features/imports/lib/import-metadata";
import { DateText } from "@/components/date-text";
import { Money } from "@/components/money";
import { RadioCard } from "@/components/ui/radio-card";

type Convention = NonNullable<ImportMetadata["conventions"]>["date_order" | "decimal"];
type Choice = { value: string; label: string };

/** One of two readings of text cells, each shown on a cell of the file. Nothing, when the file has no such cells. */
export function ConventionChoice({
  name,
  legend,
  convention,
  isAsked,
  readings,
  format,
}: {
  name: "dateOrder" | "decimal";
  legend: string;
  convention: Convention;
  /** The file cannot be read without an answer. */
  isAsked: boolean;
  readings: readonly Choice[];
  format: MoneyFormat;
}) {
  const { example, use, by } = convention;
  if (!example) return null;
  // What the file shows by itself need not be said, and is no answer for the next file.
  const chosen = by === "person" || by === "remembered" ? use : "";
  const choices = [
    ...(isAsked || by === "person" ? [] : [{ value: "", label: "As the file shows" }]),
    ...readings,
  ];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium">{legend}</legend>
      <p className="text-[0.8125rem] text-muted-foreground">
        For example “{example.text}” in row {example.row}, column “{example.header}”. Cells that are real
        numbers or dates are never in doubt.
      </p>
      {choices.map(({ value, label }) => (
        <RadioCard
          key={value}
          name={name}
          value={value}
          label={label}
          required={isAsked}
          defaultChecked={value === chosen}
        >
          {value === "" ? (
            readByFile(convention, readings)
          ) : (
            <Reading name={name} example={example} value={value} format={format} />
          )}
        </RadioCard>
      ))}
    </fieldset>
  );
}

function readByFile({ use, by }: Convention, readings: readonly Choice[]): string {
  const label = readings.find(({ value }) => value === use)?.label.toLowerCase();
  return by === "file" && label
    ? `Its other cells leave one reading: ${label}.`
    : "Every cell can be read in one way only.";
}

function Reading({
  name,
  example,
  value,
  format,
}: {
  name: "dateOrder" | "decimal";
  example: ConventionExample;
  value: string;
  format: MoneyFormat;
}) {
  const read = example.readings[value] ?? null;
  const isDate = name === "dateOrder";
  return (
    <>
      “{example.text}” is{" "}
      {read === null ? (
        `not ${isDate ? "a date" : "an amount"}`
      ) : isDate ? (
        <DateText value={read} locale={format.locale} />
      ) : (
        <Money value={read} {...format} />
      )}
    </>
  );
}
