/**
 * Query parameters that point at one page of a list. A changed search or filter drops them: a key of another
 * result list means nothing in the new one.
 */
export const PAGE_KEYS = ["cursor", "after", "before"] as const;
