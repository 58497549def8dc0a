import { counted } from "@/libs/formatters";

type Rows = {
  type: "purchase_orders" | "quantity_surveys";
  removed: number;
  restored: number;
  unlinked: number;
};

/** What an undo does to the rows, in one sentence. */
export function undoSentence({ type, removed, restored, unlinked }: Rows): string {
  const [one, many] =
    type === "purchase_orders"
      ? ["purchase order line", "purchase order lines"]
      : ["quantity survey", "quantity surveys"];
  const parts = [
    removed > 0 ? `${counted(removed, one, many)} that it brought will be removed` : null,
    restored > 0 ? `${counted(restored, one, many)} will be put back to the former values` : null,
    unlinked > 0
      ? `${counted(unlinked, "quantity survey", "quantity surveys")} will be without a purchase order again`
      : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return "This import changed no row, so no row will change.";
  return `${parts.join("; ")}.`;
}
