import { Count } from "@/components/count";
import type { ImportMetadata } from "@/features/imports/schema";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

const stages = ["created", "transferred", "accepted", "invoiced", "posted"] as const;
const stageLabel = {
  created: "Created",
  transferred: "Transferred",
  accepted: "Accepted",
  invoiced: "Invoiced",
  posted: "Posted",
} as const;

/** How many quantity surveys reach another stage, from where to where. */
export function StageMoves({ moves, happened }: { moves: ImportMetadata["stage_moves"]; happened: boolean }) {
  if (moves.length === 0) return null;
  const rows = [null, ...stages].filter((before) => moves.some((move) => move.before === before));
  const title = happened ? "Quantity surveys that moved on" : "Quantity surveys that would move on";
  return (
    <Card aria-labelledby="stage-moves" className="overflow-hidden">
      <CardHeader>
        <div>
          <CardTitle id="stage-moves">{title}</CardTitle>
          <CardDescription>
            By stage before and after. The stage follows from the dates, the invoice and the accounting
            document of a row; those that stay in their stage are not counted.
          </CardDescription>
        </div>
      </CardHeader>
      <div className="mt-3 border-t">
        <Table label="Number of quantity surveys by stage before and after">
          <TableHeader>
            <tr>
              <TableHead>Before</TableHead>
              {stages.map((after) => (
                <TableHead key={after} align="right">
                  {stageLabel[after]} after
                </TableHead>
              ))}
            </tr>
          </TableHeader>
          <TableBody>
            {rows.map((before) => (
              <TableRow key={before}>
                <TableCell>{before ? stageLabel[before] : "New in this file"}</TableCell>
                {stages.map((after) => {
                  const count = moves.find((move) => move.before === before && move.after === after)?.count;
                  return (
                    <TableCell
                      key={after}
                      align="right"
                      className={count ? undefined : "text-muted-foreground"}
                    >
                      {count ? <Count value={count} /> : "–"}
                    </TableCell>
                  );
                })}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </Card>
  );
}
