import { LevelChange } from "@/features/imports/components/level-change";
import type { UndoEffect } from "@/features/imports/undo-queries";
import { RowLink } from "@/components/data-table";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { paths } from "@/libs/paths";

const statusWords = {
  open: "Open",
  acknowledged: "Acknowledged",
  snoozed: "Put aside",
  resolved: "Resolved",
} as const;

/** The alerts that an undo would remove or put back. */
export function UndoAlerts({ preview }: { preview: UndoEffect }) {
  const { alerts, alerts_removed: removed, alerts_restored: restored } = preview;
  if (alerts.length === 0) return null;
  return (
    <Card aria-labelledby="undo-alerts" className="overflow-hidden">
      <CardHeader>
        <div>
          <CardTitle id="undo-alerts">Alerts that would move back</CardTitle>
          <CardDescription>
            Alerts that this import opened go; those that it moved stand again as they stood.
            {preview.alerts_acted_on > 0
              ? " Where somebody has acted on an alert since, that is kept if the alert stays, and stands in the audit log if it goes."
              : ""}
            {removed + restored > alerts.length ? ` The first ${alerts.length} are shown.` : ""}
          </CardDescription>
        </div>
      </CardHeader>
      <div className="mt-3 border-t">
        <Table label="Alerts that would move back" containerClassName="max-h-96">
          <TableHeader>
            <tr>
              <TableHead>Purchase order</TableHead>
              <TableHead>Alert</TableHead>
              <TableHead>Level</TableHead>
              <TableHead>Since the import</TableHead>
            </tr>
          </TableHeader>
          <TableBody>
            {alerts.map((alert) => (
              <TableRow key={alert.alert_id}>
                <TableCell className="money">
                  <RowLink href={paths.alert(alert.alert_id)}>{alert.purchase_order_no}</RowLink>
                </TableCell>
                <TableCell>
                  {alert.status_after === null ? "Removed" : `${statusWords[alert.status_after]} again`}
                </TableCell>
                <TableCell>
                  <LevelChange before={alert.level_before} after={alert.level_after} />
                </TableCell>
                <TableCell>
                  {alert.acted_since ? (
                    "Somebody acted on it"
                  ) : (
                    <span className="text-muted-foreground">–</span>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </Card>
  );
}
