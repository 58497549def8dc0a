import type { FileHandle } from "node:fs/promises";
import { WorkbookError } from "./errors";
import { readAt } from "./file-bytes";
import type { ReadLimits } from "./limits";

const oleSignature = Buffer.from("d0cf11e0a1b11ae1", "hex");
const sniffBytes = 4_096;
const chunkBytes = 1024 ** 2;

/**
 * Tells by its content, never by its name, what kind of file this is.
 * @throws WorkbookError for everything that is neither an .xlsx container nor text.
 */
export async function detectFileKind(
  file: FileHandle,
  fileSize: number,
  limits: ReadLimits,
): Promise<"xlsx" | "csv"> {
  if (fileSize > limits.maxFileBytes) {
    throw new WorkbookError("file-too-large", "The file is too large; split it into smaller files.");
  }
  if (fileSize === 0)
    throw new WorkbookError("empty-file", "The file is empty; export it again and upload the new file.");
  const head = await readAt(file, 0, Math.min(fileSize, sniffBytes));
  if (head.toString("latin1", 0, 4) === "PK\x03\x04") return "xlsx";
  if (head.subarray(0, 8).equals(oleSignature)) throw await oleError(file, fileSize);
  const text = head
    .toString("latin1")
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart()
    .toLowerCase();
  if (text.startsWith("%pdf")) {
    throw new WorkbookError(
      "not-a-workbook",
      "This is a PDF, not a workbook; export the table as Excel or CSV instead.",
    );
  }
  if (/^<(?:!doctype html|html|head|body|table|meta|script|style|div)\b/.test(text)) {
    throw new WorkbookError(
      "not-a-workbook",
      "This is a web page, not a workbook, even if its name ends in .xls; open it in Excel and save it as .xlsx.",
    );
  }
  if (text.startsWith("<?xml") || text.startsWith("<!")) {
    throw new WorkbookError(
      "not-a-workbook",
      "This is an XML file, not a workbook; open it in Excel and save it as .xlsx.",
    );
  }
  const isUtf16 = head.length >= 2 && (head.readUInt16BE(0) === 0xfffe || head.readUInt16BE(0) === 0xfeff);
  if (!isUtf16 && head.includes(0)) {
    throw new WorkbookError(
      "not-a-workbook",
      "This is not a workbook; upload the .xlsx or .csv file that the portal exported.",
    );
  }
  return "csv";
}

/** An OLE2 container holds either an encrypted .xlsx or one of the formats from before 2007. */
async function oleError(file: FileHandle, fileSize: number): Promise<WorkbookError> {
  const encryptedStream = Buffer.from("EncryptedPackage", "utf16le");
  let kept: Buffer = Buffer.alloc(0);
  for (let offset = 0; offset < fileSize; offset += chunkBytes) {
    const chunk = await readAt(file, offset, Math.min(chunkBytes, fileSize - offset));
    if (Buffer.concat([kept, chunk]).includes(encryptedStream)) {
      return new WorkbookError(
        "encrypted",
        "The workbook is protected with a password; open it in Excel, remove the password, save it and upload it again.",
      );
    }
    kept = chunk.subarray(-encryptedStream.length);
  }
  return new WorkbookError(
    "legacy-xls",
    "This is an old Excel file (.xls); open it in Excel and save it as .xlsx.",
  );
}
