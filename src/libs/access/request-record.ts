import { AsyncLocalStorage } from "node:async_hooks";

/** What our web server wants to know of a request once it is answered. */
interface RequestRecord {
  readonly requestId: string;
  /** Set as soon as the Auth server has named the person. */
  userId: string | null;
  /** Set once one of our actions was reached: what goes wrong from then on is no fault of the form. */
  hasReachedAction?: true;
}

// The web server and each of Next's bundles load this module anew; what they share must be one per process.
const shared = globalThis as typeof globalThis & { aestrakRequests?: AsyncLocalStorage<RequestRecord> };

/**
 * The record of the request that is being answered. Empty behind any web server but our own (`next dev`, Vercel).
 */
export const requestRecords = (shared.aestrakRequests ??= new AsyncLocalStorage<RequestRecord>());
