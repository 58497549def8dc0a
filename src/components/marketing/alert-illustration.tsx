import { BellRing, CalendarClock, CircleCheck, Mail, type LucideIcon } from "lucide-react";

import { LevelBadge } from "@/components/level-badge";
import { IllustrationFrame } from "@/components/marketing/illustration-frame";

type Event = { icon: LucideIcon; day: string; title: string; text: string };

const events: readonly Event[] = [
  {
    icon: BellRing,
    day: "3 March",
    title: "Opened at 94.00%",
    text: "An import brought spending to €206,800.00 of €220,000.00.",
  },
  { icon: Mail, day: "3 March", title: "E-mail sent", text: "Delivered to four recipients." },
  {
    icon: CalendarClock,
    day: "4 March",
    title: "Acknowledged",
    text: "“Change order requested.” The value should be raised by 18 March.",
  },
  {
    icon: CircleCheck,
    day: "16 March",
    title: "Resolved by itself",
    text: "The client raised the order to €260,000.00: 79.54% is below critical.",
  },
];

export function AlertIllustration() {
  return (
    <IllustrationFrame title="Alert for 6500001187.00002">
      <div className="p-4">
        <LevelBadge level="critical" />
        <ol className="mt-4">
          {events.map(({ icon: Icon, day, title, text }, index) => (
            <li key={title} className="relative flex gap-3 pb-4 last:pb-0">
              {index < events.length - 1 ? (
                <span aria-hidden className="absolute top-8 bottom-1 left-3.5 border-l" />
              ) : null}
              <span className="grid size-7 shrink-0 place-items-center rounded-full bg-muted text-muted-foreground">
                <Icon aria-hidden className="size-3.5" />
              </span>
              <div className="min-w-0 flex-1 pt-0.5">
                <p className="flex flex-wrap justify-between gap-x-3">
                  <span className="font-medium">{title}</span>
                  <span className="text-[0.8125rem] text-muted-foreground">{day}</span>
                </p>
                <p className="text-[0.8125rem] text-pretty text-muted-foreground">{text}</p>
              </div>
            </li>
          ))}
        </ol>
      </div>
    </IllustrationFrame>
  );
}
