const special = /[\\\t\n\r]/;
const allSpecial = /[\\\t\n\r]/g;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/**
 * One line of PostgreSQL's COPY text format, with its line feed. Null becomes \N. The values must not contain NUL,
 * which PostgreSQL cannot store.
 */
export function encodeCopyRow(values: readonly (string | null)[]): string {
  let line = "";
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) line += "\t";
    const value = values[index];
    if (value === null || value === undefined) line += "\\N";
    else line += special.test(value) ? value.replace(allSpecial, (found) => escapes[found] as string) : value;
  }
  return `${line}\n`;
}
