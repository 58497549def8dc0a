/** Bytes of the largest file that is taken; the server checks it again. */
export const maxUploadBytes = 200 * 1024 * 1024;

/** The file types that the picker offers; what a file really is, its content decides on the server. */
export const acceptedFiles = ".xlsx,.csv";

/** Why a file need not be uploaded at all, as a sentence; null when it may be tried. `size` in bytes. */
export function uploadRefusal({ name, size }: { name: string; size: number }): string | null {
  if (size === 0) return "This file is empty. Export it from the portal again.";
  if (size > maxUploadBytes) {
    return `This file is ${fileSize(size)}; the limit is 200 MB. Export a shorter period, or fewer columns.`;
  }
  if (/\.xls$/i.test(name)) {
    return "This is a file of the old Excel format (.xls). Open it in Excel, save it as .xlsx, and choose that file.";
  }
  if (!/\.(xlsx|xlsm|csv|txt)$/i.test(name)) {
    return "This is neither an Excel file (.xlsx) nor a CSV file. Choose the export as the portal gives it.";
  }
  if (name.length > 255) return "The name of this file is too long. Rename it to fewer than 255 characters.";
  return null;
}

/** A number of bytes for people: "4.2 MB". */
export function fileSize(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB"];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1;
  return `${size.toFixed(digits)} ${units[unit]}`;
}
