import { CommanderError } from "commander";
import { database } from "@/libs/database";
import { closeJobs } from "@/libs/jobs";
import { isSessionLost } from "@/libs/lost-session";
import { CommandEnd, exitCode } from "./ends";
import { complain } from "./output";
import { commandLine } from "./program";

/**
 * Runs one command of `aestrak`.
 * @param argv as Node gives it
 * @param reach makes the database reachable; called once the command is known to be well-formed
 * @returns the exit code; a failure has been said in one sentence on stderr
 */
export async function runCommandLine(argv: string[], reach: () => Promise<void>): Promise<number> {
  // The driver asks each new session for its types and leaves the answer to nobody: whoever waits for something is told.
  process.on("unhandledRejection", (error) => {
    if (!isSessionLost(error)) throw error;
  });
  let isReached = false;
  try {
    await commandLine()
      .hook("preAction", async () => {
        await reach();
        isReached = true;
      })
      .parseAsync(argv);
    return exitCode.done;
  } catch (error) {
    return codeOf(error);
  } finally {
    if (isReached) {
      await closeJobs();
      await database().end({ timeout: 2 });
    }
  }
}

/** Says what went wrong, in one sentence. @returns the exit code for it */
function codeOf(error: unknown): number {
  // Commander has said its own errors already; asking for help is none.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.misused;
  if (isSessionLost(error)) {
    complain("The database can't be reached, or went away. Is AESTrak running? Try again.");
    return exitCode.unreachable;
  }
  if ((error as { code?: string } | null)?.code === "53300") {
    complain("All connections of the database are in use. Try again in a moment.");
    return exitCode.unreachable;
  }
  complain(error instanceof Error ? error.message : String(error));
  return error instanceof CommandEnd ? error.exitCode : exitCode.failed;
}
