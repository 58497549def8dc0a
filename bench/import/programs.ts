import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { projectDirectory } from "../../stack/migrations";

/**
 * Starts one of our TypeScript programs as the supervisor does: in a process of its own, which ends with this one.
 * What it prints goes to stderr, so that stdout is the result alone.
 */
export function startProgram(path: string, environment: Record<string, string> = {}): ChildProcess {
  return fork(join(projectDirectory, path), [], {
    cwd: projectDirectory,
    env: {
      ...process.env,
      TSX_TSCONFIG_PATH: join(projectDirectory, "tsconfig.node.json"),
      ...environment,
      AESTRAK_SUPERVISOR: String(process.pid),
    },
    execArgv: ["--import", join(projectDirectory, "stack", "exit-with-parent.mjs"), "--import", "tsx"],
    stdio: ["ignore", process.stderr, process.stderr, "ipc"],
  });
}

/** What a program says first. @throws when it ends without a word */
export async function answerOf<T>(program: ChildProcess): Promise<T> {
  return new Promise<T>((done, fail) => {
    program.once("message", (message) => done(message as T));
    program.once("exit", (code, signal) => fail(new Error(`The program ended early (${signal ?? code}).`)));
  });
}

export async function endProgram(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const gone = new Promise<void>((done) => program.once("exit", () => done()));
  program.kill("SIGTERM");
  const slow = setTimeout(() => program.kill("SIGKILL"), 10_000);
  await gone;
  clearTimeout(slow);
}
