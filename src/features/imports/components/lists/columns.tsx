import { Columns3 } from "lucide-react";
import { fieldLabel } from "@/features/imports/lib/field-words";
import type { ImportMetadata, ImportType } from "@/features/imports/schema";
import { EmptyState } from "@/components/empty-state";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { columnName } from "@/libs/worksheet-reader/row-view";

const confidenceWords = {
  remembered: "As confirmed earlier",
  exact: "Same name",
  synonym: "Known other name",
  similar: "Similar name, please check",
} as const;

/** Which heading of the sheet became which field. */
export function Columns({ type, metadata }: { type: ImportType; metadata: ImportMetadata }) {
  if (metadata.mapping.length === 0) {
    return (
      <EmptyState icon={Columns3} title="The headings are not known">
        This file was not read far enough.
      </EmptyState>
    );
  }
  return (
    <>
      <p className="max-w-prose px-4 py-3 text-muted-foreground">
        How the columns of the sheet {metadata.sheet ? `“${metadata.sheet}” ` : ""}were understood. Columns
        that AESTrak has no field for are kept and shown on the page of each row.
      </p>
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
