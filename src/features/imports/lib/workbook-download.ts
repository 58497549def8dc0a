import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { attachment } from "@/features/imports/lib/attachment";
import { temporaryPath } from "@/libs/file-store";

/** The type of a workbook (.xlsx). */
const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * Has a workbook written to a file of its own and streams it from there, so that neither writing nor a slow download
 * holds it in memory. The file is gone when the download is over or broken off.
 */
export async function workbookDownload(
  fileName: string,
  write: (path: string) => Promise<void>,
): Promise<Response> {
  const path = await temporaryPath();
  try {
    await write(path);
    const { size } = await stat(path);
    const bytes = createReadStream(path);
    bytes.once("close", () => void rm(path, { force: true }));
    return new Response(Readable.toWeb(bytes) as ReadableStream<Uint8Array>, {
      headers: attachment(fileName, workbookType, size),
    });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
