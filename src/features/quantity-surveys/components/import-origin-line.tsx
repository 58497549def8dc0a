import Link from "next/link";
import { DateText } from "@/components/date-text";
import type { ImportOrigin } from "@/features/quantity-surveys/queries";
import { paths } from "@/libs/paths";

/** Which row of which file a record came from, when, and by whom. */
export function ImportOriginLine({
  origin,
  row,
  timeZone,
}: {
  origin: ImportOrigin;
  /** The row's number in the sheet. */
  row: number;
  timeZone: string;
}) {
  return (
    <p className="text-[0.8125rem] text-muted-foreground">
      From row {row} of{" "}
      <Link
        href={paths.importJob(origin.id)}
        className="rounded-sm text-link underline underline-offset-4 wrap-anywhere"
      >
        {origin.fileName}
      </Link>
      {origin.importedAt ? (
        <>
          , imported on <DateText value={origin.importedAt} withTime timeZone={timeZone} />
        </>
      ) : null}
      {origin.person ? ` by ${origin.person}` : ""}
    </p>
  );
}
