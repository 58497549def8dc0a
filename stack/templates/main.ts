// Writes the import templates that the application offers for download: run it after changing columns.ts.
import { writeFile } from "node:fs/promises";
import { columnsOf } from "@/features/imports/lib/columns";
import type { ImportKind } from "@/features/imports/lib/columns";
import { templateWorkbook } from "@/features/imports/lib/templates";

for (const kind of Object.keys(columnsOf) as ImportKind[]) {
  await writeFile(
    new URL(`../../public/templates/${kind}.xlsx`, import.meta.url),
    await templateWorkbook(kind),
  );
}
