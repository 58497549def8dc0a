/** What was tried against the tenancy rules, and what got through. One case is one actor, one resource, one operation. */
export class Tally {
  tried = 0;
  /** One sentence for each case that saw, changed or learnt what it must not, or that a rule did not cover. */
  readonly leaks: string[] = [];
  readonly #stopAt: (leak: string) => boolean;

  /** @param stopAt whether a leak says all there is to know: the rest is then not tried, and `Leaked` is thrown */
  constructor(stopAt: (leak: string) => boolean = () => false) {
    this.#stopAt = stopAt;
  }

  /** Counts a case. @param leak what got through, or null */
  case(actor: string, resource: string, operation: string, leak: string | null): void {
    this.tried++;
    if (leak) this.uncovered(`${actor}, ${resource}, ${operation}: ${leak}`);
  }

  /** Something that no case can judge before somebody says what is right. */
  uncovered(what: string): void {
    this.leaks.push(what);
    if (this.#stopAt(what)) throw new Leaked(what);
  }
}

export class Leaked extends Error {
  override name = "Leaked";
}

declare module "vitest" {
  interface TaskMeta {
    /** Read by stack/test/tenancy.ts from the report of the run. */
    tenancy?: { tried: number; leaks: string[] };
    /** Weakenings that the cases were tried against, and those that none of them noticed. */
    weakenings?: { tried: number; survivors: string[] };
  }
}
