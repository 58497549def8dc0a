import { Count } from "@/components/count";
import { ImportOptions } from "@/features/imports/components/preview/import-options";
import type { MoneyFormat } from "@/features/imports/components/money-change";
import { counted } from "@/libs/formatters";
import type { ImportJob } from "@/features/imports/queries";
import { Money } from "@/components/money";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

/** What a person has to say about the file before it can be applied: repeated numbers, and whether it is complete. */
export function Decisions({ job, format }: { job: ImportJob; format: MoneyFormat }) {
  const conflictCount = job.counts.conflicts ?? 0;
  const isSurveys = job.type === "quantity_surveys";
  if (conflictCount === 0 && !isSurveys) return null;
  return (
    <Card aria-labelledby="decisions-title">
      <CardHeader>
        <div>
          <CardTitle id="decisions-title">What AESTrak cannot know by itself</CardTitle>
          {conflictCount > 0 ? (
            <CardDescription>
              Your answer about repeated numbers is remembered for the next file.
            </CardDescription>
          ) : null}
        </div>
      </CardHeader>
      <CardContent className="grid gap-5">
        {conflictCount > 0 ? <Conflicts job={job} format={format} /> : null}
        <ImportOptions
          conflictCount={conflictCount}
          policies={conflictCount > 0 ? policies(isSurveys) : []}
          modes={isSurveys ? modes(job, format) : []}
        />
      </CardContent>
    </Card>
  );
}

/** Which of the two questions this page doesn't ask; their answers stay as they are. */
export function unaskedQuestions(job: ImportJob): ("mode" | "repeatPolicy")[] {
  return [
    ...(job.type === "quantity_surveys" ? [] : (["mode"] as const)),
    ...(job.counts.conflicts ? [] : (["repeatPolicy"] as const)),
  ];
}

function policies(isSurveys: boolean) {
  return [
    {
      value: "fault" as const,
      label: "A fault in the file",
      effect: "The import cannot be confirmed. Have the export corrected, then upload it again.",
    },
    {
      value: "corrections" as const,
      label: "Corrections",
      effect: "Only the last row of each number counts; the rows before it are ignored.",
    },
    ...(isSurveys
      ? [
          {
            value: "parts" as const,
            label: "Parts of one quantity survey",
            effect:
              "All of them count, and their totals are added. They are numbered in the order of the file.",
          },
        ]
      : []),
  ];
}

function modes(job: ImportJob, format: MoneyFormat) {
  const absent = job.metadata.withdrawn;
  const unreadable = job.counts.errors;
  return [
    {
      value: "incremental" as const,
      label: "Only some: add and change",
      effect:
        "What is new or different is taken over. Quantity surveys that the file does not hold stay as they are.",
    },
    {
      value: "snapshot" as const,
      label: "All of them: a full export",
      effect: (
        <>
          {absent && absent.count > 0 ? (
            <>
              {counted(
                absent.count,
                "quantity survey that you have is",
                "quantity surveys that you have are",
              )}{" "}
              missing from it, <Money value={absent.total} {...format} /> together.{" "}
              {absent.count === 1 ? "It counts" : "They count"} as withdrawn by the client: kept, but no
              longer part of any total.
            </>
          ) : (
            "It holds everything that you have already, so nothing would be withdrawn."
          )}
          {unreadable > 0 && absent && absent.count > 0
            ? ` Careful: ${counted(unreadable, "row", "rows")} could not be read and would count as missing, too.`
            : ""}
        </>
      ),
    },
  ];
}

function Conflicts({ job, format }: { job: ImportJob; format: MoneyFormat }) {
  const { conflicts } = job.metadata;
  const isSurveys = job.type === "quantity_surveys";
  const all = job.counts.conflicts ?? 0;
  return (
    <div className="overflow-hidden rounded-md border">
      <Table label="Repeated numbers with different values" containerClassName="max-h-80">
        <TableHeader>
          <tr>
            <TableHead>Purchase order</TableHead>
            {isSurveys ? <TableHead>Quantity survey</TableHead> : null}
            <TableHead>Rows of the sheet</TableHead>
            <TableHead align="right">{isSurveys ? "Totals in them" : "Order values in them"}</TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {conflicts.map((conflict) => (
            <TableRow key={`${conflict.purchase_order_no} ${conflict.qs_number}`}>
              <TableCell className="money">{conflict.purchase_order_no}</TableCell>
              {isSurveys ? <TableCell className="money">{conflict.qs_number}</TableCell> : null}
              <TableCell>
                {conflict.rows.map((row) => (
                  <div key={row}>Row {row}</div>
                ))}
              </TableCell>
              <TableCell align="right">
                {conflict.values.map((value, index) => (
                  <div key={conflict.rows[index] ?? index}>
                    <Money value={value} {...format} />
                  </div>
                ))}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {all > conflicts.length ? (
        <p className="border-t px-4 py-2 text-[0.8125rem] text-muted-foreground">
          The first {conflicts.length} of <Count value={all} />.
        </p>
      ) : null}
    </div>
  );
}
