"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { useFormats } from "@/components/formats";
import { formatInstant } from "@/libs/formatters";

/** Keys of the page within a list, and of what is unfolded: they filter nothing. */
const notFilters = new Set(["before", "after", "view", "tab", "page"]);

/** The head of a printed page: whose figures, by which filters, and as of when. */
export function PrintHead({ organization }: { organization: string }) {
  const formats = useFormats();
  const [printed, setPrinted] = useState<Date | null>(null);
  useEffect(() => {
    // Written before the browser draws the paper.
    const note = () => flushSync(() => setPrinted(new Date()));
    window.addEventListener("beforeprint", note);
    return () => window.removeEventListener("beforeprint", note);
  }, []);
  const filters = [...useSearchParams()]
    .filter(([name]) => !notFilters.has(name))
    .map(([name, value]) => `${name} ${value}`.replaceAll("_", " "));
  return (
    <div className="print-only mb-4 border-b pb-2 text-xs">
      <p className="font-semibold">{organization}</p>
      <p>
        AESTrak{printed ? `, as of ${formatInstant(printed, formats)}` : ""}
        {filters.length > 0 ? `; filtered by ${filters.join(", ")}` : ""}
      </p>
    </div>
  );
}
