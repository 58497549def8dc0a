import type { ImportPhase, ImportState, ImportStatus, ImportType } from "@/features/imports/schema";

export const importTypeLabel: Readonly<Record<ImportType, string>> = {
  purchase_orders: "Purchase orders",
  quantity_surveys: "Quantity surveys",
};

export const importStatusLabel: Readonly<Record<ImportStatus, string>> = {
  pending: "Waiting",
  processing: "In progress",
  awaiting_mapping: "Needs an answer",
  awaiting_confirmation: "Ready to check",
  succeeded: "Applied",
  failed: "Failed",
  canceled: "Canceled",
  undone: "Undone",
};

/** What the worker does in each phase, in the order in which they follow each other until the preview. */
export const readingSteps = [
  { phase: "inspecting", label: "Read the headings", doing: "Reading the headings" },
  { phase: "staging", label: "Check every row", doing: "Checking every row" },
  { phase: "comparing", label: "Compare with what is there", doing: "Comparing with what is there" },
] as const satisfies readonly { phase: ImportPhase; label: string; doing: string }[];

const endSentences = {
  awaiting_mapping: "Its columns need an answer. Open it and say what they hold.",
  awaiting_confirmation: "The preview is ready. Open it, check it and confirm.",
  succeeded: "Applied.",
  canceled: "Canceled. Nothing was changed.",
  undone: "Undone.",
} as const;

/** The state of an import as one sentence. */
export function stateSentence({ status, phase, failureReason }: ImportState): string {
  if (status === "failed") return `Failed: ${failureReason ?? "open it to see why."}`;
  if (status !== "pending" && status !== "processing") return endSentences[status];
  if (phase === "queued") return "Uploaded. Waits for its turn.";
  if (phase === "applying") return "Applying what was confirmed.";
  if (phase === "undoing") return "Undoing it.";
  return `${readingSteps.find((step) => step.phase === phase)?.doing ?? "Working on it"}.`;
}
