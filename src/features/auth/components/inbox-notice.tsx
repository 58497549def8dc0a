import { ExternalLink } from "lucide-react";
import { connection } from "next/server";
import { Alert } from "@/components/ui/alert";
import { environment } from "@/libs/environment";

/** Where this installation's mail is to be found while no mail provider is set; nothing when there is one. */
export async function InboxNotice() {
  // The setting is this server's, not the build's.
  await connection();
  const inbox = environment().AESTRAK_INBOX_URL;
  if (!inbox) return null;
  return (
    <Alert title="Mail stays on this machine">
      No mail provider is set up here, so AESTrak keeps every mail in an inbox of its own:{" "}
      <a
        href={inbox}
        target="_blank"
        rel="noreferrer"
        className="inline-flex items-center gap-1 font-medium text-link underline underline-offset-4"
      >
        open the inbox
        <ExternalLink aria-hidden className="size-3.5" />
        <span className="sr-only"> (in a new tab)</span>
      </a>
      .
    </Alert>
  );
}
