import { z } from "zod";

const level = z.enum(["on_track", "warning", "critical", "over_budget"]).nullable();

/** What new thresholds would do to alerts, as private.threshold_preview tells it. Money as decimal text. */
export const thresholdPreviewSchema = z.object({
  opens: z.number(),
  closes: z.number(),
  rises: z.number(),
  falls: z.number(),
  /** The first 100: those that open, then those that close, the worst first. */
  orders: z.array(
    z.object({
      id: z.string(),
      no: z.string(),
      text: z.string().nullable(),
      value: z.string(),
      spent: z.string(),
      step: z.enum(["open", "resolve", "escalate", "deescalate"]),
      before: level,
      after: level,
    }),
  ),
  /** Names exactly this preview; saving by it does this, or nothing. */
  seen: z.string(),
});
export type ThresholdPreview = z.output<typeof thresholdPreviewSchema>;

const parts = [
  ["opens", "opens", "open"],
  ["closes", "closes", "close"],
  ["rises", "gets worse", "get worse"],
  ["falls", "gets better", "get better"],
] as const;

/** "17 alerts close, 1 alert opens.", or that none moves. */
export function previewSentence(preview: ThresholdPreview): string {
  const told = parts.flatMap(([key, one, many]) => {
    const count = preview[key];
    return count === 0 ? [] : [`${count} ${count === 1 ? `alert ${one}` : `alerts ${many}`}`];
  });
  return told.length > 0 ? `${told.join(", ")}.` : "No alert opens, closes or moves.";
}
