import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { takeLock } from "./folder-lock";
import { type RunningInstallation, writePrivately } from "./installation";

/** Who has the data folder: one process at a time, which runs the database there. */
export interface Occupant {
  /** npm start, or one command for as long as it works. */
  as: "start" | "command";
  pid: number;
  /** How people know it: an address, or the words of the command. */
  called: string;
}

export interface Occupancy {
  /** Whether the one before was killed: what it left may still be ending. */
  afterCrash: boolean;
  /** Lets commands join. */
  announce(running: RunningInstallation): void;
  /** Lets nobody join any more. */
  withdraw(): void;
  /** Resolves when everybody who joined has left. Call `withdraw` before. */
  alone(): Promise<void>;
  /** Leaves the folder to the next. */
  leave(): void;
}

const inFolder = (directory: string) => ({
  lock: join(directory, "folder.lock"),
  guests: join(directory, "guests.lock"),
  occupant: join(directory, "occupant.json"),
  running: join(directory, "running.json"),
});

/** Takes the data folder. @returns null when somebody has it */
export function occupy(directory: string, occupant: Omit<Occupant, "pid">): Occupancy | null {
  const files = inFolder(directory);
  const lock = takeLock(files.lock, "alone");
  if (!lock) return null;
  writePrivately(files.occupant, { ...occupant, pid: process.pid });
  const afterCrash = existsSync(files.running);
  const withdraw = () => rmSync(files.running, { force: true });
  withdraw();
  return {
    afterCrash,
    announce: (running) => writePrivately(files.running, running),
    withdraw,
    async alone() {
      for (;;) {
        const guests = takeLock(files.guests, "alone");
        guests?.release();
        if (guests) return;
        await delay(100);
      }
    },
    leave() {
      withdraw();
      rmSync(files.occupant, { force: true });
      lock.release();
    },
  };
}

/** The installation that runs on this data folder, or null. What a killed one left doesn't count. */
export function findRunning(directory: string): RunningInstallation | null {
  const files = inFolder(directory);
  const running = read(files.running) as RunningInstallation | null;
  if (!running) return null;
  const lock = takeLock(files.lock, "shared");
  lock?.release();
  return lock ? null : running;
}

/**
 * Joins the installation that runs on this data folder: it stays for as long as this process does, unless it is told to
 * stop. @returns null when none runs, or none yet
 */
export function joinRunning(directory: string): RunningInstallation | null {
  const files = inFolder(directory);
  if (!findRunning(directory)) return null;
  const guest = takeLock(files.guests, "shared");
  // It may have been withdrawn before we were there.
  const running = findRunning(directory);
  if (!running) guest?.release();
  return guest ? running : null;
}

/** Who has the folder; null when nobody says so. */
export function occupantOf(directory: string): Occupant | null {
  return read(inFolder(directory).occupant) as Occupant | null;
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch {
    return null;
  }
}
