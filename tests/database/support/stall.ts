import type { Sql } from "./database";

/** A connection that stands still once, as its process does when the machine sleeps or swaps. */
export interface Stalling {
  sql: Sql;
  /** How many statements were begun so far, a transaction counting as one. */
  readonly begun: number;
  /** The first words of the statement that it stands before. */
  readonly before: string;
  /** Settles when it stands still. */
  stalled: Promise<void>;
  goOn(): void;
}

type Statement = PromiseLike<unknown> & { handle(): unknown };

/** `sql`, which stands still before its statement number `at`, counted from 1; before none without a number. */
export function stallingBefore(sql: Sql, at = 0): Stalling {
  const stalled = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  let begun = 0;
  let before = "";
  async function gate(words: string): Promise<void> {
    begun += 1;
    if (begun !== at) return;
    before = words;
    stalled.resolve();
    await free.promise;
  }
  const gated = new Proxy(sql, {
    apply(run, self, words) {
      const statement = Reflect.apply(run, self, words) as Statement;
      const text = (words[0] as { raw?: readonly string[] }).raw?.join("?").trim();
      if (text === undefined) return statement;
      // Fragments of other statements are never handled, so they are not counted.
      const handle = statement.handle.bind(statement);
      let isBegun = false;
      statement.handle = async () => {
        if (isBegun) return;
        isBegun = true;
        await gate(text);
        await handle();
      };
      return statement;
    },
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (name !== "begin") return value;
      return async (work: never) => {
        await gate("begin");
        return target.begin(work);
      };
    },
  });
  return {
    sql: gated,
    stalled: stalled.promise,
    goOn: free.resolve,
    get begun() {
      return begun;
    },
    get before() {
      return before;
    },
  };
}
