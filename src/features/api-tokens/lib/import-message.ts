import type { ImportAnswer } from "./contract";

type Told = Pick<ImportAnswer, "status" | "phase" | "confirm" | "warnings" | "counts" | "failure">;

const doing: Partial<Record<Told["phase"], string>> = {
  queued: "Waits for its turn.",
  applying: "Is being applied.",
  undoing: "Is being undone.",
};

const endings = {
  succeeded: "Applied.",
  canceled: "Canceled by a person; nothing was changed.",
  undone: "Undone by a person.",
} as const;

/** The state of an import as one sentence. */
export function importMessage({ status, phase, confirm, warnings, counts, failure }: Told): string {
  switch (status) {
    case "pending":
    case "processing":
      return doing[phase] ?? "Is being read and compared.";
    case "awaiting_mapping":
      return "Waits for a person to say in the browser how the file is to be read.";
    case "awaiting_confirmation":
      return confirm
        ? `${whyItWaits({ warnings, counts })} Check and confirm it in the browser.`
        : "Waits for a person to check and confirm it in the browser.";
    case "failed":
      return failure?.reason ?? "Failed.";
    case "succeeded":
    case "canceled":
    case "undone":
      return endings[status];
  }
}

function whyItWaits({ warnings, counts }: Pick<Told, "warnings" | "counts">): string {
  if (counts.errors) return `Not applied without a person: ${counted(counts.errors, "row")} can't be read.`;
  if (warnings[0]) return `Not applied without a person: ${warnings[0]}`;
  if (counts.conflicts) {
    return `Not applied without a person: ${counted(counts.conflicts, "key")} with different values: parts, corrections or a fault?`;
  }
  return "Not applied without a person, because somebody has changed its options.";
}

function counted(count: number, thing: string): string {
  return count === 1 ? `1 ${thing}` : `${count} ${thing}s`;
}
