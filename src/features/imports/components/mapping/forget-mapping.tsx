import { ConfirmAction } from "@/components/confirm-action";
import { forgetImportMapping } from "@/features/imports/actions";

/** Drops what was confirmed about this kind of export, after asking. */
export function ForgetMapping({ importId }: { importId: string }) {
  return (
    <ConfirmAction
      action={forgetImportMapping}
      fields={{ importId }}
      label="Forget what is remembered"
      title="Forget what is remembered?"
      description="What your organization has confirmed about the columns, dates and amounts of this kind of export is dropped, for this file and the next ones. The file is then read by its own headings."
      confirm="Forget it"
      pending="Forgetting"
      cancel="Keep it"
    />
  );
}
