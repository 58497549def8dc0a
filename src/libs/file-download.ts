import { type FileHandle, open, rm } from "node:fs/promises";
import { temporaryPath } from "@/libs/file-store";

/** The headers of a download, once its length in bytes is known. */
type HeadersFor = (byteSize: number) => Record<string, string>;

/**
 * Has a file written and streams it from there, so that neither writing nor a slow download holds it in memory. The file
 * has no name any more when the download begins, so that nothing of it stays.
 */
export async function writtenDownload(
  request: Request,
  headersFor: HeadersFor,
  write: (path: string) => Promise<void>,
): Promise<Response> {
  const path = await temporaryPath();
  try {
    await write(path);
    return await fileDownload(request, path, headersFor);
  } finally {
    await rm(path, { force: true });
  }
}

/** Streams a file as it is asked for. It may lose its name when this returns. */
export async function fileDownload(
  request: Request,
  path: string,
  headersFor: HeadersFor,
): Promise<Response> {
  const file = await open(path);
  const headers = headersFor((await file.stat()).size);
  if (request.method === "HEAD" || request.signal.aborted) {
    await file.close();
    return new Response(null, { headers });
  }
  // Somebody who left before the body was begun never closes it.
  request.signal.addEventListener("abort", () => void file.close(), { once: true });
  return new Response(streamOf(file), { headers });
}

/**
 * The bytes of a file, read as they are asked for. Closes it at the end, and when nobody asks any more; a stream of
 * Node's, turned into one of the web, would throw past its reader then.
 */
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
