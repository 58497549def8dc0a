/**
 * Whether an error means that a database session was lost, which is no fault of what was being done with it: the
 * codes of postgres.js and of Node's sockets, and SQLSTATE classes 08 and 57P.
 */
export function isSessionLost(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code ?? "";
  return /^(?:CONNECTION_|CONNECT_TIMEOUT$|ECONN|EPIPE$|08|57P0)/.test(code);
}
