import { join } from "node:path";
import { projectDirectory } from "../../stack/migrations";
import type { Sql } from "../database/support/database";
import { foreignMarks, snapshot } from "./traces";
import type { World } from "./world";

/** Somebody of the attacker's organization who goes through the entrances of the application. */
export interface Visitor {
  world: World;
  sql: Sql;
  /** An import of either organization whose file is really there. */
  uploads: Record<"victim" | "attacker", string>;
  /** Logs the attacker's admin in: a new session each time, because some actions end theirs. */
  logIn(): Promise<string>;
  /** Of a script of the attacker's organization. */
  token: string;
}

/** Looks whether anything of the victim's shows or has changed. */
export function watch({ world, sql }: Visitor) {
  const read = <T>(work: (tx: Parameters<Parameters<Sql["begin"]>[1]>[0]) => Promise<T>) =>
    sql.begin(work) as Promise<T>;
  return {
    marks: () => read((tx) => foreignMarks(tx, world, world.victim, world.attacker)),
    async changes(before: Record<string, string>) {
      const after = await read((tx) => snapshot(tx, world, world.victim));
      const changed = Object.keys(before).filter((name) => before[name] !== after[name]);
      return changed.length > 0 ? `changed ${changed.join(", ")} of theirs` : null;
    },
    prints: () => read((tx) => snapshot(tx, world, world.victim)),
  };
}

/** A module of the application, by its path in the checkout. */
export const load = (path: string) =>
  import(/* @vite-ignore */ join(projectDirectory, path)) as Promise<Record<string, unknown>>;
