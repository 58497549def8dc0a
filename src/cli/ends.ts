/** What a command ends with, for scripts that call it. The table of docs/command-line.md says the same. */
export const exitCode = {
  done: 0,
  /** It can't be carried out, or a file was refused. */
  failed: 1,
  /** A command, argument or option that there is not, that is missing or malformed: nothing was begun. */
  misused: 2,
  /** A file waits for the answer of a person. */
  unanswered: 3,
  /** The database can't be reached, or was lost on the way. What had begun goes on when it is back. */
  unreachable: 4,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** A command that ends with another code than 1. Its message is a sentence for people. */
export class CommandEnd extends Error {
  override name = "CommandEnd";
  readonly exitCode: ExitCode;

  constructor(end: Exclude<keyof typeof exitCode, "done">, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode[end];
  }
}
