/** Names that documents say although there is nothing of that name here, each with why. */
export const exceptions: Readonly<Record<string, string>> = {
  "supabaseBrowserClient.ts": "said to be missing on purpose",
  "middleware.ts": "what src/proxy.ts was called before Next 16",
  pg_dump: "PostgreSQL's own program",
  SCHED_IDLE: "a class of Linux's scheduler",
};
