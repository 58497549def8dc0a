import { type FileHandle, open, rm } from "node:fs/promises";
import { attachment } from "@/features/imports/lib/attachment";
import { temporaryPath } from "@/libs/file-store";

/** The type of a workbook (.xlsx). */
const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * Has a workbook written to a file of its own and streams it from there, so that neither writing nor a slow download
 * holds it in memory. The file has no name any more when the download begins, so that nothing of it stays.
 */
export async function workbookDownload(
  request: Request,
  fileName: string,
  write: (path: string) => Promise<void>,
): Promise<Response> {
  const path = await temporaryPath();
  try {
    await write(path);
    const file = await open(path);
    const { size } = await file.stat();
    const headers = attachment(fileName, workbookType, size);
    if (request.method === "HEAD" || request.signal.aborted) {
      await file.close();
      return new Response(null, { headers });
    }
    // Somebody who left before the body was begun never closes it.
    request.signal.addEventListener("abort", () => void file.close(), { once: true });
    return new Response(streamOf(file), { headers });
  } finally {
    await rm(path, { force: true });
  }
}

/** The bytes of a file, read as they are asked for. Closes it at the end, and when nobody asks any more. */
function streamOf(file: FileHandle): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(64 * 1024));
      if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
      else {
        controller.close();
        await file.close();
      }
    },
    cancel: () => file.close(),
  });
}
