/** Bytes of a body that a route handler may hold in memory at once. */
const maxBodyBytes = 64 * 1024;

/**
 * Judges a body by its announced length, before any of it is read. Node's HTTP server hands over no more than that.
 * @returns the status and sentence of the refusal, or null
 */
export function bodyRefusal(given: Headers): { status: number; message: string } | null {
  if (given.has("transfer-encoding"))
    return { status: 411, message: "Send the length of the content along." };
  if (Number(given.get("content-length") ?? 0) > maxBodyBytes)
    return { status: 413, message: "This is more than is taken here." };
  return null;
}
