import { BellOff, SearchX } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";
import type { AlertListAddress, AlertStatus } from "@/features/alerts/schema";
import { paths } from "@/libs/paths";

const nothing: Record<AlertStatus, { title: string; text: string }> = {
  open: {
    title: "Nothing is running out",
    text: "No purchase order needs anyone right now. An alert opens by itself as soon as an import shows that one does.",
  },
  acknowledged: {
    title: "Nobody is working on an alert",
    text: "An alert moves here when somebody writes down what is being done about it.",
  },
  snoozed: {
    title: "Nothing is put aside",
    text: "An alert that is snoozed waits here until its day comes.",
  },
  resolved: {
    title: "Nothing has been resolved yet",
    text: "Alerts come here when the client raises the order value, or when an admin closes them.",
  },
};

/** Stands where the list would: nothing matches the filters, or there is nothing of this status. */
export function NoAlerts({ address }: { address: AlertListAddress }) {
  const { status, level, q } = address;
  if (level || q) {
    return (
      <EmptyState
        icon={SearchX}
        title="No alert matches"
        action={
          <Button variant="outline" asChild>
            <Link href={paths.alerts({ status: status === "open" ? null : status })}>
              Clear search and filter
            </Link>
          </Button>
        }
      >
        Try another number, or look under another status.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={BellOff} title={nothing[status].title}>
      {nothing[status].text}
    </EmptyState>
  );
}
