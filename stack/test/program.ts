import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { projectDirectory } from "../migrations";

let running: ChildProcess | undefined;

/** Runs a program of node_modules/.bin in a process group of its own, showing what it says. @returns its exit code */
export async function runProgram(
  [name = "", ...args]: string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const program = spawn(name, args, {
    cwd: projectDirectory,
    env: environment,
    detached: true,
    // Without a terminal's input: nothing here asks, and a group of its own may not read it.
    stdio: ["ignore", "inherit", "inherit"],
  });
  running = program;
  const code = await new Promise<number>((done, fail) => {
    program.once("error", fail);
    program.once("exit", (status) => done(status ?? 1));
  });
  await endGroup(program);
  running = undefined;
  return code;
}

/** Ends what runs at the moment: first in order, so that it can tidy up, then by force. */
export async function endRunning(): Promise<void> {
  if (running) await endGroup(running, "SIGINT");
}

async function endGroup(program: ChildProcess, first: NodeJS.Signals = "SIGTERM"): Promise<void> {
  for (let tries = 0; signal(program, tries === 0 ? first : 0) && tries < 150; tries++) await delay(100);
  signal(program, "SIGKILL");
}

/** @returns whether anything of the group is left; signal 0 only asks */
function signal(program: ChildProcess, name: NodeJS.Signals | 0): boolean {
  try {
    if (program.pid) process.kill(-program.pid, name);
    return program.pid !== undefined;
  } catch {
    return false;
  }
}
