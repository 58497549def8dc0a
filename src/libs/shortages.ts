/** What ran out on the machine, so that nothing is wrong with what was asked. */
export interface Shortage {
  kind: "disk" | "connections" | "memory";
  /** With what a route answers. */
  status: 503 | 507;
  /** For whoever met it. */
  sentence: string;
}

const shortages = {
  disk: {
    kind: "disk",
    status: 507,
    sentence:
      "The disk of AESTrak's machine is full, and nothing was changed. Its operator has to free space; try again then.",
  },
  connections: {
    kind: "connections",
    status: 503,
    sentence:
      "AESTrak has no connection free at the moment, and nothing was changed. Try again in a minute; if it stays so, tell your operator.",
  },
  memory: {
    kind: "memory",
    status: 503,
    sentence:
      "The memory of AESTrak's machine is used up, and nothing was changed. Try again in a minute; if it stays so, tell your operator.",
  },
} as const satisfies Record<string, Shortage>;

/** Codes of Node's and of PostgreSQL's errors. 53400: a limit that the operator configured, such as that of temporary files. */
const kinds: Readonly<Record<string, Shortage>> = {
  ENOSPC: shortages.disk,
  EDQUOT: shortages.disk,
  "53100": shortages.disk,
  "53400": shortages.disk,
  "53300": shortages.connections,
  EMFILE: shortages.connections,
  ENFILE: shortages.connections,
  "53000": shortages.memory,
  "53200": shortages.memory,
  ENOMEM: shortages.memory,
};

/** @returns what ran out, where that is why something failed; null for any other error */
export function shortageOf(error: unknown): Shortage | null {
  // A cause may have one of its own; none of ours goes deeper.
  for (let depth = 0, at = error; depth < 5 && typeof at === "object" && at !== null; depth++) {
    const { code, cause } = at as { code?: unknown; cause?: unknown };
    const found = typeof code === "string" && Object.hasOwn(kinds, code) ? kinds[code] : undefined;
    if (found) return found;
    at = cause;
  }
  return null;
}

const mark = "shortage-";

/**
 * Marks an error that tells of a shortage so that an error page can name it: of an error on the server, the browser
 * learns its digest alone.
 * @throws the error, always
 */
export function throwNamed(error: unknown): never {
  const shortage = shortageOf(error);
  if (shortage && error instanceof Error) Object.assign(error, { digest: mark + shortage.kind });
  throw error;
}

/** @returns the sentence for an error that an error page caught, where it was marked */
export function shortageSentence(error: unknown): string | null {
  const { digest } = (error ?? {}) as { digest?: unknown };
  if (typeof digest !== "string" || !digest.startsWith(mark)) return null;
  const kind = digest.slice(mark.length);
  return Object.values(shortages).find((one) => one.kind === kind)?.sentence ?? null;
}
