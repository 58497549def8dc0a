import type { StageAge } from "@/features/dashboard/schema";
import { centsToDecimal, decimalToCents } from "@/libs/money";

/** How much of a stage has waited at least `fromBand` times thirty days: how many surveys and their sum. */
export function waitingSince(
  stage: StageAge | undefined,
  fromBand: number,
): { count: number; total: string } {
  const late = (stage?.bands ?? []).filter(({ band }) => band !== null && band >= fromBand);
  return {
    count: late.reduce((sum, { count }) => sum + count, 0),
    total: centsToDecimal(late.reduce((sum, { total }) => sum + decimalToCents(total), 0n)),
  };
}
