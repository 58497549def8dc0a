import { CircleCheck, CircleDashed, Download, Upload } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { DateText } from "@/components/date-text";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { DashboardSummary } from "@/features/dashboard/schema";
import { paths } from "@/libs/paths";

/** The two files that a new organization starts with, as a checklist. */
export function FirstSteps({
  imported,
  timeZone,
}: {
  imported: DashboardSummary["imported"];
  timeZone: string;
}) {
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>Two files, and this page fills itself</CardTitle>
          <CardDescription>
            Both come from your client's vendor portal. Upload them as they are; you see everything before it
            counts.
          </CardDescription>
        </div>
      </CardHeader>
      <CardContent>
        <ol className="grid gap-4 lg:grid-cols-2">
          <Step
            number={1}
            title="Import your purchase orders"
            doneAt={imported.purchase_orders}
            timeZone={timeZone}
            template="/templates/purchase-orders.xlsx"
          >
            They say how much your client has authorised for each order.
            {imported.quantity_surveys && !imported.purchase_orders
              ? " Until they are there, every quantity survey is without an order and counts in no total."
              : null}
          </Step>
          <Step
            number={2}
            title="Import your quantity surveys"
            doneAt={imported.quantity_surveys}
            timeZone={timeZone}
            template="/templates/quantity-surveys.xlsx"
          >
            They say how much you have billed. AESTrak adds them up and warns you before an order runs out.
          </Step>
        </ol>
      </CardContent>
    </Card>
  );
}

type StepProps = {
  number: number;
  title: string;
  children: ReactNode;
  doneAt: string | null;
  timeZone: string;
  template: string;
};

function Step({ number, title, children, doneAt, timeZone, template }: StepProps) {
  const Icon = doneAt ? CircleCheck : CircleDashed;
  return (
    <li className="flex gap-3 rounded-lg border p-4">
      <Icon
        aria-hidden
        className={
          doneAt ? "size-5 shrink-0 text-level-on-track-text" : "size-5 shrink-0 text-muted-foreground"
        }
      />
      <div className="min-w-0 space-y-2">
        <p className="font-medium">
          {number}. {title}
        </p>
        <p className="text-muted-foreground">{children}</p>
        {doneAt ? (
          <p className="text-level-on-track-text">
            Done on <DateText value={doneAt} timeZone={timeZone} />
          </p>
        ) : (
          <div className="flex flex-wrap gap-2">
            <Button asChild>
              <Link href={paths.newImport}>
                <Upload aria-hidden />
                Upload file
              </Link>
            </Button>
            <Button variant="outline" asChild>
              <a href={template} download>
                <Download aria-hidden />
                Template
              </a>
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}
