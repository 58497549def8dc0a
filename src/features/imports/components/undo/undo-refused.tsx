import Link from "next/link";
import type { UndoRefusal } from "@/features/imports/undo-queries";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { paths } from "@/libs/paths";

/** Why an import can't be undone now, and the way on. */
export function UndoRefused({ importId, refusal }: { importId: string; refusal: UndoRefusal }) {
  return (
    <Alert
      tone="warning"
      title="This import can not be undone now"
      actions={
        <>
          {refusal.import_id ? (
            <Button asChild>
              <Link href={paths.undoImport(refusal.import_id)}>Go to that import</Link>
            </Button>
          ) : null}
          <Button variant="outline" asChild>
            <Link href={paths.importJob(importId)}>Back to this import</Link>
          </Button>
        </>
      }
    >
      {refusal.sentence}
    </Alert>
  );
}
