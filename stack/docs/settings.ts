/** Settings that one part of AESTrak hands to another; nobody sets them. */
const internal = new Set(["AESTRAK_INBOX_URL", "AESTRAK_DATABASE_DIRECTORY"]);
/** What Node itself reads. */
const readByNode = new Set(["NODE_EXTRA_CA_CERTS"]);

/**
 * Compares .env.example with the settings that are read.
 * @param example the text of .env.example
 * @param environment the text of src/libs/environment.ts
 * @param reads whether any code reads a variable
 */
export function faultsOfSettings(
  example: string,
  environment: string,
  reads: (name: string) => boolean,
): string[] {
  const explained = new Set([...example.matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name!));
  const known = [...environment.matchAll(/^ {4}([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name!);
  return [
    ...known
      .filter((name) => !explained.has(name) && !internal.has(name))
      .map((name) => `.env.example doesn't explain ${name}, which src/libs/environment.ts reads`),
    ...[...explained]
      .filter((name) => !known.includes(name) && !readByNode.has(name) && !reads(name))
      .map((name) => `.env.example explains ${name}, which nothing reads`),
    ...(known.length < 10 ? ["src/libs/environment.ts was not understood: it has too few settings"] : []),
  ];
}
