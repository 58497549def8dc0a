import { attachment } from "@/features/imports/lib/attachment";
import { writtenDownload } from "@/libs/file-download";

/** The type of a workbook (.xlsx). */
const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Has a workbook written to a file of its own and streams it from there, under the given name. */
export function workbookDownload(
  request: Request,
  fileName: string,
  write: (path: string) => Promise<void>,
): Promise<Response> {
  return writtenDownload(request, (byteSize) => attachment(fileName, workbookType, byteSize), write);
}
