import { isSessionLost } from "@/libs/lost-session";

/** What is wrong with a part, in words that anybody may read. Addresses, paths and names of roles stay in the log. */
export class Fault extends Error {
  override name = "Fault";
}

/** By the codes of the operating system and of PostgreSQL. */
const words: Readonly<Record<string, string>> = {
  ENOSPC: "disk full",
  "53100": "disk full",
  EACCES: "not writable",
  EPERM: "not writable",
  EROFS: "not writable",
  "53300": "no connection free",
};

/** @returns what is wrong, in a few words */
export function faultWords(error: unknown): string {
  if (error instanceof Fault) return error.message;
  const code = (error as { code?: string } | null)?.code ?? "";
  return words[code] ?? (isSessionLost(error) ? "not reachable" : "failing");
}
