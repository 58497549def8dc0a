/**
 * A file that cannot be read as asked. `code` is stable kebab-case for programs and tests; `message` is one plain
 * sentence for the person who uploaded the file: what is wrong and what to do about it.
 */
export class WorkbookError extends Error {
  override readonly name = "WorkbookError";
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The container or its XML contradicts itself: the file was cut, altered or written by a faulty program. */
export function damaged(code: string, what: string, cause?: unknown): WorkbookError {
  return new WorkbookError(
    code,
    `The workbook is damaged (${what}); export it again and upload the new file.`,
    cause === undefined ? undefined : { cause },
  );
}
