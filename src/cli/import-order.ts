import type { ImportKind } from "@/features/imports/lib/columns";
import { likelyKind } from "@/features/imports/lib/likely-kind";
import { readWorksheet } from "@/libs/worksheet-reader";

/** Rows among which the header row is looked for. */
const rowsLookedAt = 20;

const rank: Readonly<Record<ImportKind | "unknown", number>> = {
  "purchase-orders": 0,
  unknown: 1,
  "quantity-surveys": 2,
};

/**
 * Puts exports of purchase orders before those of quantity surveys, so that surveys find their orders; otherwise as
 * they were given. A wrong guess costs nothing but that: the import itself decides what a file is.
 */
export async function purchaseOrdersFirst(files: readonly string[]): Promise<string[]> {
  if (files.length === 1) return [...files];
  const ranked: { file: string; place: number }[] = [];
  for (const file of files) ranked.push({ file, place: rank[(await kindOf(file)) ?? "unknown"] });
  return ranked.toSorted((a, b) => a.place - b.place).map(({ file }) => file);
}

async function kindOf(path: string): Promise<ImportKind | null> {
  let kind: ImportKind | null = null;
  let looked = 0;
  try {
    await readWorksheet(path, {}, (row) => {
      if (row.isBlank) return true;
      looked += 1;
      kind = likelyKind(Array.from({ length: row.width }, (_, column) => row.text(column)));
      return kind === null && looked < rowsLookedAt;
    });
  } catch {
    // What is wrong with the file is said when it is imported.
  }
  return kind;
}
