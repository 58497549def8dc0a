import type { CSSProperties } from "react";
import type { MailedAlert } from "@/features/alerts/email/payload";

/** Each pair reaches 4.5:1, as on the screens; the word says the level too. */
export const levelStyle: Record<MailedAlert["level"], CSSProperties> = {
  warning: { backgroundColor: "#fef3d9", color: "#7c3f06" },
  critical: { backgroundColor: "#ffecdc", color: "#8f2f0e" },
  over_budget: { backgroundColor: "#fdeaea", color: "#991b1b" },
};
