import { paths } from "@/libs/paths";

/** Why a file did not arrive, as a sentence for the person who sent it. */
export class UploadFailure extends Error {
  override name = "UploadFailure";
}

type SendOptions = {
  /** Aborting rejects with the signal's reason. */
  signal: AbortSignal;
  /** Told the bytes that have left the browser. */
  onProgress: (sent: number) => void;
};

/**
 * SHA-256 of a file in hex, so that the server can tell whether the same bytes arrived; null where the page is not
 * secure (plain http on another host), because browsers compute it only on secure pages.
 * @throws UploadFailure when the file cannot be read
 */
export async function checksumOf(file: File): Promise<string | null> {
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    throw new UploadFailure(
      "The file could not be read. If it is open in Excel, close it there and try again.",
    );
  }
  if (!globalThis.crypto?.subtle) return null;
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Sends one file as a raw body. XMLHttpRequest, because fetch tells nothing about bytes on their way out.
 * @returns the id of the import that the server started
 * @throws UploadFailure when the server refuses, or cannot be reached
 */
export function sendFile(
  file: File,
  checksum: string | null,
  { signal, onProgress }: SendOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", paths.importApi.upload({ name: file.name, size: file.size }));
    request.responseType = "json";
    request.setRequestHeader("content-type", "application/octet-stream");
    if (checksum) request.setRequestHeader("x-content-sha256", checksum);
    request.upload.addEventListener("progress", ({ loaded }) => onProgress(loaded));
    request.addEventListener("load", () => {
      const answer: unknown = request.response;
      if (request.status === 201 && hasText(answer, "importId")) resolve(answer.importId);
      else if (request.status === 401)
        reject(
          new UploadFailure("You are no longer logged in. Log in again, then choose the file once more."),
        );
      else if (hasText(answer, "error")) reject(new UploadFailure(answer.error));
      else reject(new UploadFailure("The server did not take the file. Try again in a moment."));
    });
    request.addEventListener("error", () =>
      reject(new UploadFailure("The connection broke off before the file had arrived. Try again.")),
    );
    request.addEventListener("abort", () => reject(signal.reason));
    signal.addEventListener("abort", () => request.abort());
    if (signal.aborted) reject(signal.reason);
    else request.send(file);
  });
}

function hasText<Key extends string>(value: unknown, key: Key): value is Record<Key, string> {
  return (
    typeof value === "object" && value !== null && typeof (value as Record<string, unknown>)[key] === "string"
  );
}
