/** What the body of an upload may call itself. */
export const fileTypes = [
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "text/csv",
  "application/octet-stream",
] as const;

/** Whether a body of this `Content-Type` is taken as a file; what it really is, its content decides. */
export function isFileType(contentType: string | null): boolean {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase();
  return !type || (fileTypes as readonly string[]).includes(type);
}

/**
 * The file's name in a header, whose signs stand for bytes: UTF-8 where they are that, as scripts write it on any
 * machine of today, else Latin-1.
 */
export function nameInHeader(value: string | null): string | undefined {
  if (!value) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(value, "latin1"));
  } catch {
    return value;
  }
}
