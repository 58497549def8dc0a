import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../../stack/migrations";

/** The one wrapper: the modules of src/libs/access in which every check stands. */
const modules = { action: "action.ts", route: "route.ts", tokenRoute: "token-route.ts" } as const;
export type DoorModule = keyof typeof modules;

export interface WeakenedDoor {
  module: DoorModule;
  /** Such as: action.ts 102: if (!isOwnOrigin(await headers())). */
  name: string;
  source: string;
}

/** Who stands in for somebody that nobody asked for any more. */
export interface Impostor {
  user: object;
  /** An open session, with that user. */
  session: object;
  member: object;
  token: object;
}

const source = (module: DoorModule) =>
  readFileSync(join(projectDirectory, "src", "libs", "access", modules[module]), "utf8");

/** Where the bracket closes that opens at `from`. Good for our own formatted code, without brackets in its texts. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0) return at;
  }
  throw new Error("A bracket stays open.");
}

/**
 * Each check of the wrapper taken away, one at a time: every condition that leads somewhere else, every use that is
 * counted, every question who is asking, and the examination of what was sent.
 */
export function weakenedDoors({ user, session, member, token }: Impostor): WeakenedDoor[] {
  const found: WeakenedDoor[] = [];
  const impostors: Record<string, object> = {
    requireUser: user,
    requireSession: session,
    admittedSession: session,
    requireMember: member,
    memberOf: member,
    tokenOf: token,
  };
  for (const door of Object.keys(modules) as DoorModule[]) {
    const text = source(door);
    const replace = (from: number, to: number, by: string, what: string) => {
      const line = text.slice(0, from).split("\n").length;
      const name = `${modules[door]} ${line}: ${what.replaceAll(/\s+/g, " ").trim()}`;
      found.push({ module: door, name, source: text.slice(0, from) + by + text.slice(to) });
    };
    for (const { index, 0: opening } of text.matchAll(/\bif \(/g)) {
      const start = index + opening.length - 1;
      const end = closing(text, start) + 1;
      replace(start, end, "(false)", `if ${text.slice(start, end)} never holds`);
    }
    for (const { index, 0: call } of text.matchAll(/\bawait (?:countUse|countAttempt)(?=\()/g))
      replace(index, index + call.length, "void ", `${call} counts nothing`);
    for (const { index, 0: call, 1: name = "" } of text.matchAll(
      /\bawait (requireUser|requireSession|requireMember|admittedSession|memberOf|tokenOf)\([^()]*\)/g,
    ))
      replace(
        index,
        index + call.length,
        `(${JSON.stringify(impostors[name])} as never)`,
        `${call} asks nobody`,
      );
    for (const { index, 0: call } of text.matchAll(/\bdoor\.input\.safeParse(?=\()/g))
      replace(
        index,
        index + call.length,
        "((data: unknown) => ({ success: true as const, data: data as never, error: undefined as never }))",
        `${call} lets everything pass`,
      );
  }
  const asked = Object.keys(impostors).filter(
    (name) => !found.some((door) => door.name.includes(`${name}(`)),
  );
  if (asked.length > 0)
    throw new Error(`No door asks ${asked.join(", ")} any more: name what it asks instead.`);
  return found;
}

/** Writes weakened copies where the test runner can load them from, beside nothing of the product. */
export function copiesOfDoors() {
  const parent = join(projectDirectory, "test-results");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "weakened-"));
  let number = 0;
  return {
    /** @returns the exports of the weakened module */
    async load({ module, source: text }: WeakenedDoor): Promise<unknown> {
      const path = join(folder, `${module}-${++number}.ts`);
      writeFileSync(path, text.replaceAll(/from "\.\//g, 'from "@/libs/access/'));
      return import(/* @vite-ignore */ path);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
