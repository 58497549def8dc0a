import type { Metadata } from "next";

import { AlertIllustration } from "@/components/marketing/alert-illustration";
import { FeatureSection } from "@/components/marketing/feature-section";
import { Hero } from "@/components/marketing/hero";
import { ImportIllustration } from "@/components/marketing/import-illustration";
import { Plans } from "@/components/marketing/plans";
import { Steps } from "@/components/marketing/steps";
import { UtilizationIllustration } from "@/components/marketing/utilization-illustration";
import { Warnings } from "@/components/marketing/warnings";

export const metadata: Metadata = { title: { absolute: "AESTrak: know before a purchase order runs out" } };

export default function MarketingPage() {
  return (
    <>
      <Hero />
      <FeatureSection
        title="Every order line beside what it authorises"
        points={[
          "Spent, authorised and what remains, to the cent, per purchase order line.",
          "Four levels in colour, word and icon. The thresholds are yours to set.",
          "Each figure leads to the surveys behind it, and each survey to the file and row it came from.",
        ]}
        illustration={<UtilizationIllustration />}
      />
      <FeatureSection
        title="See what a file changes before it counts"
        points={[
          "New, changed, withdrawn and repeated rows are counted and listed, with their effect on each order.",
          "Nothing is overwritten silently: every changed value is kept, so a whole import can be undone.",
          "Rows that can't be read are named with sheet row, column and reason.",
        ]}
        illustration={<ImportIllustration />}
        reverse
      />
      <FeatureSection
        title="One alert per order, and its whole story"
        points={[
          "An e-mail when an order rises to a worse level, once, and one e-mail per import rather than hundreds.",
          "Acknowledge it with a note and the date by which the client should raise the value. If that date passes, the alert comes back.",
          "When the value is raised, the alert closes itself and says why.",
        ]}
        illustration={<AlertIllustration />}
      />
      <Steps />
      <Warnings />
      <Plans />
    </>
  );
}
