import { IllustrationFrame } from "@/components/marketing/illustration-frame";
import { Money } from "@/components/money";
import { Alert } from "@/components/ui/alert";

type RowGroup = { label: string; rows: string; effect: string | null };

const groups: readonly RowGroup[] = [
  { label: "New surveys", rows: "1,204", effect: "386120.50" },
  { label: "Changed", rows: "318", effect: "-9475.20" },
  { label: "Withdrawn by the client", rows: "12", effect: "-48310.00" },
  { label: "For an order not known yet", rows: "5", effect: null },
  { label: "Unchanged", rows: "191,702", effect: null },
];

export function ImportIllustration() {
  return (
    <IllustrationFrame title="Preview of quantity-surveys.xlsx">
      <dl className="divide-y px-4">
        {groups.map((group) => (
          <div key={group.label} className="flex items-baseline gap-4 py-2.5">
            <dt className="flex-1">{group.label}</dt>
            <dd className="flex items-baseline gap-4">
              <span className="money font-medium">{group.rows}</span>
              <span className="w-28 text-right text-[0.8125rem] text-muted-foreground">
                <Money value={group.effect} currency="EUR" locale="en-US" />
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <div className="px-4 pt-1 pb-4">
        <Alert tone="warning" title="3 orders would rise to a worse level">
          One of them would go over its authorised value.
        </Alert>
      </div>
    </IllustrationFrame>
  );
}
