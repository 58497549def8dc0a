import { Columns3, Pencil } from "lucide-react";
import Link from "next/link";
import { fieldLabel } from "@/features/imports/lib/field-words";
import { readingFacts } from "@/features/imports/lib/reading-words";
import type { ImportJob } from "@/features/imports/queries";
import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { paths } from "@/libs/paths";
import { columnName } from "@/libs/worksheet-reader/row-view";

const confidenceWords = {
  remembered: "As confirmed earlier",
  exact: "Same name",
  synonym: "Known other name",
  similar: "Similar name, please check",
} as const;

/** Which heading of the sheet became which field. */
export function Columns({ job }: { job: ImportJob }) {
  const { type, metadata } = job;
  if (!type || metadata.mapping.length === 0) {
    return (
      <EmptyState icon={Columns3} title="The headings are not known">
        This file was not read far enough.
      </EmptyState>
    );
  }
  const facts = readingFacts(metadata);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
        <div className="max-w-prose text-muted-foreground">
          <p>
            How the columns of the {metadata.csv ? "file" : `sheet “${metadata.sheet ?? ""}”`} were
            understood. Columns that AESTrak has no field for are kept and shown on the page of each row.
          </p>
          {facts.length > 0 ? <p className="mt-1">Read as: {facts.join("; ")}.</p> : null}
        </div>
        {job.status === "awaiting_confirmation" ? (
          <Button variant="outline" asChild>
            <Link href={paths.importMapping(job.id)}>
              <Pencil aria-hidden />
              Edit mapping
            </Link>
          </Button>
        ) : null}
      </div>
      <Table label="Columns of the sheet">
        <TableHeader>
          <tr>
            <TableHead>Column</TableHead>
            <TableHead>Heading in the file</TableHead>
            <TableHead>Taken as</TableHead>
            <TableHead>Because</TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {metadata.mapping.map(({ header, field, confidence }, column) => (
            <TableRow key={columnName(column)}>
              <TableCell>{columnName(column)}</TableCell>
              <TableCell className="wrap-anywhere">
                {header || <span className="text-muted-foreground">blank</span>}
              </TableCell>
              <TableCell>
                {field ? fieldLabel(type, field) : <Badge variant="outline">Kept as it is</Badge>}
              </TableCell>
              <TableCell className="text-muted-foreground">
                {confidence === "similar" ? (
                  <Badge variant="warning">{confidenceWords.similar}</Badge>
                ) : confidence ? (
                  confidenceWords[confidence]
                ) : (
                  "No field of this name"
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
}
