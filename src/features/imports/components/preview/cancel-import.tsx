import { ConfirmAction } from "@/components/confirm-action";
import { cancelImport } from "@/features/imports/actions";

/** Drops the import after asking. */
export function CancelImport({ importId, fileName }: { importId: string; fileName: string }) {
  return (
    <ConfirmAction
      action={cancelImport}
      fields={{ importId }}
      label="Cancel import"
      title="Cancel this import?"
      description={
        <>
          Nothing of <span className="wrap-anywhere">{fileName}</span> will be taken over. The import stays in
          the list as canceled; to try again, upload the file once more.
        </>
      }
      confirm="Cancel import"
      pending="Canceling"
      cancel="Keep it"
    />
  );
}
