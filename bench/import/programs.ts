import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { projectDirectory } from "../../stack/migrations";

/**
 * Starts one of our TypeScript programs as the supervisor does: in a process of its own, which ends with this one.
 * What it prints goes to stderr, so that stdout is the result alone.
 */
export function startProgram(
  path: string,
  environment: Record<string, string> = {},
  flags: string[] = [],
): ChildProcess {
  const program = fork(join(projectDirectory, path), [], {
    cwd: projectDirectory,
    env: {
      ...process.env,
      TSX_TSCONFIG_PATH: join(projectDirectory, "tsconfig.node.json"),
      ...environment,
      AESTRAK_SUPERVISOR: String(process.pid),
    },
    execArgv: [
      ...flags,
      "--import",
      join(projectDirectory, "stack", "exit-with-parent.mjs"),
      "--import",
      "tsx",
    ],
    stdio: ["ignore", process.stderr, process.stderr, "ipc"],
  });
  // A message to a program that has just ended fails; whoever waits for its answer hears of the end.
  program.on("error", () => {});
  return program;
}

/** For the started program: answers each message with what `work` makes of it. A failure ends the program. */
export function answerMessages(work: (message: never) => Promise<object>): void {
  process.on("message", (message) => {
    void work(message as never).then((answer) => process.send!(answer));
  });
  // The channel alone keeps no program alive that ends with its parent.
  process.channel?.ref();
  process.send!("ready");
}

/** The next message of a program. @throws when the program, or another one that it needs, ends without it */
export async function answerOf<T>(program: ChildProcess, needs: ChildProcess[] = []): Promise<T> {
  const stop = new AbortController();
  try {
    return await new Promise<T>((done, fail) => {
      program.once("message", (message) => done(message as T));
      for (const one of [program, ...needs]) {
        const ended = () => fail(new Error(`${one.spawnargs.at(-1)} ended before its work was done.`));
        one.once("exit", ended);
        stop.signal.addEventListener("abort", () => one.off("exit", ended));
      }
    });
  } finally {
    stop.abort();
  }
}

export async function endProgram(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const gone = new Promise<void>((done) => program.once("exit", () => done()));
  program.kill("SIGTERM");
  const slow = setTimeout(() => program.kill("SIGKILL"), 10_000);
  await gone;
  clearTimeout(slow);
}
