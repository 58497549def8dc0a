import type { DashboardSummary } from "@/features/dashboard/schema";
import { counted } from "@/libs/formatters";

/** What needs somebody, as one sentence about alerts and one about imports; null where nothing does. */
export function needsOf(
  { over_budget: over, critical, warning, imports }: DashboardSummary["attention"],
  locale: string,
): { alerts: string | null; imports: string | null } {
  const orders = (count: number) => counted(count, "purchase order", "purchase orders", locale);
  const levels = [
    over > 0 ? `${orders(over)} over budget` : null,
    critical > 0 ? `${over > 0 ? critical : orders(critical)} critical` : null,
    warning > 0 ? `${over + critical > 0 ? warning : orders(warning)} at the warning level` : null,
  ].filter((part) => part !== null);
  const files = (count: number) => counted(count, "import", "imports", locale);
  const waits = (count: number) => (count === 1 ? "waits" : "wait");
  const states = [
    imports.to_answer > 0 ? `${files(imports.to_answer)} ${waits(imports.to_answer)} for an answer` : null,
    imports.to_confirm > 0
      ? `${files(imports.to_confirm)} ${waits(imports.to_confirm)} to be confirmed`
      : null,
    imports.failed > 0 ? `${files(imports.failed)} failed` : null,
  ].filter((part) => part !== null);
  return { alerts: sentence(levels), imports: sentence(states) };
}

const sentence = (parts: readonly string[]) => (parts.length === 0 ? null : `${parts.join(", ")}.`);
