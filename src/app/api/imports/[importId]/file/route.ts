import { attachment } from "@/features/imports/lib/attachment";
import { importJob } from "@/features/imports/queries";
import { memberRoute, refuse } from "@/libs/access/route";
import { fileDownload } from "@/libs/file-download";
import { openStoredFile } from "@/libs/file-store";

/** The uploaded file, byte for byte. Never shown in the browser: it holds what somebody else wrote. */
export const GET = memberRoute<{ importId: string }>(
  { name: "import_file", counts: "downloads" },
  async (request, { member, params }) => {
    const job = await importJob(member.organization.id, params.importId);
    if (!job) return refuse(404, "There is no such import.");
    const stored = await openStoredFile(job.file.storageKey);
    try {
      return await fileDownload(request, stored.path, (byteSize) =>
        attachment(job.file.name, "application/octet-stream", byteSize),
      );
    } finally {
      await stored.release();
    }
  },
);
