import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Workbooks to fill in by hand, for people who have no export. */
export function TemplateDownloads() {
  return (
    <>
      <Button variant="outline" asChild>
        <a href="/templates/purchase-orders.xlsx" download>
          <Download aria-hidden />
          Purchase order template
        </a>
      </Button>
      <Button variant="outline" asChild>
        <a href="/templates/quantity-surveys.xlsx" download>
          <Download aria-hidden />
          Quantity survey template
        </a>
      </Button>
    </>
  );
}
