/**
 * Whether an error means that a database session was lost, which is no fault of what was being done with it: the
 * codes of postgres.js and of Node's sockets, and SQLSTATE classes 08 and 57P.
 */
export function isSessionLost(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code ?? "";
  return /^(?:CONNECTION_|CONNECT_TIMEOUT$|ECONN|EPIPE$|08|57P0)/.test(code);
}

/** Milliseconds after which a connection that should have answered long ago counts as one that hangs, however busy the server. */
export const hangsAfter = 60_000;

/**
 * What the database answers, or a lost session when it says nothing for so many milliseconds: its connection hangs, and
 * the network would tell only after a quarter of an hour. Not for statements of a transaction, which the driver would
 * go on with.
 * @throws an error of which isSessionLost is true
 */
export async function answerWithin<T>(milliseconds: number, answer: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(silentSession()), milliseconds);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** The error for a session whose connection says nothing any more. */
export function silentSession(): Error {
  return Object.assign(new Error("The database does not answer."), { code: "CONNECTION_SILENT" });
}
