import Link from "next/link";
import { counted } from "@/libs/formatters";
import type { ImportJob } from "@/features/imports/queries";
import { DateText } from "@/components/date-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Organization } from "@/libs/access/standing";
import { paths } from "@/libs/paths";

/** That the import was applied (or undone), by whom and when. */
export function Outcome({ job, organization }: { job: ImportJob; organization: Organization }) {
  const when = (
    <DateText value={job.finishedAt} withTime timeZone={organization.timeZone} locale={organization.locale} />
  );
  if (job.status === "undone") {
    return (
      <Alert title="This import was undone">
        {job.undoneBy ? `Undone by ${job.undoneBy}, ` : "Undone "}
        <DateText
          value={job.undoneAt}
          withTime
          timeZone={organization.timeZone}
          locale={organization.locale}
        />
        . Every row is as it was before it. The figures and lists below show what it had done.
      </Alert>
    );
  }
  const { orphans } = job.counts;
  const rows = (job.counts.new ?? 0) + (job.counts.changed ?? 0) + (job.counts.unchanged ?? 0);
  const isWithoutOrders = job.type === "quantity_surveys" && rows > 0 && orphans === rows;
  return (
    <Alert
      tone={isWithoutOrders ? "warning" : "success"}
      title="This import is applied"
      actions={
        <Button variant="outline" asChild>
          <Link href={paths.undoImport(job.id)}>Undo this import…</Link>
        </Button>
      }
    >
      {job.confirmedBy ? `Confirmed by ${job.confirmedBy}, applied ` : "Applied "}
      {when}. The figures below are facts now.
      {isWithoutOrders
        ? ` None of its ${counted(rows, "quantity survey", "quantity surveys")} had a purchase order then, so none counted in any total. Import the purchase orders: each survey finds its own by itself.`
        : ""}
      {job.counts.alertsOpened ? ` ${counted(job.counts.alertsOpened, "alert", "alerts")} opened.` : ""}
    </Alert>
  );
}
