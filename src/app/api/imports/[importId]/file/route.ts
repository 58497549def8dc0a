import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { attachment } from "@/features/imports/lib/attachment";
import { importJob } from "@/features/imports/queries";
import { memberRoute, refuse } from "@/libs/access/route";
import { openStoredFile } from "@/libs/file-store";

/** The uploaded file, byte for byte. Never shown in the browser: it holds what somebody else wrote. */
export const GET = memberRoute<{ importId: string }>(
  { name: "import_file", counts: "downloads" },
  async (_request, { member, params }) => {
    const job = await importJob(member.organization.id, params.importId);
    if (!job) return refuse(404, "There is no such import.");
    const stored = await openStoredFile(job.file.storageKey);
    const bytes = createReadStream(stored.path);
    // Also when the download is broken off.
    bytes.once("close", () => void stored.release());
    return new Response(Readable.toWeb(bytes) as ReadableStream<Uint8Array>, {
      headers: attachment(job.file.name, "application/octet-stream", job.file.byteSize),
    });
  },
);
