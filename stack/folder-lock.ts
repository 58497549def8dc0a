import { closeSync, existsSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

export interface FolderLock {
  release(): void;
}

/** SQLITE_BUSY: somebody else holds it. */
const busy = 5;
// A database that is forgotten is closed, and its lock let go.
const held = new Set<DatabaseSync>();

/**
 * Takes a lock that the operating system lets go of when this process ends, however it ends: that of an empty SQLite
 * file, which Node brings along. Nothing else in this process may open the file: the system drops all of a process's
 * locks on a file when it closes any of its handles.
 * @param kind alone, or together with others who share it
 * @returns null when others hold it
 */
export function takeLock(file: string, kind: "alone" | "shared"): FolderLock | null {
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // Without a journal beside it: nothing is ever written.
    database.exec("pragma journal_mode = memory");
    database.exec(kind === "alone" ? "begin exclusive" : "begin; select count(*) from sqlite_schema");
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === busy) return null;
    throw error;
  }
  held.add(database);
  return {
    release() {
      if (held.delete(database)) database.close();
    },
  };
}
